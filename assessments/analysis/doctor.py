"""*Dokter soal*: what the figures of one version say to its author, worst first. Signs, not words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.analysis.items import ENOUGH, Tally

MANY = 0.95
FEW = 0.2
WEAK = 0.1
CHOSEN = 0.02  # a choice that fewer take does no work
TEMPTING = 0.2  # of the best third
EASIER_ALOUD = 0.2
LONG = 120  # seconds


class Sign(StrEnum):
    """What is the matter. The value stands in the database; the words are the screen's."""

    REVERSED = "reversed"  # who is good answers wrong
    RIVAL = "rival"  # the best chose this one more often than the key
    TEMPTING = "tempting"  # the best chose this one more than the others did
    HARD = "hard"
    EASY = "easy"
    WEAK = "weak"
    UNUSED = "unused"
    ALOUD = "aloud"  # far easier when read aloud
    SLOW = "slow"


@dataclass(frozen=True)
class Finding:
    """A sign, the choice it is about ("" for the whole item) and its figure (a share, a correlation or seconds)."""

    sign: Sign
    choice: str = ""
    figure: float = 0.0


Part = tuple[Collection[str], Sequence[str]]  # the right keys, and all that can be chosen


def findings(tally: Tally, *, parts: Sequence[Part], essential: bool) -> list[Finding]:
    """Nothing below thirty answers. ``parts``: the lists from which something is chosen, one for each scene.

    That nearly everybody is right is what an *essential* item hopes for: not said of it.
    """
    if tally.n < ENOUGH:
        return []
    found = _of_item(tally, essential=essential)
    for right, choices in parts:
        found += _of_choices(tally, right, choices)
    return sorted(found, key=lambda finding: list(Sign).index(finding.sign))


def _of_item(tally: Tally, *, essential: bool) -> list[Finding]:
    found, discrimination = [], tally.discrimination
    if tally.facility >= MANY:
        found += [] if essential else [Finding(Sign.EASY, figure=tally.facility)]
    elif discrimination is not None and discrimination <= -WEAK:
        found.append(Finding(Sign.REVERSED, figure=discrimination))
    elif discrimination is not None and discrimination < WEAK:
        found.append(Finding(Sign.WEAK, figure=discrimination))
    if tally.facility <= FEW:
        found.append(Finding(Sign.HARD, figure=tally.facility))
    if tally.seconds is not None and tally.seconds > LONG:
        found.append(Finding(Sign.SLOW, figure=tally.seconds))
    return found


def _of_choices(tally: Tally, right: Collection[str], choices: Sequence[str]) -> list[Finding]:
    found, key = [], min((_best(tally, one) for one in right), default=0.0)
    for choice in choices:
        if choice in right:
            continue
        best, all_of_them = _best(tally, choice), _all(tally, choice)
        if best >= TEMPTING and best >= key:
            found.append(Finding(Sign.RIVAL, choice, best))
        elif best >= TEMPTING and best > _rest(tally, choice):
            found.append(Finding(Sign.TEMPTING, choice, best))
        elif all_of_them < CHOSEN and tally.facility < MANY:
            found.append(Finding(Sign.UNUSED, choice, all_of_them))
    return found


def easier_aloud(by_mode: Mapping[str, Tally], *, alone: str, aloud: str) -> Finding | None:
    """Is it far easier when somebody reads it out? Then its words are the hurdle, not what it asks."""
    one, other = by_mode.get(alone), by_mode.get(aloud)
    if one is None or other is None or min(one.n, other.n) < ENOUGH:
        return None
    more = other.facility - one.facility
    return Finding(Sign.ALOUD, figure=more) if more >= EASIER_ALOUD else None


def _best(tally: Tally, key: str) -> float:
    return tally.chosen[key].best / tally.best if key in tally.chosen and tally.best else 0.0


def _rest(tally: Tally, key: str) -> float:
    others = tally.n - tally.best
    return tally.chosen[key].rest / others if key in tally.chosen and others else 0.0


def _all(tally: Tally, key: str) -> float:
    return (tally.chosen[key].best + tally.chosen[key].rest) / tally.n if key in tally.chosen else 0.0
