"""Several right options. A wrong tick takes back a right one, so that ticking everything earns nothing."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from assessments.types import choices
from assessments.types.base import Answer, Content, Payload, Remark


class Multiple:
    key = "multiple"
    template = "assessments/types/multiple.html"

    def problems(self, content: Content) -> list[str]:
        found = choices.problems(content)
        if not found and not 0 < len(choices.right(content)) < len(choices.options(content)):
            found = ["soal pilihan ganda perlu paling sedikit satu pilihan benar dan satu yang salah"]
        return found

    def order(self, content: Content, rng: Random) -> list[str]:
        return choices.shuffled(content, rng)

    def payload(self, content: Content, order: Sequence[str]) -> Payload:
        return choices.payload(self.key, content, order)

    def from_form(self, values: Sequence[str]) -> Answer | None:
        return list(values) or None

    def parse(self, answer: object, content: Content) -> Answer:
        if not isinstance(answer, list):
            raise ValueError("not a list of options")
        return sorted({choices.one(key, content) for key in answer})

    def score(self, answer: Answer, content: Content) -> Fraction:
        """(right ticks - wrong ticks) / right options, never below nought."""
        right, ticked = choices.right(content), set(answer)
        return max(Fraction(0), Fraction(len(ticked & right) - len(ticked - right), len(right)))

    def feedback(self, answer: Answer, content: Content) -> list[Remark]:
        return choices.remarks(answer, content)
