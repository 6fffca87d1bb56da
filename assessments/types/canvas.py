"""A sheet to draw on with Pillow: the same calls give the same bytes, whatever the machine has installed."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from lms.areas.typeset import FONTS

Point = tuple[float, float]

WIDTH = 640  # shown 320 px wide on the smallest phone, whose screen is dense
_FINE = 2  # drawn so much larger, then made smaller: smooth lines
_COLOURS = 96
_PAPER, INK = "#fffdf9", "#2a190e"


class Canvas:
    """Coordinates are in pixels of the finished picture, from the upper left corner."""

    def __init__(self, height: int, paper: str = _PAPER) -> None:
        self.height = height
        self._image = Image.new("RGB", (WIDTH * _FINE, height * _FINE), paper)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, points: Sequence[Point], ink: str = INK, width: float = 2) -> None:
        self._draw.line([_fine(point) for point in points], ink, round(width * _FINE), joint="curve")

    def polygon(self, points: Sequence[Point], ink: str) -> None:
        self._draw.polygon([_fine(point) for point in points], ink)

    def box(
        self, corner: Point, other: Point, ink: str, *, radius: float = 0, edge: str = "", width: float = 0
    ) -> None:
        """A box between two corners, perhaps with an edge of its own ink."""
        low, high = (
            (min(corner[0], other[0]), min(corner[1], other[1])),
            (max(corner[0], other[0]), max(corner[1], other[1])),
        )
        self._draw.rounded_rectangle(
            [_fine(low), _fine(high)], radius * _FINE, ink, edge or None, round(width * _FINE) if edge else 0
        )

    def disc(self, centre: Point, radius: float, ink: str, *, edge: str = "", width: float = 0) -> None:
        self._draw.ellipse(
            [_fine((centre[0] - radius, centre[1] - radius)), _fine((centre[0] + radius, centre[1] + radius))],
            ink,
            edge or None,
            round(width * _FINE) if edge else 0,
        )

    def text(self, place: Point, words: str, size: float = 24, ink: str = INK, anchor: str = "mm") -> None:
        """Words with their middle (or another anchor of Pillow) at the place."""
        self._draw.text(_fine(place), words, ink, _font(round(size * _FINE)), anchor)

    def webp(self) -> bytes:
        """The picture, without metadata."""
        small, target = self._image.resize((WIDTH, self.height), Image.Resampling.BOX), BytesIO()
        few = small.quantize(_COLOURS, dither=Image.Dither.NONE).convert("RGB")  # a quarter fewer bytes
        few.save(target, "WEBP", lossless=True, quality=80, method=4)
        return target.getvalue()


def _fine(point: Point) -> Point:
    return point[0] * _FINE, point[1] * _FINE


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout: the other one depends on a library that a machine may lack.
    return ImageFont.truetype(FONTS / "PlusJakartaSans-700.ttf", size, layout_engine=ImageFont.Layout.BASIC)
