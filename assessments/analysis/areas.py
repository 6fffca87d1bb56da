"""An item that is suddenly easy in one area, as when its text went round: against the rest, with a test.

What is compared is not the bare share of right answers, which is higher wherever people were taught well, but how much
more they earned on *this* item than on the rest of their sheet. Asked of many items in many areas, chance alone would
call some of them: the limit is one false call in a hundred *nights*, shared out over all comparisons (Bonferroni).
People of one area were taught together and are not as independent as the test takes them to be, so the difference must
also be large in itself: 15 points.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import erfc, sqrt

from assessments.analysis.sheets import Sheet, above, facilities, rests

ENOUGH = 30  # in the area, and elsewhere
FALSE_CALLS = 0.01  # in one run, over everything that was compared
LARGE = 0.15


@dataclass(slots=True)
class Sums:
    """Answers to one version by people of one area."""

    n: int = 0
    earned: float = 0.0
    y: float = 0.0
    yy: float = 0.0

    def add(self, mark: float, lead: float) -> None:
        """An answer: what it earned, and by how much it leads the rest of its sheet."""
        self.n, self.earned, self.y, self.yy = self.n + 1, self.earned + mark, self.y + lead, self.yy + lead * lead

    def less(self, other: "Sums") -> "Sums":
        """All but those."""
        return Sums(self.n - other.n, self.earned - other.earned, self.y - other.y, self.yy - other.yy)

    @property
    def facility(self) -> float:
        return self.earned / self.n

    @property
    def lead(self) -> float:
        return self.y / self.n

    @property
    def error(self) -> float:
        """The variance of ``lead``."""
        return max(0.0, self.yy - self.n * self.lead**2) / (self.n - 1) / self.n


@dataclass(frozen=True)
class Jump:
    """A version that is far easier in one area; ``chance`` that one such comparison comes out so by accident."""

    version: int
    area: str
    n: int
    facility: float
    n_elsewhere: int
    facility_elsewhere: float
    chance: float


Areas = dict[int, dict[str, Sums]]


def gather(sheets: Iterable[Sheet], into: Areas | None = None) -> Areas:
    """Add up the sheets of one test by version and area."""
    sheets = [sheet for sheet in sheets if len(sheet.replies) > 1]
    expected, found = facilities(sheets), {} if into is None else into
    for sheet in sheets:
        apart = above(sheet, expected)
        for reply, rest in zip(sheet.replies, rests(apart), strict=True):
            one = found.setdefault(reply.version, defaultdict(Sums))
            one[sheet.area].add(reply.mark, reply.mark - rest)
    return found


def jumps(areas: Areas) -> list[Jump]:
    """Those that stand out. Areas with too few answers, and answers from nowhere, are compared with nothing."""
    compared = list(_compared(areas))
    limit = FALSE_CALLS / max(1, len(compared))
    return [jump for jump, lead in compared if lead >= LARGE and jump.chance < limit]


def _compared(areas: Areas) -> Iterable[tuple[Jump, float]]:
    for version, by_area in areas.items():
        total = _total(by_area.values())
        for area, here in by_area.items():
            rest = total.less(here)
            if not area or here.n < ENOUGH or rest.n < ENOUGH:
                continue
            lead, error = here.lead - rest.lead, sqrt(here.error + rest.error)
            chance = erfc(lead / error / sqrt(2)) / 2 if error > 0 else 0.5
            yield Jump(version, area, here.n, here.facility, rest.n, rest.facility, chance), lead


def _total(parts: Iterable[Sums]) -> Sums:
    total = Sums()
    for part in parts:
        total = Sums(total.n + part.n, total.earned + part.earned, total.y + part.y, total.yy + part.yy)
    return total
