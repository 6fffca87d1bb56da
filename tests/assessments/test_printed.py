"""Items on paper: what is printed, what its boxes take, and that a typed row is the same answer as a tapped one."""

from random import Random

import pytest

from assessments import printed, types
from assessments.printed import Cell
from assessments.types import TYPES
from tests.assessments.factories import ITEMS as CONTENTS


def shown(kind: str, seed: int = 1) -> tuple[dict, object, dict]:
    content = CONTENTS[kind]
    pin = TYPES[kind].pin(content, Random(seed))
    return content, pin, types.payload(kind, content, pin)


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize("seed", range(4))
def test_the_key_typed_into_the_boxes_earns_everything(kind: str, seed: int):
    content, pin, payload = shown(kind, seed)
    cells = printed.cells(3, payload)
    typed = [cell.read(text.lower()) for cell, text in zip(cells, printed.key(content, pin, payload), strict=True)]
    answer = printed.answer(payload, list(zip(cells, typed, strict=True)))
    assert TYPES[kind].score(TYPES[kind].parse(answer, content, pin), content) == 1


@pytest.mark.parametrize("kind", CONTENTS)
def test_what_is_printed_does_not_say_what_is_right(kind: str):
    _content, _pin, payload = shown(kind)
    block = printed.block(payload)
    letters = "".join(letter for letter, _text in block.options)
    assert letters == ("BS" if kind == "truefalse" else "ABCDEFGH"[: len(letters)])
    assert "RAHASIA" not in str(block)


def test_every_type_can_be_printed():
    assert set(TYPES) == printed.KINDS


def test_blank_boxes_are_no_answer():
    _content, _pin, payload = shown("single")
    assert printed.answer(payload, [(cell, "") for cell in printed.cells(1, payload)]) is None


@pytest.mark.parametrize(
    ("text", "many", "read"), [("b", False, "b"), (" B ", False, "b"), ("a, C", True, "ac"), ("", False, "")]
)
def test_letters_are_read_as_people_type_them(text: str, many: bool, read: str):
    assert Cell(letters="abc", many=many).read(text) == read


@pytest.mark.parametrize(("text", "many"), [("d", False), ("ab", False), ("ad", True), ("1", False)])
def test_a_letter_that_is_not_there_is_said(text: str, many: bool):
    with pytest.raises(ValueError, match="A, B, C"):
        Cell(letters="abc", many=many).read(text)


def test_an_only_box_is_named_by_its_item_and_several_by_their_part():
    [only] = printed.cells(5, shown("reading")[2])
    several = printed.cells(8, shown("matching")[2])
    assert (only.part, only.label) == ("angka", "5")
    assert [cell.label for cell in several] == [f"8.{cell.part}" for cell in several]
