"""What every type of item answers. Pure: content in, plain data out.

Content of a choice item: ``{"stem": text, "options": [{"key", "text", "correct", "feedback"}]}``.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Protocol, TypedDict

Content = Mapping[str, object]
Answer = str | list[str]


class Choice(TypedDict):
    key: str
    text: str


class Payload(TypedDict):
    """All that may be sent of a counting item, and nothing more (DESIGN 5.4): an allow-list."""

    type: str
    stem: str
    options: list[Choice]


class Remark(TypedDict):
    """One option of a practice item after the answer."""

    key: str
    text: str
    correct: bool
    chosen: bool
    feedback: str


class ItemType(Protocol):
    """One type of item. ``template`` draws its payload as plain form fields, without script."""

    key: str
    template: str

    def problems(self, content: Content) -> list[str]:
        """What an author must mend before the item can be used, in Indonesian. None: usable."""

    def order(self, content: Content, rng: Random) -> list[str]:
        """The option keys in the order in which one ticket shows them."""

    def payload(self, content: Content, order: Sequence[str]) -> Payload:
        """What the phone gets of a counting item: stem and options in the order of the ticket, nothing else."""

    def from_form(self, values: Sequence[str]) -> Answer | None:
        """The answer in the posted values of one item; None: left open."""

    def parse(self, answer: object, content: Content) -> Answer:
        """The answer as it is kept. ValueError when it is none this item can have."""

    def score(self, answer: Answer, content: Content) -> Fraction:
        """The share of the item earned, 0 to 1."""

    def feedback(self, answer: Answer, content: Content) -> list[Remark]:
        """Every option with its truth and explanation, in the author's order. Practice only."""
