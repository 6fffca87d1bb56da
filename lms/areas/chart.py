"""Charts as numbers: lines over time and split bars, for templates/components/{chart,split}.html. Pure.

Coverage moves in jumps (an angkatan is trained, a roster is read), so a series holds its value until the next
point: lines are steps, never a slope between two counts that nobody made. Numbers for the SVG leave as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lms.areas import format as text

LEFT, RIGHT, TOP, BOTTOM = 84, 668, 34, 286  # the plot inside the component's viewBox of 680 x 330
STEPS = (1, 2, 5)


class Point(NamedTuple):
    """A count on a day. `whole` is the denominator of that day, or 0 where the chart is of counts."""

    day: date
    part: int
    whole: int = 0


class Series(NamedTuple):
    """One line: its name for people and its points, oldest first."""

    name: str
    points: Sequence[Point]


class Goal(NamedTuple):
    """A target: `part` (of `whole`) until `day`, and its words."""

    name: str
    day: date
    part: int
    whole: int = 0


@dataclass(frozen=True)
class Mark:
    """A place with words: a tick or a dot."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Line:
    """A drawn series: `path` and `area` for the `d` of a path, and its last dot, whose text is the figure there."""

    number: int
    name: str
    path: str
    area: str
    dot: Mark


@dataclass(frozen=True)
class Chart:
    """All that components/chart.html draws, and the rows of its table twin."""

    lines: list[Line]
    across: list[Mark]
    up: list[Mark]
    goal: Mark | None
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Part:
    """One part of a split bar: `x` and `width` in percent of it, and its words."""

    number: int
    x: str
    width: str
    name: str
    figure: str


class Words(NamedTuple):
    """The words of the table twin; whoever draws for staff passes hers in the reader's language."""

    day: str = "Tanggal"
    of: str = "dari"


WORDS = Words()


def line_chart(
    series: Sequence[Series], *, goal: Goal | None = None, until: date | None = None, words: Words = WORDS
) -> Chart:
    """Up to three series over time. With denominators the axis is a percentage, else a count.

    `until` (or the goal's day) is the right end of the time axis. ValueError without any point.
    """
    points = [point for line in series for point in line.points]
    if not points:
        raise ValueError("a chart needs at least one point")
    frame = _Frame.around(points, goal, until)
    return Chart(
        lines=[_line(number, line, frame) for number, line in enumerate(series, 1)],
        across=[Mark(_number(frame.x(day)), str(BOTTOM + 32), words) for day, words in frame.months()],
        up=[Mark(str(LEFT - 8), _number(frame.y(value)), words) for value, words in frame.levels()],
        goal=goal and Mark(str(LEFT), _number(frame.y(frame.value(goal.part, goal.whole))), goal.name),
        head=[words.day, *(line.name for line in series)],
        rows=_rows(series, words.of),
    )


def split(parts: Sequence[tuple[str, int]]) -> list[Part]:
    """A bar cut into named counts that add up to the whole; the bar is empty where the whole is nought."""
    whole = sum(count for _, count in parts)
    drawn, before = [], 0
    for number, (name, count) in enumerate(parts, 1):
        x, width = (Decimal(100 * n) / (whole or 1) for n in (before, count))
        drawn.append(Part(number, f"{x:.2f}%", f"{width:.2f}%", name, f"{text.angka(count)}"))
        before += count
    return drawn


@dataclass(frozen=True)
class _Frame:
    """Where days and values lie in the plot."""

    first: date
    last: date
    top: Decimal
    shares: bool

    @classmethod
    def around(cls, points: Sequence[Point], goal: Goal | None, until: date | None) -> "_Frame":
        days = [point.day for point in points] + [day for day in (until, goal and goal.day) if day]
        shares = any(point.whole for point in points)
        values = [part for _, part, _ in points] + ([goal.part] if goal else [])
        return cls(min(days), max(days), Decimal(100) if shares else _ceiling(max(values)), shares)

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / span

    def y(self, value: Decimal) -> float:
        return BOTTOM - (BOTTOM - TOP) * float(value / self.top)

    def value(self, part: int, whole: int) -> Decimal:
        if not self.shares:
            return Decimal(part)
        return Decimal(100 * part) / whole if whole else Decimal(0)

    def figure(self, point: Point) -> str:
        return text.persen_dari(point.part, point.whole) if self.shares else text.angka(point.part)

    def levels(self) -> list[tuple[Decimal, str]]:
        step = self.top / 4 if self.shares else _step(self.top)
        return [
            (step * at, text.angka(int(step * at)) + (f"{text.NBSP}%" if self.shares else ""))
            for at in range(int(self.top / step) + 1)
        ]

    def months(self) -> list[tuple[date, str]]:
        """First days of months, at most seven, the year beside the first and each January."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120) if count // n < 7)
        first = self.first.year * 12 + self.first.month - 1
        starts = [date(at // 12, at % 12 + 1, 1) for at in range(first, first + count + 1) if at % every == 0]
        shown = [day for day in starts if day >= self.first] or [self.first]
        return [(day, _month(day, with_year=at == 0 or day.month == 1)) for at, day in enumerate(shown)]


def _line(number: int, series: Series, frame: _Frame) -> Line:
    places = [(frame.x(p.day), frame.y(frame.value(p.part, p.whole))) for p in series.points]
    path = f"M{_number(places[0][0])} {_number(places[0][1])}"
    path += "".join(f"H{_number(x)}V{_number(y)}" for x, y in places[1:])
    x, y = places[-1]
    return Line(
        number=number,
        name=series.name,
        path=path,
        area=f"{path}V{BOTTOM}H{_number(places[0][0])}Z",
        dot=Mark(_number(x), _number(y), frame.figure(series.points[-1])),
    )


def _rows(series: Sequence[Series], of: str) -> list[list[str]]:
    """One row a day on which any series moved; a series without a point on that day shows a dash."""
    days = sorted({point.day for line in series for point in line.points})
    cells = [{point.day: _cell(point, of) for point in line.points} for line in series]
    return [[text.tanggal(day), *(cell.get(day, "–") for cell in cells)] for day in days]


def _cell(point: Point, of: str) -> str:
    count = text.angka(point.part)
    if not point.whole:
        return count
    return f"{count} {of} {text.angka(point.whole)}, {text.persen_dari(point.part, point.whole)}"


def _ceiling(value: int) -> Decimal:
    step = int(_step(Decimal(max(value, 1))))
    return Decimal(-(-value // step) * step or step)


def _step(top: Decimal) -> Decimal:
    """A round distance between levels (1, 2 or 5 times a power of ten) that gives at most five of them."""
    power = Decimal(1)
    while True:
        for step in STEPS:
            if top / (step * power) <= 5:
                return step * power
        power *= 10


def _month(day: date, *, with_year: bool) -> str:
    name = text.MONTHS[day.month - 1][:3]
    return f"{name} {day.year % 100:02}" if with_year else name


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
