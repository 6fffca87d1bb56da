"""One right option among several."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from assessments.types import choices
from assessments.types.base import Answer, Content, Payload, Remark


class Single:
    key = "single"
    template = "assessments/types/single.html"

    def problems(self, content: Content) -> list[str]:
        found = choices.problems(content)
        if not found and len(choices.right(content)) != 1:
            found = ["soal pilihan tunggal perlu tepat satu pilihan benar"]
        return found

    def order(self, content: Content, rng: Random) -> list[str]:
        return choices.shuffled(content, rng)

    def payload(self, content: Content, order: Sequence[str]) -> Payload:
        return choices.payload(self.key, content, order)

    def from_form(self, values: Sequence[str]) -> Answer | None:
        return values[0] if values else None

    def parse(self, answer: object, content: Content) -> Answer:
        return choices.one(answer, content)

    def score(self, answer: Answer, content: Content) -> Fraction:
        return Fraction(answer in choices.right(content))

    def feedback(self, answer: Answer, content: Content) -> list[Remark]:
        return choices.remarks(answer, content)
