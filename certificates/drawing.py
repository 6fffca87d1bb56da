"""The flower and the QR of a certificate as SVG text. Pure."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import segno

from lms.areas import flower
from lms.areas.flower import Petal

HUES = {"a": "#2144a6", "b": "#b25a00", "c": "#86103f", "d": "#2b8f74", "e": "#a862cf"}
PLAIN = "#4a2411"  # for groups of other programmes, beyond the five hues
_PETAL = "M0 0C-1.4-8-3.2-14-3.2-20.5-3.2-26-1.9-30 0-33 1.9-30 3.2-26 3.2-20.5 3.2-14 1.4-8 0 0Z"


def petals_of(groups: Sequence[dict[str, Any]]) -> list[flower.GroupPlace]:
    """The petals of a certificate, from the groups in its claims."""
    return flower.petals(
        {
            group["key"]: [Petal.SKILLED if group["skilled"] else Petal.NOT_STARTED] * len(group["skills"])
            for group in groups
        }
    )


def flower_svg(groups: Sequence[dict[str, Any]]) -> str:
    """The flower of a certificate: full petals for the groups it attests, outlines for the others."""
    petals = "".join(_petal(place["key"], petal) for place in petals_of(groups) for petal in place["petals"])
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100" width="400" height="400">{petals}</svg>'


def qr_svg(address: str) -> str:
    """A QR of the address, error correction M (a stamp may cover a corner), with its quiet zone."""
    out = BytesIO()
    segno.make(address, error="m", boost_error=False).save(out, kind="svg", border=2, xmldecl=False, scale=4)
    return out.getvalue().decode()


def hue(group: str) -> str:
    """The colour of a group's petals. In: its key, such as ``A``."""
    return HUES.get(group.lower(), PLAIN)


def _petal(group: str, petal: flower.PetalPlace) -> str:
    colour = hue(group)
    fill = colour if petal["state"] == Petal.SKILLED else "none"
    turn = f"rotate({petal['angle']})translate(0 -16)"
    return f'<path transform="{turn}" d="{_PETAL}" fill="{fill}" stroke="{colour}" stroke-width=".7"/>'
