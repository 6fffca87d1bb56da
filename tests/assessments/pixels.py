"""Reads drawn instruments back from their pixels, as an eye does: the numbers come from the picture alone."""

from io import BytesIO
from math import atan2, degrees

from PIL import Image, ImageChops, ImageDraw

Colour = tuple[int, int, int]
RED, BLUE, LIT = (179, 38, 30), (33, 68, 166), (29, 43, 31)
_NEAR = 24


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGB")


def of_colour(picture: bytes, colour: Colour) -> Image.Image:
    """White where the picture has about this colour, else black."""
    bands = [
        band.point(lambda value, part=part: 255 if abs(value - part) <= _NEAR else 0)
        for band, part in zip(opened(picture).split(), colour, strict=True)
    ]
    return ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2])


def box(picture: bytes, colour: Colour = RED) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that has this colour."""
    found = of_colour(picture, colour).getbbox()
    assert found
    return found


def changed(one: bytes, two: bytes) -> int:
    """How many pixels differ."""
    difference = ImageChops.difference(opened(one), opened(two)).convert("L")
    return sum(difference.histogram()[1:])


def needle(picture: bytes, centre: int = 320) -> float:
    """The angle of the needle's outer half, clockwise from the top."""
    mask = of_colour(picture, RED)
    ImageDraw.Draw(mask).ellipse((centre - 150, centre - 150, centre + 150, centre + 150), 0)
    places = [divmod(at, mask.width) for at, lit in enumerate(mask.tobytes()) if lit]
    return degrees(atan2(sum(x - centre for _, x in places), sum(centre - y for y, _ in places))) % 360
