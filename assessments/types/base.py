"""What every type of item answers. Pure: content in, plain data out.

``Content`` is what an author wrote, facts resolved: ``stem``, the type's fields, perhaps ``explanation``. A ``Pin`` is
what one ticket fixes of an item when it is drawn: above all which letter stands for which of the author's keys. A *wire
answer* is what a form or an envelope holds, in the letters of the ticket; an ``Answer`` is what is kept, in the
author's keys.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, Literal, Protocol, TypedDict, runtime_checkable

from assessments.types.fields import Field

Content = Mapping[str, Any]
Pin = Any  # plain JSON; its shape is the type's own
Payload = dict[str, Any]
Answer = str | list[str] | dict[str, str]


class Remark(TypedDict):
    """One thing said of a practice item after the answer."""

    text: str
    correct: bool
    chosen: bool
    feedback: str


class ItemType(Protocol):
    """One type of item.

    ``template`` draws its payload as plain form fields, without script. ``answers`` says what they give: ``one`` text
    under the name of the item, ``many`` texts under it, or named ``parts``. ``fields`` is the authoring form after the
    stem. ``sent`` is the shape of its payload: an allow-list (DESIGN 5.4).
    """

    key: str
    name: str
    template: str
    answers: Literal["one", "many", "parts"]
    fields: tuple[Field, ...]
    sent: Mapping[str, Any]

    def problems(self, content: Content) -> list[str]:
        """What an author must mend before the item can be used, in Indonesian. None: usable."""

    def pin(self, content: Content, rng: Random) -> Pin:
        """What one ticket fixes: nothing of it may be ordered by what is right."""

    def payload(self, content: Content, pin: Pin) -> Payload:
        """What the phone gets of a counting item. Callers use ``types.payload``, which holds it to ``sent``."""

    def parts(self, pin: Pin) -> list[str]:
        """The names of the parts that a whole answer has; empty unless ``answers`` is ``parts``."""

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        """A wire answer in the author's keys. ValueError when no form of ours can send it."""

    def score(self, answer: Answer, content: Content) -> Fraction:
        """The share of the item earned, 0 to 1."""

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        """What is right and why, in the order shown. Practice only."""

    def said(self, answer: Answer, content: Content) -> str:
        """The answer in words, for people who look into it."""

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        """The author's keys that were chosen, for counting who chose what; empty where there is nothing to choose."""


@runtime_checkable
class Drawing(Protocol):
    """A type that draws a picture of each item, so that what is in it stands nowhere as text."""

    def draw(self, content: Content, pin: Pin, look: str = "") -> bytes:
        """The picture as WebP without metadata; the same for the same content, pin and look."""


@runtime_checkable
class Aided(Protocol):
    """A type that judges by more than its content: by an instrument, or by where things stand on its picture."""

    def aid(self, content: Content) -> dict[str, Any]:
        """What a phone needs of it to judge a practice item by itself, as plain JSON."""
