"""Scales with lines: a dial, a beam, a board and a band, each drawn at one reading. Pure.

The numbers of the scale are drawn; the reading itself is only where the pointer stands.
"""

from decimal import Decimal
from math import cos, floor, radians, sin

from assessments.types.canvas import INK, WIDTH, Canvas, Point

POINTER = "#b3261e"
METAL, WOOD, SKIN, PLATE = "#8d99a6", "#e3c08d", "#f1c7a3", "#eef2f6"

DIAL_MOST = 10
_DIAL_FROM, _DIAL_TURN = 195, 330  # degrees: nought stands a little left of the bottom, as on a kitchen scale


def dial_angle(value: float) -> float:
    """Where the needle points, in degrees clockwise from the top."""
    return (_DIAL_FROM + _DIAL_TURN * value / DIAL_MOST) % 360


def dial(value: Decimal) -> bytes:
    """A baby scale with a needle: a line for every 0.1 kg."""
    canvas, centre = Canvas(640, "#f6e7d2"), (320.0, 320.0)
    canvas.disc(centre, 312, "#5a2b12")
    canvas.disc(centre, 298, "#fffdf9")
    for step in range(DIAL_MOST * 10 + 1):
        angle, length = dial_angle(step / 10), _tick(step, 34, 24, 14)
        canvas.line(
            [_polar(centre, 288, angle), _polar(centre, 288 - length, angle)], INK, 4 if step % 10 == 0 else 2.4
        )
    for kilo in range(DIAL_MOST + 1):
        canvas.text(_polar(centre, 226, dial_angle(kilo)), str(kilo), 40)
    canvas.text((320, 420), "kg", 34, "#5c4737")
    angle = dial_angle(float(value))
    sides = [_polar(centre, 9, angle - 90), _polar(centre, 276, angle), _polar(centre, 9, angle + 90)]
    canvas.polygon([*sides, _polar(centre, 60, angle + 180)], POINTER)
    canvas.disc(centre, 20, "#5a2b12")
    return canvas.webp()


def _polar(centre: Point, radius: float, degrees: float) -> Point:
    return centre[0] + radius * sin(radians(degrees)), centre[1] - radius * cos(radians(degrees))


def _tick(step: int, ten: float, five: float, one: float) -> float:
    """The length of a line of the scale: the tenth is long, the fifth less so."""
    return ten if step % 10 == 0 else five if step % 5 == 0 else one


