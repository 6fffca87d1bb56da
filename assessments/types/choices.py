"""What items with options have in common. Content is checked by ``problems`` before it is ever stored."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from string import ascii_lowercase
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.fields import Field

Option = dict[str, Any]
OPTIONS = Field(
    "options",
    _noop("Pilihan"),
    "rows",
    rows=(2, 8),
    fields=(
        Field("key", _noop("Kunci"), "key"),
        Field("text", _noop("Jawaban"), most=200),
        Field("correct", _noop("Benar"), "yes"),
        Field("feedback", _noop("Penjelasan"), "text", help=_noop("Mengapa benar atau keliru."), optional=True),
    ),
)
SENT = [{"key": str, "text": str}]


def lettered(keys: Sequence[str], rng: Random) -> list[list[str]]:
    """The keys in an order of chance, each behind the letter it is shown under: ``[["a", key], ...]``.

    Sorted first, so that the same chance gives the same order whatever order the author wrote.
    """
    shuffled = sorted(keys)
    rng.shuffle(shuffled)
    return [[letter, key] for letter, key in zip(ascii_lowercase, shuffled, strict=False)]


def numbered(keys: Sequence[str], rng: Random) -> list[list[str]]:
    """As ``lettered``, behind numbers: ``[["1", key], ...]``."""
    return [[str(place), key] for place, (_letter, key) in enumerate(lettered(keys, rng), start=1)]


def behind(answer: object, pin: Sequence[Sequence[str]]) -> str:
    """The author's key behind a letter. ValueError: no letter of this ticket."""
    found = [key for letter, key in pin if letter == answer]
    if not found:
        raise ValueError("not an option of this item")
    return found[0]


def option_problems(options: object) -> list[str]:
    """Faults of a list of options."""
    if not isinstance(options, list) or len(options) < 2:
        return ["soal perlu paling sedikit dua pilihan"]
    found = []
    for option in options:
        if not isinstance(option, dict) or not str(option.get("key") or "") or not str(option.get("text") or ""):
            found.append("setiap pilihan perlu key dan text")
        elif not isinstance(option.get("correct"), bool):
            found.append(f"pilihan {option['key']}: correct harus true atau false")
    return found or _twins(options)


def _twins(options: Sequence[Option]) -> list[str]:
    keys = {str(option["key"]) for option in options}
    texts = {str(option["text"]).strip().casefold() for option in options}
    found = ["key pilihan harus berbeda-beda"] if len(keys) < len(options) else []
    return found + (["dua pilihan berbunyi sama"] if len(texts) < len(options) else [])


def right(options: Sequence[Option]) -> set[str]:
    """The keys of the right options."""
    return {str(option["key"]) for option in options if option["correct"]}


def shown(options: Sequence[Option], pin: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """The options as they are sent: letter and text in the order of the ticket, nothing else."""
    texts = {str(option["key"]): str(option["text"]) for option in options}
    return [{"key": letter, "text": texts[key]} for letter, key in pin]


def remarks(chosen: set[str], options: Sequence[Option], pin: Sequence[Sequence[str]]) -> list[Remark]:
    """Every option with its truth and explanation, in the order shown."""
    of = {str(option["key"]): option for option in options}
    return [
        {
            "text": str(of[key]["text"]),
            "correct": bool(of[key]["correct"]),
            "chosen": key in chosen,
            "feedback": str(of[key].get("feedback") or ""),
        }
        for _letter, key in pin
    ]


class Options:
    """A type whose content is a stem and one list of options."""

    key: str
    fields: tuple[Field, ...] = (OPTIONS,)
    sent: Mapping[str, Any] = {"type": str, "stem": str, "options": SENT}
    answers: Literal["one", "many", "parts"] = "one"

    def problems(self, content: Content) -> list[str]:
        """Faults of shape; a subclass asks how many may be right."""
        if not str(content.get("stem") or "").strip():
            return ["soal tidak punya teks"]
        return option_problems(content.get("options"))

    def pin(self, content: Content, rng: Random) -> Pin:
        return lettered([str(option["key"]) for option in content["options"]], rng)

    def payload(self, content: Content, pin: Pin) -> Payload:
        return {"type": self.key, "stem": str(content["stem"]), "options": shown(content["options"], pin)}

    def parts(self, pin: Pin) -> list[str]:
        return []

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        return remarks(set(self.picks(answer, content)), content["options"], pin)

    def said(self, answer: Answer, content: Content) -> str:
        chosen = self.picks(answer, content)
        return "; ".join(str(option["text"]) for option in content["options"] if option["key"] in chosen)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        return [answer] if isinstance(answer, str) else list(answer)


class OneRight(Options):
    """A type in which one option is chosen and one is right."""

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        return behind(answer, pin)

    def score(self, answer: Answer, content: Content) -> Fraction:
        return Fraction(answer in right(content["options"]))
