"""Items on paper: what is printed of each type, the cells its answer is written into, and a typed row as answers.

A letter on paper is the letter of the pin, so that a typed cell and a tapped option are the same answer. A type that is
not here is not drawn for paper.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from assessments.types import TYPES
from assessments.types.base import Answer, Content, Payload, Pin
from assessments.types.kms import PLACE, TREND

LONGEST = 40  # of a typed cell
_BETWEEN = " ,;.+/"


@dataclass(frozen=True)
class Cell:
    """One box of the answer sheet. ``letters`` are those it takes, "" for words or a number; ``many``: several of them.

    ``part`` is the part of the answer it gives, "" where it is the whole.
    """

    part: str = ""
    letters: str = ""
    many: bool = False
    label: str = ""

    def read(self, text: str) -> str:
        """What was typed, as letters of the pin or as it stands. ValueError, for people: a letter that is not there."""
        text = text.strip()
        if not self.letters:
            return text[:LONGEST]
        found = "".join(letter for letter in text.lower() if letter not in _BETWEEN)
        if set(found) - set(self.letters) or (len(found) > 1 and not self.many):
            wanted = ", ".join(self.letters.upper())
            told = _("hurufnya %(letters)s, boleh lebih dari satu") if self.many else _("satu huruf: %(letters)s")
            raise ValueError(f"{text[:LONGEST]}: {told % {'letters': wanted}}")
        return found


@dataclass(frozen=True)
class Block:
    """What is printed under the question: a hint, lettered options, and rows (each perhaps with options of its own)."""

    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    rows: Sequence[tuple[str, str, Sequence[tuple[str, str]]]] = ()


@dataclass(frozen=True)
class _Kind:
    """How one type stands on paper. ``wire``: its cells as a wire answer, from part to text, blanks left out; ``key``:
    what stands in the cells of a right answer.
    """

    block: Callable[[Payload], Block]
    cells: Callable[[Payload], list[Cell]]
    wire: Callable[[Mapping[str, str]], Answer]
    key: Callable[[Content, Pin, Payload], list[str]]


def _lettered(options: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(option["key"].upper(), option["text"]) for option in options]


def _letters(options: Sequence[Mapping[str, str]]) -> str:
    return "".join(option["key"] for option in options)


def _right(options: Sequence[Mapping[str, Any]], letters: Sequence[Sequence[str]]) -> str:
    """The letters of the right options."""
    right = {option["key"] for option in options if option["correct"]}
    return "".join(letter for letter, key in letters if key in right).upper()


def _pairs(content: Content, pin: Pin, shown: Payload) -> list[str]:
    """The letter of each thing on the left; a right side that two share stands there once."""
    letters = {_same(right["text"]): right["key"].upper() for right in shown["rights"]}
    rights = {pair["key"]: letters[_same(pair["right"])] for pair in content["pairs"]}
    return [rights[key] for _token, key in pin["lefts"]]


def _order(content: Content, pin: Pin, shown: Payload) -> list[str]:
    letters = {key: letter.upper() for letter, key in pin}
    return [letters[step["key"]] for step in content["steps"]]


def _scenes(content: Content, pin: Pin, shown: Payload) -> list[str]:
    options = {scene["key"]: scene["options"] for scene in content["scenes"]}
    return [_right(options[key], letters) for _number, key, letters in pin]


def _point(content: Content, pin: Pin, shown: Payload) -> list[str]:
    """The letter of the point that earns something, and the trend where it is asked."""
    kms = TYPES["kms"]
    letters = (letter for letter in shown["letters"] if kms.score(kms.parse({PLACE: letter}, content, pin), content))
    return [next(letters).upper(), *([content["judge"]] if shown["judge"] else [])]


def _same(text: str) -> str:
    return text.strip().casefold()


def _whole(given: Mapping[str, str]) -> Answer:
    return given[""]


_CHOICE = _Kind(
    lambda shown: Block(options=_lettered(shown["options"])),
    lambda shown: [Cell(letters=_letters(shown["options"]))],
    _whole,
    lambda content, pin, shown: [_right(content["options"], pin)],
)
_KINDS: dict[str, _Kind] = {
    "single": _CHOICE,
    "truefalse": _Kind(  # B and S, as people write it, for its two fixed options
        lambda shown: Block("B atau S.", [(option["key"][0].upper(), option["text"]) for option in shown["options"]]),
        lambda shown: [Cell(letters="".join(option["key"][0] for option in shown["options"]))],
        lambda given: {"b": "benar", "s": "salah"}[given[""]],
        lambda content, pin, shown: [_right(content["options"], pin)[:1]],
    ),
    "multiple": _Kind(
        lambda shown: Block("Boleh lebih dari satu huruf.", _lettered(shown["options"])),
        lambda shown: [Cell(letters=_letters(shown["options"]), many=True)],
        lambda given: list(given[""]),
        lambda content, pin, shown: [_right(content["options"], pin)],
    ),
    "matching": _Kind(
        lambda shown: Block(
            "Tulis huruf pasangannya.",
            _lettered(shown["rights"]),
            [(left["key"], left["text"], ()) for left in shown["lefts"]],
        ),
        lambda shown: [Cell(left["key"], _letters(shown["rights"])) for left in shown["lefts"]],
        dict,
        _pairs,
    ),
    "ordering": _Kind(
        lambda shown: Block("Tulis hurufnya menurut urutan.", _lettered(shown["steps"])),
        lambda shown: [Cell(str(at), _letters(shown["steps"])) for at in range(1, len(shown["steps"]) + 1)],
        lambda given: {letter: place for place, letter in given.items() if list(given.values()).count(letter) == 1},
        _order,
    ),
    "numeric": _Kind(
        lambda shown: Block(f"Tulis angkanya, dalam {shown['unit']}." if shown["unit"] else "Tulis angkanya."),
        lambda shown: [Cell()],
        _whole,
        lambda content, pin, shown: [str(content["value"])],
    ),
    "short": _Kind(
        lambda shown: Block("Tulis jawabannya, singkat."),
        lambda shown: [Cell()],
        _whole,
        lambda content, pin, shown: [str(content["accepted"][0])],
    ),
    "scenario": _Kind(
        lambda shown: Block(
            rows=[(scene["key"], scene["text"], _lettered(scene["options"])) for scene in shown["scenes"]]
        ),
        lambda shown: [Cell(scene["key"], _letters(scene["options"])) for scene in shown["scenes"]],
        dict,
        _scenes,
    ),
    "hotspot": _Kind(
        lambda shown: Block("Pilih tempatnya di gambar.", _lettered(shown["options"])),
        lambda shown: [Cell(letters=_letters(shown["options"]))],
        _whole,
        lambda content, pin, shown: [_right(content["places"], pin)],
    ),
    "reading": _Kind(
        lambda shown: Block(
            f"Tulis angkanya, dalam {shown['unit']}.", rows=[(part["key"], part["text"], ()) for part in shown["parts"]]
        ),
        lambda shown: [Cell(part["key"]) for part in shown["parts"]],
        dict,
        lambda content, pin, shown: str(content["reading"]).split("/"),
    ),
    "kms": _Kind(
        lambda shown: Block(
            "Tulis huruf titiknya." + " Lalu N (naik) atau T (tidak naik)." * bool(shown["judge"]),
            rows=[(PLACE, "Titik yang benar", ())] + [(TREND, "N atau T", ())] * bool(shown["judge"]),
        ),
        lambda shown: [Cell(PLACE, "".join(shown["letters"]))] + [Cell(TREND, "nt")] * bool(shown["judge"]),
        lambda given: {part: text.upper() if part == TREND else text for part, text in given.items()},
        _point,
    ),
}
KINDS = frozenset(_KINDS)


def block(shown: Payload) -> Block:
    """What is printed of an item, from its payload."""
    return _KINDS[shown["type"]].block(shown)


def cells(position: int, shown: Payload) -> list[Cell]:
    """The boxes of its answer, labelled "3", or "3.1" and so on where there are several."""
    found = _KINDS[shown["type"]].cells(shown)
    return [replace(cell, label=label(position, cell.part, len(found))) for cell in found]


def label(position: int, part: str, count: int) -> str:
    """How a part of an item with so many parts is named: "3.1"; an only one is the item."""
    return f"{position}.{part}" if part and count > 1 else str(position)


def key(content: Content, pin: Pin, shown: Payload) -> list[str]:
    """What stands in its boxes where the answer is right."""
    return _KINDS[shown["type"]].key(content, pin, shown)


def answer(shown: Payload, given: Sequence[tuple[Cell, str]]) -> Answer | None:
    """The boxes of one item as a wire answer; None: all blank."""
    filled: dict[str, Any] = {cell.part: text for cell, text in given if text}
    return (_KINDS[shown["type"]].wire(filled) or None) if filled else None
