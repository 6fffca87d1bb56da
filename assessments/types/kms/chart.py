"""A year of the growth curve, drawn in the colours of a KMS. Our own drawing, not the card itself. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor

from assessments.types.canvas import INK, WIDTH, Canvas, Point
from assessments.types.kms.standards import BOY, MOST, weight

HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 780, 70, 620, 66, 700
SPAN = 12  # months in sight
_EVERY = 6  # a chart begins at a multiple of so many months
_FRAME = {True: "#2b6cb0", False: "#b83280"}
# From below: under the red line nothing, then yellow, green, and yellow again above the orange line.
_COLOURS = ((-3, -2, "#fbe38e"), (-2, -1, "#c5e3a9"), (-1, 0, "#9dd07f"), (0, 1, "#9dd07f"), (1, 2, "#fbe9b0"))
_RED, _ORANGE, DOT = "#c62828", "#e07b00", "#1d3f8f"

Dated = tuple[Decimal, Decimal]  # age in months, weight in kg


@dataclass(frozen=True)
class Chart:
    """The axes: which months and kilograms are in sight. They follow from sex and age alone."""

    sex: str
    start: int
    low: int
    high: int

    def at(self, age: float, kilos: float) -> Point:
        """Where on the picture, in its pixels."""
        across, up = (age - self.start) / SPAN, (kilos - self.low) / (self.high - self.low)
        return _LEFT + across * (_RIGHT - _LEFT), _BOTTOM - up * (_BOTTOM - _TOP)

    def percent(self, age: float, kilos: float) -> Point:
        x, y = self.at(age, kilos)
        return x * 100 / WIDTH, y * 100 / HEIGHT

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Age and weight of a place given in percent of the picture."""
        across = (x * WIDTH / 100 - _LEFT) / (_RIGHT - _LEFT)
        up = (_BOTTOM - y * HEIGHT / 100) / (_BOTTOM - _TOP)
        return self.start + across * SPAN, self.low + up * (self.high - self.low)

    @property
    def frame(self) -> dict[str, int]:
        """The axes and the frame, in its pixels: what ``back`` reckons with."""
        edges = {"left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": _BOTTOM, "width": WIDTH, "height": HEIGHT}
        return {"start": self.start, "span": SPAN, "low": self.low, "high": self.high, **edges}

    def holds(self, age: float, kilos: float) -> bool:
        return self.start <= age <= self.start + SPAN and self.low < kilos < self.high


def chart_of(sex: str, ages: Sequence[int]) -> Chart:
    """The chart that begins shortly before the first of these ages."""
    start = min(min(ages) // _EVERY * _EVERY, MOST - SPAN)
    low = max(0, floor(weight(sex, start, -3)) - 1)
    return Chart(sex, start, low, ceil(weight(sex, start + SPAN, 2)) + 1)


@lru_cache(maxsize=256)
def draw(chart: Chart, before: tuple[Dated, ...], letters: tuple[tuple[str, Decimal, Decimal], ...] = ()) -> bytes:
    """The chart with the points of the months before, joined; and the lettered points that stand to choose."""
    canvas = Canvas(HEIGHT)
    _bands(canvas, chart)
    _grid(canvas, chart)
    places = [chart.at(float(age), float(kilos)) for age, kilos in before]
    if len(places) > 1:
        canvas.line(places, DOT, 5)
    for place in places:
        canvas.disc(place, 9, DOT)
    for letter, age, kilos in letters:
        x, y = chart.at(float(age), float(kilos))
        canvas.disc((x + 23, y), 13, "#fffdf9")
        canvas.text((x + 23, y), letter.upper(), 24)
        canvas.disc((x, y), 8, INK)
    return canvas.webp()


def _bands(canvas: Canvas, chart: Chart) -> None:
    months = range(chart.start, chart.start + SPAN + 1)
    curves = {z: [chart.at(month, weight(chart.sex, month, z)) for month in months] for z in range(-3, 3)}
    for lower, upper, colour in _COLOURS:
        canvas.polygon([*curves[lower], *reversed(curves[upper])], colour)
    for z, ink, width in ((-2, "#d9b13b", 2), (0, "#5f9e45", 2), (1, _ORANGE, 4), (-3, _RED, 4)):
        canvas.line(curves[z], ink, width)


def _grid(canvas: Canvas, chart: Chart) -> None:
    frame, pale = _FRAME[chart.sex == BOY], "#9aa4ad"
    for half in range(chart.low * 2, chart.high * 2 + 1):
        (left, y), (right, _) = chart.at(chart.start, half / 2), chart.at(chart.start + SPAN, half / 2)
        canvas.line([(left, y), (right, y)], pale, 2.4 if half % 2 == 0 else 1)
        if half % 2 == 0:
            canvas.text((left - 14, y), str(half // 2), 28, INK, "rm")
    for month in range(chart.start, chart.start + SPAN + 1):
        x = chart.at(month, chart.low)[0]
        canvas.line([(x, _TOP), (x, _BOTTOM)], pale, 1.6)
        canvas.text((x, _BOTTOM + 26), str(month), 26)
    canvas.text(((_LEFT + _RIGHT) / 2, HEIGHT - 22), "Umur (bulan)", 26)
    canvas.box((0, 0), (WIDTH, 44), frame)
    canvas.text((16, 22), "kg", 26, "#fffdf9", "lm")
    canvas.text((WIDTH / 2, 22), f"Anak {chart.sex}", 28, "#fffdf9")
