"""Facility, discrimination, who chose what, and time, per version and mode.

Discrimination is the correlation of an item with the *rest* of the sheet (the item itself left out: item-rest, or
corrected item-total). The figures of several tests are added up within each test, since a test before teaching and one
after it differ in everything: ``add`` the tallies of each.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean, median

from assessments.analysis.sheets import Key, Reply, Sheet, above, facilities, rests

ENOUGH = 30  # fewer answers say nothing about a question
_TIMES = 5000  # of so many the middle is taken


@dataclass(slots=True)
class Chosen:
    """How many of the best third, and of all others, chose one thing."""

    best: int = 0
    rest: int = 0


@dataclass(slots=True)
class Tally:
    """Sums about one version in one mode, by which tests can be added up."""

    n: int = 0
    earned: float = 0.0
    best: int = 0
    xx: float = 0.0
    rr: float = 0.0
    xr: float = 0.0
    chosen: dict[str, Chosen] = field(default_factory=dict)
    times: array = field(default_factory=lambda: array("f"))

    @property
    def facility(self) -> float:
        return self.earned / self.n

    @property
    def discrimination(self) -> float | None:
        """-1 to 1; None where everybody earned the same."""
        spread = self.xx * self.rr
        return self.xr / sqrt(spread) if spread > 1e-12 else None

    @property
    def seconds(self) -> float | None:
        """The middle of the times; None: none was measured."""
        return median(self.times) if self.times else None

    def add(self, other: "Tally") -> None:
        """Take in what another test said of the same version and mode."""
        self.n, self.earned, self.best = self.n + other.n, self.earned + other.earned, self.best + other.best
        self.xx, self.rr, self.xr = self.xx + other.xx, self.rr + other.rr, self.xr + other.xr
        for key, chosen in other.chosen.items():
            mine = self.chosen.setdefault(key, Chosen())
            mine.best, mine.rest = mine.best + chosen.best, mine.rest + chosen.rest
        self.times.extend(other.times[: max(0, _TIMES - len(self.times))])


Row = tuple[Reply, float]  # an answer, and the rest of its sheet


def tally(sheets: Sequence[Sheet]) -> dict[Key, Tally]:
    """What one test says of each version in each mode. Sheets of a single item say nothing of the rest: left out."""
    sheets = [sheet for sheet in sheets if len(sheet.replies) > 1]
    expected = facilities(sheets)
    rows: dict[Key, list[Row]] = defaultdict(list)
    for sheet in sheets:
        for reply, rest in zip(sheet.replies, rests(above(sheet, expected)), strict=True):
            rows[reply.version, sheet.mode].append((reply, rest))
    return {key: _of_one(found) for key, found in rows.items()}


def _of_one(rows: list[Row]) -> Tally:
    made = Tally(n=len(rows), earned=sum(reply.mark for reply, _ in rows))
    _spread(made, rows)
    edge = best_edge([rest for _, rest in rows])
    for reply, rest in rows:
        best = rest >= edge
        made.best += best
        for key in reply.picks:
            one = made.chosen.setdefault(key, Chosen())
            one.best, one.rest = one.best + best, one.rest + (not best)
    made.times.extend([r.seconds for r, _ in rows if r.seconds is not None][:_TIMES])
    return made


def _spread(made: Tally, rows: list[Row]) -> None:
    marks, others = fmean(reply.mark for reply, _ in rows), fmean(rest for _, rest in rows)
    for reply, rest in rows:
        x, r = reply.mark - marks, rest - others
        made.xx, made.rr, made.xr = made.xx + x * x, made.rr + r * r, made.xr + x * r


def best_edge(values: Iterable[float]) -> float:
    """From which value on somebody belongs to the best third; whoever ties with its last one does too."""
    found = sorted(values, reverse=True)
    return found[max(1, round(len(found) / 3)) - 1]
