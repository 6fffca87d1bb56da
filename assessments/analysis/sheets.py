"""The answers of one sheet as all figures here read them, and what people of the same test earned on its items."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Key = tuple[int, str]  # version, mode


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: the version, the share earned, the author's keys chosen, seconds (None: not measured)."""

    version: int
    mark: float
    picks: tuple[str, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One handed-in ticket. ``area`` is where she served, "" for nowhere."""

    mode: str
    replies: Sequence[Reply]
    area: str = ""

    @property
    def score(self) -> float:
        """0 to 100."""
        return 100 * sum(reply.mark for reply in self.replies) / len(self.replies)


def facilities(sheets: Iterable[Sheet]) -> dict[Key, float]:
    """The mean share earned, per version and mode."""
    sums: dict[Key, list[float]] = defaultdict(lambda: [0, 0.0])
    for sheet in sheets:
        for reply in sheet.replies:
            one = sums[reply.version, sheet.mode]
            one[0] += 1
            one[1] += reply.mark
    return {key: total / n for key, (n, total) in sums.items()}


def above(sheet: Sheet, expected: Mapping[Key, float]) -> list[float]:
    """Per answer, how much more than everybody she earned on it."""
    return [reply.mark - expected[reply.version, sheet.mode] for reply in sheet.replies]


def rests(differences: Sequence[float]) -> list[float]:
    """Per answer, the mean of all *other* differences of the sheet. Needs two answers at least."""
    total, others = sum(differences), len(differences) - 1
    return [round((total - one) / others, 9) for one in differences]  # equal sheets must tie, whatever the order
