"""What keeps assessing fair, as pure rules: who is looked at twice, and how one's rate stands beside the rest."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median

SECOND_LOOKS = Fraction(1, 20)  # five in a hundred
LEAST_PEERS = 3  # with two, the median would tell the colleague's rate
LEAST_SEEN = 5  # a rate of fewer is chance
_SPACE = 2**64


def is_drawn(seed: str, about: str, *, share: Fraction = SECOND_LOOKS) -> bool:
    """Is this one looked at twice? Fixed by seed and subject, so that a draw can be shown to have been one."""
    lot = int.from_bytes(hashlib.sha256(f"{seed}|{about}".encode()).digest()[:8])
    return lot < _SPACE * share


def beside(own: tuple[int, int], peers: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Her own share of *terampil* and the median of all of them, in whole per cent. Each as (terampil, seen).

    ``peers`` holds everybody, her too. None: too few of hers, or too few penilai, to say anything.
    """
    rates = [Fraction(100 * good, seen) for good, seen in peers if seen >= LEAST_SEEN]
    if own[1] < LEAST_SEEN or len(rates) < LEAST_PEERS:
        return None
    return round(Fraction(100 * own[0], own[1])), round(median(rates))


def spread(steps: Sequence[str], all_ticks: Sequence[Mapping[str, str]]) -> list[Counter[str]]:
    """Per step how many chose what: no names, no right and wrong."""
    return [Counter(ticks[step] for ticks in all_ticks if step in ticks) for step in steps]


def agreement(counts: Counter[str]) -> Fraction:
    """The share of those who chose what most chose; 1 where nobody chose yet."""
    total = counts.total()
    return Fraction(max(counts.values()), total) if total else Fraction(1)
