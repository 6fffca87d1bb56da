"""A number, typed. Right within its tolerance, whatever way it is written; typical errors are named."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.faults import faults
from assessments.types.fields import Field
from assessments.types.numbers import MAX_LENGTH, fits, quantity, readings, same_unit
from assessments.types.typed import fold, typed
from modules.rules import cited


class Numeric:
    """An answer: the text as it was typed. One that is no number is an answer too, and wrong."""

    key = "numeric"
    name = _noop("Angka")
    template = "assessments/types/numeric.html"
    answers: Literal["one", "many", "parts"] = "one"
    fields: tuple[Field, ...] = (
        Field("value", _noop("Jawaban"), help=_noop("Misalnya 80,7; ribuan dengan titik: 1.200."), most=80),
        Field("tolerance", _noop("Toleransi"), help=_noop("Selisih yang masih benar."), optional=True, most=80),
        Field("unit", _noop("Satuan"), help=_noop("Tertulis di sebelah kotak jawaban."), optional=True, most=20),
        Field(
            "errors",
            _noop("Kekeliruan yang sering"),
            "rows",
            optional=True,
            rows=(0, 6),
            fields=(Field("value", _noop("Angka"), most=80), Field("feedback", _noop("Penjelasan"), "text")),
        ),
        Field(
            "feedback",
            _noop("Penjelasan jawaban benar"),
            "text",
            help=_noop("Bagaimana angkanya didapat."),
            optional=True,
        ),
    )
    sent: Mapping[str, Any] = {"type": str, "stem": str, "unit": str}

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content)
        texts = [content.get("value"), content.get("tolerance"), *_error_values(content)]
        # A fact that is not written out yet: its number cannot be looked at.
        return found if found or any(cited(str(text)) for text in texts) else _number_faults(content)

    def pin(self, content: Content, rng: Random) -> Pin:
        return []

    def payload(self, content: Content, pin: Pin) -> Payload:
        return {"type": self.key, "stem": str(content["stem"]), "unit": _unit(content)}

    def parts(self, pin: Pin) -> list[str]:
        return []

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        return typed(answer, MAX_LENGTH)

    def score(self, answer: Answer, content: Content) -> Fraction:
        return Fraction(_fits(str(answer), content["value"], content))

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        right, why = self.score(answer, content) == 1, str(content.get("feedback") or "")
        error = _error(str(answer), content)
        wrong = "Tulis angkanya saja, misalnya 12,5." if not readings(str(answer), _unit(content)) else ""
        if error:
            wrong = str(error["feedback"])
        said = self.said(answer, content)
        mine: Remark = {"text": said, "correct": right, "chosen": True, "feedback": why if right else wrong}
        key: Remark = {"text": _with_unit(content["value"], content), "correct": True, "chosen": False, "feedback": why}
        return [mine] if right else [mine, key]

    def said(self, answer: Answer, content: Content) -> str:
        return _with_unit(str(answer), content)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        """The right value or the typical error that was met, else what was typed."""
        if self.score(answer, content) == 1:
            return [str(content["value"])]
        error = _error(str(answer), content)
        return [str(error["value"]) if error else fold(str(answer))]


def _quantity(text: object) -> tuple[Decimal, str] | None:
    try:
        return quantity(str(text))
    except ValueError:
        return None


def _unit(content: Content) -> str:
    """The unit asked for: the item's own, else the one written with its value (a fact brings it along)."""
    written = _quantity(content["value"])
    return str(content.get("unit") or "") or (written[1] if written else "")


def _fits(text: str, value: object, content: Content) -> bool:
    wanted, tolerance = _quantity(value), _quantity(content.get("tolerance") or "0")
    return bool(wanted and tolerance and fits(text, wanted[0], tolerance[0], _unit(content)))


def _error(text: str, content: Content) -> Mapping[str, Any] | None:
    return next((error for error in content.get("errors") or [] if _fits(text, error["value"], content)), None)


def _with_unit(text: object, content: Content) -> str:
    """The number with its unit, unless it was written along."""
    written, unit = _quantity(text), _unit(content)
    return f"{text}\u00a0{unit}" if written and not written[1] and unit else str(text)


def _error_values(content: Content) -> list[Any]:
    errors = content.get("errors")
    return [error.get("value") for error in errors if isinstance(error, Mapping)] if isinstance(errors, list) else []


def _number_faults(content: Content) -> list[str]:
    value, tolerance = _quantity(content["value"]), _quantity(content.get("tolerance") or "0")
    if value is None:
        return ["jawaban harus berupa satu angka, misalnya 80,7"]
    if tolerance is None or tolerance[0] < 0:
        return ["toleransi harus berupa satu angka, nol atau lebih"]
    unit = str(content.get("unit") or "")
    found = [] if not (unit and value[1]) or same_unit(unit, value[1]) else ["satuan jawaban berbeda dari satuan soal"]
    for text in _error_values(content):
        error = _quantity(text)
        if error is None:
            found.append(f"kekeliruan {text} harus berupa satu angka")
        elif abs(error[0] - value[0]) <= tolerance[0]:
            found.append(f"kekeliruan {text} masih dalam toleransi")
    return found
