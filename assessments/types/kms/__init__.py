"""Plotting on a KMS: put the point of an age and a weight on the growth curve, then judge N or T.

With script she sets the point herself; without, she chooses among lettered points on the picture. The answer is kept as
the age and weight at which the point stands, whichever way it was set.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.choices import lettered
from assessments.types.faults import faults
from assessments.types.fields import ALTERNATIVE, Field
from assessments.types.kms import chart, judging
from assessments.types.kms.standards import BOY, GIRL
from assessments.types.numbers import number

PLACE, TREND = "titik", "arah"  # the parts of an answer on the wire
AGE, WEIGHT = "umur", "berat"  # and as it is kept
_TAPPED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?);([0-9]{1,3}(?:\.[0-9]{1,3})?)")
_HALF_MONTH = Decimal("0.5")
_APART = Decimal("0.7")  # kg between the points that stand to choose, above one another
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


class Kms:
    key = "kms"
    name = _noop("Titik di KMS")
    template = "assessments/types/kms.html"
    answers: Literal["one", "many", "parts"] = "parts"
    fields: tuple[Field, ...] = (
        Field("sex", _noop("Anak"), "choice", words=((BOY, _noop("Anak laki-laki")), (GIRL, _noop("Anak perempuan")))),
        Field("age_months", _noop("Umur, dalam bulan"), "whole"),
        Field("weight", _noop("Berat, dalam kg"), help=_noop("Misalnya 7,9."), most=20),
        Field(
            "before",
            _noop("Titik bulan-bulan sebelumnya"),
            "rows",
            optional=True,
            rows=(0, 8),
            fields=(
                Field("age_months", _noop("Umur, dalam bulan"), "whole"),
                Field("weight", _noop("Berat, dalam kg"), most=20),
            ),
        ),
        Field("tolerance_weight", _noop("Toleransi berat, dalam kg"), help=_noop("Misalnya 0,2."), most=20),
        Field(
            "judge",
            _noop("Naik atau tidak"),
            "choice",
            help=_noop("Kosong: hanya titiknya yang ditanyakan."),
            optional=True,
            words=(("N", _noop("N, naik")), ("T", _noop("T, tidak naik"))),
        ),
        Field("feedback", _noop("Penjelasan jawaban benar"), "text", optional=True),
        ALTERNATIVE,
    )
    sent: Mapping[str, Any] = {
        "type": str,
        "stem": str,
        "alt": str,
        "letters": [str],
        "judge": bool,
        "axes": {"left": str, "bottom": str, "right": str, "top": str, "month": str, "tenth": str},
    }

    def problems(self, content: Content) -> list[str]:
        return faults(self.fields, content) or judging.problems(content, _APART)

    def pin(self, content: Content, rng: Random) -> Pin:
        """Six points to choose from, by letter: two months and three weights, the right one anywhere among them."""
        age, kilos = int(content["age_months"]), number(content["weight"])
        ages = [age, age + rng.choice((-1, 1))]
        lowest = kilos - _APART * rng.randrange(3)
        places = [f"{month} {lowest + _APART * step}" for month in sorted(ages) for step in range(3)]
        points = [[letter, *place.split()] for letter, place in lettered(places, rng)]
        return {"points": points, "judge": bool(content.get("judge"))}

    def payload(self, content: Content, pin: Pin) -> Payload:
        return {
            "type": self.key,
            "stem": str(content["stem"]),
            "alt": f"Grafik KMS anak {content['sex']} dengan titik bulan-bulan sebelumnya. Titik baru belum ada.",
            "letters": [letter for letter, *_place in pin["points"]],
            "judge": bool(pin["judge"]),
            "axes": _axes(_chart(content)),
        }

    def parts(self, pin: Pin) -> list[str]:
        return [PLACE, TREND] if pin["judge"] else [PLACE]

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        if not isinstance(answer, dict) or not answer or not answer.keys() <= set(self.parts(pin)):
            raise ValueError("not the parts of this item")
        found = dict(zip((AGE, WEIGHT), _place(answer[PLACE], content, pin), strict=True)) if PLACE in answer else {}
        if TREND in answer:
            if answer[TREND] not in ("N", "T"):
                raise ValueError("neither N nor T")
            found[TREND] = answer[TREND]
        return found

    def score(self, answer: Answer, content: Content) -> Fraction:
        """The point, and N or T, half each; N or T earns nothing under a point that stands elsewhere."""
        if not isinstance(answer, dict) or not _is_placed(answer, content):
            return Fraction(0)
        asked = content.get("judge")
        return Fraction(1) if not asked or answer.get(TREND) == asked else Fraction(1, 2)

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        given: dict[str, str] = dict(answer) if isinstance(answer, dict) else {}
        placed, why = _is_placed(given, content), str(content.get("feedback") or "")
        right = self.score(given, content) == 1
        mine: Remark = {
            "text": self.said(given, content),
            "correct": right,
            "chosen": True,
            "feedback": why if right else _slip(given, content, placed=placed),
        }
        key = self.said(_key(content), content)
        return [mine] if right else [mine, {"text": key, "correct": True, "chosen": False, "feedback": why}]

    def said(self, answer: Answer, content: Content) -> str:
        given: Mapping[str, str] = answer if isinstance(answer, dict) else {}
        place = f"umur {_comma(given[AGE])} bulan, {_comma(given[WEIGHT])}\u00a0kg" if AGE in given else "titik kosong"
        return f"{place}, {given[TREND]}" if TREND in given else place

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        """Where the point stands, in so many words as can be counted, and N or T."""
        if not isinstance(answer, dict) or AGE not in answer:
            return ["titik kosong"]
        other_age = abs(_off(answer, content)[0]) >= _HALF_MONTH
        place = "titik tepat" if _is_placed(answer, content) else "garis umur lain" if other_age else "garis berat lain"
        return [place, answer[TREND]] if TREND in answer else [place]

    def draw(self, content: Content, pin: Pin, look: str = "") -> bytes:
        """The chart, as WebP; with ``look`` "huruf" the lettered points too."""
        rows = sorted((Decimal(row["age_months"]), number(row["weight"])) for row in content.get("before") or [])
        points = tuple((letter, Decimal(age), Decimal(kilos)) for letter, age, kilos in pin["points"])
        return chart.draw(_chart(content), tuple(rows), points if look == "huruf" else ())

    def aid(self, content: Content) -> dict[str, Any]:
        return _chart(content).frame


def _chart(content: Content) -> chart.Chart:
    return judging.chart_for(content)


def _axes(of: chart.Chart) -> dict[str, str]:
    """Where the frame of the chart stands, and how far a month and a tenth of a kilogram are, in percent."""
    (left, bottom), (right, top) = of.percent(of.start, of.low), of.percent(of.start + chart.SPAN, of.high)
    month, tenth = (right - left) / chart.SPAN, (bottom - top) / (of.high - of.low) / 10
    names = {"left": left, "bottom": bottom, "right": right, "top": top, "month": month, "tenth": tenth}
    return {name: f"{value:.4f}" for name, value in names.items()}


def _place(given: object, content: Content, pin: Pin) -> tuple[str, str]:
    """Age and weight of a letter, or of a place in percent of the picture. ValueError: neither."""
    for letter, age, kilos in pin["points"]:
        if given == letter:
            return age, kilos
    tapped = _TAPPED.fullmatch(given) if isinstance(given, str) else None
    if tapped is None:
        raise ValueError("no place on this picture")
    age, kilos = _chart(content).back(float(tapped[1]), float(tapped[2]))
    return str(Decimal(age).quantize(_TENTH)), str(Decimal(kilos).quantize(_HUNDREDTH))


def _is_placed(answer: Mapping[str, str], content: Content) -> bool:
    if AGE not in answer:
        return False
    months, kilos = _off(answer, content)
    return abs(months) < _HALF_MONTH and abs(kilos) <= number(content["tolerance_weight"])


def _off(answer: Mapping[str, str], content: Content) -> tuple[Decimal, Decimal]:
    return Decimal(answer[AGE]) - int(content["age_months"]), Decimal(answer[WEIGHT]) - number(content["weight"])


def _key(content: Content) -> dict[str, str]:
    trend = {TREND: str(content["judge"])} if content.get("judge") else {}
    return {AGE: str(content["age_months"]), WEIGHT: str(number(content["weight"])), **trend}


def _slip(answer: Mapping[str, str], content: Content, *, placed: bool) -> str:
    if placed:
        return "Titiknya tepat. Bandingkan lagi dengan titik bulan lalu: naik mengikuti pita, mendatar, atau turun?"
    if AGE not in answer:
        return "Letakkan dulu titiknya, baru tentukan naik atau tidak."
    months, _kilos = _off(answer, content)
    if abs(months) >= _HALF_MONTH:
        return "Titik berdiri di garis umur yang lain. Cari umurnya di bawah, lalu naik lurus."
    return "Titik berdiri di garis berat yang lain. Garis tebal tiap 1 kg, garis tipis tiap setengah kg."


def _comma(text: str) -> str:
    """A number without idle noughts, the Indonesian way."""
    return f"{Decimal(text).normalize():f}".replace(".", ",")
