"""The right place on a picture: tapped, or chosen from a list of places. Coordinates stay on the server."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.choices import SENT, behind, lettered, option_problems, remarks, right, shown
from assessments.types.faults import faults
from assessments.types.fields import ALTERNATIVE, Field
from assessments.types.numbers import number

TAP = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?);([0-9]{1,3}(?:\.[0-9]{1,3})?)")
_PERCENT = _noop("Persen dari lebar atau tinggi gambar.")
PLACES = Field(
    "places",
    _noop("Tempat"),
    "rows",
    rows=(2, 8),
    fields=(
        Field("key", _noop("Kunci"), "key"),
        Field("text", _noop("Nama tempat, untuk daftar"), most=200),
        Field("x", _noop("Dari kiri"), help=_PERCENT, most=10),
        Field("y", _noop("Dari atas"), help=_PERCENT, most=10),
        Field("r", _noop("Jari-jari"), help=_PERCENT, most=10),
        Field("correct", _noop("Benar"), "yes"),
        Field("feedback", _noop("Penjelasan"), "text", optional=True),
    ),
)


class Hotspot:
    """An answer: the key of a place, or ``x;y`` in percent where she tapped beside all of them."""

    key = "hotspot"
    name = _noop("Tunjuk tempatnya")
    template = "assessments/types/hotspot.html"
    answers: Literal["one", "many", "parts"] = "one"
    fields: tuple[Field, ...] = (
        Field("image", _noop("Gambar"), help=_noop("Nama gambar modul ini, misalnya lila.svg."), most=80),
        Field("alt", _noop("Isi gambar dengan kata"), "text", help=_noop("Tanpa menyebut jawabannya."), most=300),
        PLACES,
        ALTERNATIVE,
    )
    sent: Mapping[str, Any] = {"type": str, "stem": str, "image": str, "alt": str, "options": SENT}

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content) or option_problems(content.get("places"))
        if not found and len(right(content["places"])) != 1:
            found = ["soal tempat perlu tepat satu tempat yang benar"]
        return found or _outside(content["places"]) or _overlaps(content["places"])

    def pin(self, content: Content, rng: Random) -> Pin:
        return lettered([str(place["key"]) for place in content["places"]], rng)

    def payload(self, content: Content, pin: Pin) -> Payload:
        return {
            "type": self.key,
            "stem": str(content["stem"]),
            "image": str(content["image"]),
            "alt": str(content["alt"]),
            "options": shown(content["places"], pin),
        }

    def parts(self, pin: Pin) -> list[str]:
        return []

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        tapped = TAP.fullmatch(answer) if isinstance(answer, str) else None
        if tapped is None:
            return behind(answer, pin)
        x, y = float(tapped[1]), float(tapped[2])
        if max(x, y) > 100:
            raise ValueError("beside the picture")
        return next((str(place["key"]) for place in content["places"] if _is_in(place, x, y)), tapped[0])

    def score(self, answer: Answer, content: Content) -> Fraction:
        return Fraction(answer in right(content["places"]))

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        found = remarks(set(self.picks(answer, content)), content["places"], pin)
        if any(remark["chosen"] for remark in found):
            return found
        beside = "Ketukan Ibu/Bapak di luar semua tempat yang ditanyakan."
        return [{"text": "Tempat lain di gambar", "correct": False, "chosen": True, "feedback": beside}, *found]

    def said(self, answer: Answer, content: Content) -> str:
        names = [str(place["text"]) for place in content["places"] if place["key"] == answer]
        return names[0] if names else "tempat lain di gambar"

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        return [str(place["key"]) for place in content["places"] if place["key"] == answer]


def _circle(place: Mapping[str, Any]) -> tuple[float, float, float]:
    return float(number(place["x"])), float(number(place["y"])), float(number(place["r"]))


def _is_in(place: Mapping[str, Any], x: float, y: float) -> bool:
    left, top, radius = _circle(place)
    return (x - left) ** 2 + (y - top) ** 2 <= radius**2


def _outside(places: Sequence[Mapping[str, Any]]) -> list[str]:
    for place in places:
        try:
            x, y, radius = _circle(place)
        except ValueError:
            return [f"tempat {place['key']}: x, y, dan r harus berupa angka"]
        if not (0 <= x <= 100 and 0 <= y <= 100 and 3 <= radius <= 50):
            return [f"tempat {place['key']}: x dan y 0 sampai 100, r 3 sampai 50"]
    return []


def _overlaps(places: Sequence[Mapping[str, Any]]) -> list[str]:
    """A tap must belong to one place only."""
    circles = [(place["key"], *_circle(place)) for place in places]
    return [
        f"tempat {one[0]} dan {two[0]} bertumpuk"
        for at, one in enumerate(circles)
        for two in circles[at + 1 :]
        if (one[1] - two[1]) ** 2 + (one[2] - two[2]) ** 2 < (one[3] + two[3]) ** 2
    ]
