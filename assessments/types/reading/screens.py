"""Screens of digital instruments, drawn in the seven strokes of such screens. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assessments.types.canvas import Canvas, Point

LIT, DARK, GLASS, CASE = "#1d2b1f", "#c3d1bd", "#cfdcc9", "#e9edf2"
# Which strokes a digit lights: top, upper right, lower right, bottom, lower left, upper left, middle.
_STROKES = ("abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg")


def strokes(corner: Point, height: float) -> dict[str, tuple[Point, Point]]:
    """Both ends of each stroke of a digit whose upper left corner and height are given."""
    x, y, wide, half = corner[0], corner[1], height * 0.5, height / 2
    return {
        "a": ((x, y), (x + wide, y)),
        "b": ((x + wide, y), (x + wide, y + half)),
        "c": ((x + wide, y + half), (x + wide, y + height)),
        "d": ((x, y + height), (x + wide, y + height)),
        "e": ((x, y + half), (x, y + height)),
        "f": ((x, y), (x, y + half)),
        "g": ((x, y + half), (x + wide, y + half)),
    }


def places(text: str, right: float, top: float, height: float) -> Iterator[tuple[str, Point]]:
    """Each digit and point of a number with its upper left corner; the number ends at ``right``."""
    step, digits = height * 0.74, [sign for sign in text if sign.isdigit()]
    x = right - step * len(digits) + height * 0.24
    for sign in text:
        if sign.isdigit():
            yield sign, (x, top)
            x += step
        else:
            yield ",", (x - height * 0.12, top)


def number(canvas: Canvas, text: str, right: float, top: float, height: float) -> None:
    for sign, corner in places(text, right, top, height):
        if sign == ",":
            canvas.disc((corner[0], top + height), height * 0.07, LIT)
            continue
        for stroke, (begin, end) in strokes(corner, height).items():
            if stroke in _STROKES[int(sign)]:
                canvas.line(_short(begin, end, height), LIT, height * 0.12)


def _short(begin: Point, end: Point, height: float) -> list[Point]:
    """A stroke that does not quite touch its neighbours."""
    gap = height * 0.08
    across = begin[1] == end[1]
    return [
        (begin[0] + gap * across, begin[1] + gap * (not across)),
        (end[0] - gap * across, end[1] - gap * (not across)),
    ]


ROW = 150  # height of a row of a screen


def screen(rows: Sequence[tuple[str, str, str]]) -> bytes:
    """Rows of (label, unit, number as it is shown)."""
    canvas = Canvas(70 + ROW * len(rows), CASE)
    canvas.box((24, 24), (616, canvas.height - 24), GLASS, radius=20, edge="#6b7780", width=5)
    for at, (label, unit, shown) in enumerate(rows):
        top = 60 + ROW * at
        canvas.text((48, top + 30), label, 30, LIT, "lm")
        canvas.text((48, top + 72), unit, 26, LIT, "lm")
        number(canvas, shown, 590, top, 102)
    return canvas.webp()


def tensimeter(values: Sequence[Decimal]) -> bytes:
    """Upper and lower pressure, and the pulse if there is a third number."""
    labels, shown = (("SYS", "mmHg"), ("DIA", "mmHg"), ("PULSE", "/min")), [*map(str, values), ""]
    return screen([(*label, value) for label, value in zip(labels, shown, strict=False)])


def one(value: Decimal, unit: str) -> bytes:
    """A screen with one number, as many decimals as were written."""
    return screen([("", unit, str(value).replace(".", ","))])