class Strip:
    """A piece of a straight scale that lies across the picture, ten lines a unit."""

    def __init__(self, value: Decimal, *, units: float, shift: float) -> None:
        """``units``: how many are in sight. ``shift``: so many of them stand left of the reading, about."""
        self.first = max(0, floor(float(value) - shift))
        self.unit = (WIDTH - 40) / units
        self.last = self.first + units

    def at(self, value: float) -> float:
        return 20 + (value - self.first) * self.unit

    def lines(self, canvas: Canvas, base: float, *, up: bool, size: float = 34) -> None:
        """The lines of the scale from ``base`` up or down, and the number of each unit behind its line."""
        way = -1 if up else 1
        for step in range(floor(self.first * 10), floor(self.last * 10) + 1):
            x, length = self.at(step / 10), _tick(step, 52, 38, 24)
            canvas.line([(x, base), (x, base + way * length)], INK, 4 if step % 10 == 0 else 2.4)
            if step % 10 == 0 and 20 < x < WIDTH - 20:
                canvas.text((x, base + way * 76), str(step // 10), size)


def beam(value: Decimal) -> bytes:
    """A *dacin*: the weight hangs on the beam, its pointer stands at the reading."""
    strip, canvas = Strip(value, units=3, shift=1.0), Canvas(420, "#f6e7d2")
    x = strip.at(float(value))
    canvas.box((0, 120), (WIDTH, 250), PLATE, edge=METAL, width=4)
    strip.lines(canvas, 124, up=False)
    canvas.text((600, 88), "kg", 30, "#5c4737")
    canvas.line([(x, 256), (x, 300)], METAL, 10)
    canvas.box((x - 55, 290), (x + 55, 400), "#5a2b12", radius=26)
    canvas.polygon([(x - 16, 66), (x + 16, 66), (x, 118)], POINTER)
    return canvas.webp()


HEAD_THICK = 1.5  # cm: reading the wrong edge of the sliding board is so far off


def board(value: Decimal) -> bytes:
    """A length board from above: the sliding board touches the soles, the reading is at its near edge."""
    strip, canvas = Strip(value, units=6, shift=2.0), Canvas(400, WOOD)
    x = strip.at(float(value))
    canvas.box((0, 230), (WIDTH, 380), "#fffdf9", edge=METAL, width=3)
    strip.lines(canvas, 233, up=False)
    canvas.text((606, 356), "cm", 24, "#5c4737")
    for top in (34, 124):
        canvas.box((-60, top), (x - 46, top + 72), SKIN)
        canvas.box((x - 74, top - 14), (x - 1, top + 84), SKIN, radius=24)
    canvas.box((x, 8), (x + HEAD_THICK * strip.unit, 262), POINTER)
    canvas.text((x + HEAD_THICK * strip.unit / 2, 130), "papan", 26, "#fffdf9")
    return canvas.webp()


def stadiometer(value: Decimal) -> bytes:
    """A height rod seen at eye level: the sliding piece touches the head, the reading is at its lower edge."""
    units, unit, low = 6, 100.0, max(0, floor(float(value) - 3))
    canvas = Canvas(660, "#f3ece2")
    canvas.box((40, 0), (230, 660), "#fffdf9", edge=METAL, width=3)
    for step in range(low * 10, (low + units) * 10 + 1):
        y, length = 630 - (step / 10 - low) * unit, _tick(step, 58, 42, 26)
        canvas.line([(227, y), (227 - length, y)], INK, 4 if step % 10 == 0 else 2.4)
        if step % 10 == 0:
            canvas.text((108, y), str(step // 10), 36)
    canvas.text((70, 34), "cm", 26, "#5c4737")
    y = 630 - (float(value) - low) * unit
    canvas.disc((440, y + 152), 150, SKIN)
    canvas.box((300, y + 168), (580, 900), SKIN, radius=100)
    canvas.box((200, y - HEAD_THICK * unit), (620, y), POINTER)
    return canvas.webp()


Band = tuple[float, str]  # up to this number, this colour

# The colours printed on the bands: kompetensi.md 4.1 (under five: 11.5 and 12.5 cm) and 4.3 (pregnant: 23.5 cm).
CHILD: tuple[Band, ...] = ((11.5, "#e5483d"), (12.5, "#f6cf3c"), (99, "#57b368"))
WOMAN: tuple[Band, ...] = ((23.5, "#e5483d"), (99, "#fffdf9"))


def band(value: Decimal, colours: tuple[Band, ...]) -> bytes:
    """A LiLA band: the arrows of its window stand at the reading."""
    strip, canvas = Strip(value, units=5, shift=2.0), Canvas(380, SKIN)
    x, begin = strip.at(float(value)), float(strip.first) - 1
    for end, colour in colours:
        canvas.box((strip.at(begin), 90), (strip.at(max(begin, min(end, strip.last + 1))), 290), colour)
        begin = max(begin, end)
    strip.lines(canvas, 286, up=True, size=36)
    canvas.text((606, 330), "cm", 26, "#5c4737")
    canvas.line([(-9, 90), (WIDTH + 9, 90)], INK, 3)
    canvas.line([(-9, 290), (WIDTH + 9, 290)], INK, 3)
    left, right = x - 1.3 * strip.unit, x + 1.3 * strip.unit
    for low, high in ((68, 96), (284, 312)):
        canvas.box((left - 26, low), (right + 26, high), "#fffdf9", edge=INK, width=2)
    for side in (left, right):
        canvas.box((side - 26, 68), (side + 26, 312), "#fffdf9", edge=INK, width=2)
    canvas.polygon([(x - 20, 50), (x + 20, 50), (x, 126)], "#2144a6")
    canvas.polygon([(x - 20, 340), (x + 20, 340), (x, 294)], "#2144a6")
    return canvas.webp()
