"""Several right options. A wrong tick takes back a right one, so that ticking everything earns nothing."""

from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Pin
from assessments.types.choices import Options, behind, right


class Multiple(Options):
    key = "multiple"
    name = _noop("Pilihan ganda")
    template = "assessments/types/multiple.html"
    answers: Literal["one", "many", "parts"] = "many"

    def problems(self, content: Content) -> list[str]:
        found = super().problems(content)
        if not found and not 0 < len(right(content["options"])) < len(content["options"]):
            found = ["soal pilihan ganda perlu paling sedikit satu pilihan benar dan satu yang salah"]
        return found

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        if not isinstance(answer, list):
            raise ValueError("not a list of options")
        return sorted({behind(letter, pin) for letter in answer})

    def score(self, answer: Answer, content: Content) -> Fraction:
        """(right ticks - wrong ticks) / right options, never below nought."""
        rights, ticked = right(content["options"]), set(answer)
        return max(Fraction(0), Fraction(len(ticked & rights) - len(ticked - rights), len(rights)))
