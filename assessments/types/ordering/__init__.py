"""The steps of a piece of work, brought into their order. What earns is that a step follows the right one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.choices import SENT, behind, lettered, shown
from assessments.types.faults import faults
from assessments.types.fields import Field


class Ordering:
    """An answer: the place of each step, ``"1"`` for the first, by its key."""

    key = "ordering"
    name = _noop("Mengurutkan")
    template = "assessments/types/ordering.html"
    answers: Literal["one", "many", "parts"] = "parts"
    fields: tuple[Field, ...] = (
        Field(
            "steps",
            _noop("Langkah"),
            "rows",
            help=_noop("Ditulis dalam urutan yang benar."),
            rows=(3, 8),
            fields=(Field("key", _noop("Kunci"), "key"), Field("text", _noop("Langkah"), most=160)),
        ),
        Field(
            "feedback",
            _noop("Penjelasan jawaban benar"),
            "text",
            help=_noop("Mengapa urutannya begini."),
            optional=True,
        ),
    )
    sent: Mapping[str, Any] = {"type": str, "stem": str, "steps": SENT}

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content)
        if not found and len({step["text"].strip().casefold() for step in content["steps"]}) < len(content["steps"]):
            found = ["dua langkah berbunyi sama"]
        return found

    def pin(self, content: Content, rng: Random) -> Pin:
        return lettered([str(step["key"]) for step in content["steps"]], rng)

    def payload(self, content: Content, pin: Pin) -> Payload:
        return {"type": self.key, "stem": str(content["stem"]), "steps": shown(content["steps"], pin)}

    def parts(self, pin: Pin) -> list[str]:
        return [letter for letter, _key in pin]

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        places = {str(place) for place in range(1, len(pin) + 1)}
        if not isinstance(answer, dict) or not all(isinstance(one, str) and one in places for one in answer.values()):
            raise ValueError("not a place for each step")
        return {behind(letter, pin): place for letter, place in answer.items()}

    def score(self, answer: Answer, content: Content) -> Fraction:
        """Of the pairs of neighbours, the share that follow each other rightly.

        A place that two steps share is no place: else half in the first and half in the second would earn by chance
        more than any order does.
        """
        places = _places(answer)
        pairs = list(pairwise(str(step["key"]) for step in content["steps"]))
        good = sum(one in places and places.get(other) == places[one] + 1 for one, other in pairs)
        return Fraction(good, len(pairs))

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        """Whether the order is right and why, then the steps as they should stand."""
        right, why = self.score(answer, content) == 1, str(content.get("feedback") or "")
        word = "Urutannya sudah tepat." if right else "Urutannya belum tepat. Yang benar ada di bawah."
        steps = [_remark(str(place), step, answer) for place, step in enumerate(content["steps"], start=1)]
        return [{"text": word, "correct": right, "chosen": True, "feedback": why}, *steps]

    def said(self, answer: Answer, content: Content) -> str:
        texts = {str(step["key"]): str(step["text"]) for step in content["steps"]}
        placed = sorted(dict(answer).items(), key=lambda pair: (int(pair[1]), pair[0]))  # type: ignore[arg-type]
        return "; ".join(f"{place}. {texts[key]}" for key, place in placed)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        return [f"{key}@{place}" for key, place in sorted(dict(answer).items())]  # type: ignore[arg-type]


def _places(answer: Answer) -> dict[str, int]:
    """The place of every step that has one for itself."""
    given = dict(answer)  # type: ignore[arg-type]
    taken = list(given.values())
    return {key: int(place) for key, place in given.items() if taken.count(place) == 1}


def _remark(place: str, step: Mapping[str, Any], answer: Answer) -> Remark:
    given = dict(answer).get(str(step["key"]), place)  # type: ignore[arg-type]
    moved = "" if given == place else f" (Ibu/Bapak: nomor {given})"
    return {"text": f"{place}. {step['text']}{moved}", "correct": False, "chosen": False, "feedback": ""}
