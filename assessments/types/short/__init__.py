"""One or a few words, typed. Every accepted form counts, however it is written; typical errors are named."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.faults import faults
from assessments.types.fields import Field
from assessments.types.typed import fold, typed

MOST = 80


class Short:
    """An answer: the text as it was typed."""

    key = "short"
    name = _noop("Jawaban singkat")
    template = "assessments/types/short.html"
    answers: Literal["one", "many", "parts"] = "one"
    fields: tuple[Field, ...] = (
        Field(
            "accepted",
            _noop("Jawaban yang diterima"),
            "lines",
            help=_noop("Yang pertama ditunjukkan. Huruf besar, spasi, dan tanda baca tidak dibedakan."),
            most=MOST,
            rows=(1, 12),
        ),
        Field(
            "errors",
            _noop("Kekeliruan yang sering"),
            "rows",
            optional=True,
            rows=(0, 6),
            fields=(Field("text", _noop("Jawaban"), most=MOST), Field("feedback", _noop("Penjelasan"), "text")),
        ),
        Field("feedback", _noop("Penjelasan jawaban benar"), "text", optional=True),
    )
    sent: Mapping[str, Any] = {"type": str, "stem": str}

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content)
        if found:
            return found
        accepted = {fold(text) for text in content["accepted"]}
        errors = [fold(error["text"]) for error in content.get("errors") or []]
        if "" in accepted or "" in errors:
            found.append("jawaban perlu huruf atau angka")
        return found + ["kekeliruan sama dengan jawaban yang diterima"] * bool(accepted & set(errors))

    def pin(self, content: Content, rng: Random) -> Pin:
        return []

    def payload(self, content: Content, pin: Pin) -> Payload:
        return {"type": self.key, "stem": str(content["stem"])}

    def parts(self, pin: Pin) -> list[str]:
        return []

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        return typed(answer, MOST)

    def score(self, answer: Answer, content: Content) -> Fraction:
        return Fraction(_accepted(answer, content) is not None)

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        right, why, error = (
            self.score(answer, content) == 1,
            str(content.get("feedback") or ""),
            _error(answer, content),
        )
        wrong = str(error["feedback"]) if error else ""
        mine: Remark = {"text": str(answer), "correct": right, "chosen": True, "feedback": why if right else wrong}
        key: Remark = {"text": str(content["accepted"][0]), "correct": True, "chosen": False, "feedback": why}
        return [mine] if right else [mine, key]

    def said(self, answer: Answer, content: Content) -> str:
        return str(answer)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        """The accepted form or the typical error that was met, else what was typed, folded."""
        error = _error(answer, content)
        return [_accepted(answer, content) or (str(error["text"]) if error else fold(str(answer)))]


def _accepted(answer: Answer, content: Content) -> str | None:
    said = fold(str(answer))
    return next((str(text) for text in content["accepted"] if said and fold(str(text)) == said), None)


def _error(answer: Answer, content: Content) -> Mapping[str, Any] | None:
    said = fold(str(answer))
    return next((error for error in content.get("errors") or [] if said and fold(str(error["text"])) == said), None)
