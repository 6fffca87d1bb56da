"""A place on a picture: tapped or chosen from the list, its coordinates known to the server only."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.types import TYPES

HOTSPOT = TYPES["hotspot"]


def place(key: str, x: str, y: str, *, correct: bool = False) -> dict:
    told = {"text": f"Tempat {key}", "feedback": f"RAHASIA-{key}"}
    return {"key": key, "x": x, "y": y, "r": "9", "correct": correct, **told}


ITEM = {
    "stem": "Di mana pita dilingkarkan?",
    "image": "lila.svg",
    "alt": "Lengan kiri anak.",
    "places": [place("bahu", "20", "20"), place("tengah", "41", "63,5", correct=True), place("siku", "70,5", "80")],
}
PIN = HOTSPOT.pin(ITEM, Random(3))
LETTERS = {key: letter for letter, key in PIN}


@pytest.mark.parametrize(
    ("wire", "kept", "share"),
    [
        (LETTERS["tengah"], "tengah", 1),
        ("41;63.5", "tengah", 1),
        ("49.9;63.5", "tengah", 1),
        ("50.1;63.5", "50.1;63.5", 0),
        ("20.5;21", "bahu", 0),
        (LETTERS["siku"], "siku", 0),
    ],
)
def test_a_tap_and_the_list_are_the_same_answer(wire: str, kept: str, share: int):
    assert HOTSPOT.parse(wire, ITEM, PIN) == kept
    assert HOTSPOT.score(kept, ITEM) == share


def test_no_coordinate_and_no_key_is_sent():
    sent = json.dumps(HOTSPOT.payload(ITEM, PIN))
    assert sorted(HOTSPOT.payload(ITEM, PIN)) == ["alt", "image", "options", "stem", "type"]
    assert not any(secret in sent for secret in ("RAHASIA", "correct", "63", "70", '"tengah"', '"x"'))


def test_a_tap_beside_all_places_is_told_and_counts_for_none():
    remarks = HOTSPOT.feedback("1;99", ITEM, PIN)
    assert (remarks[0]["chosen"], remarks[0]["correct"], len(remarks)) == (True, False, 4)
    assert HOTSPOT.picks("1;99", ITEM) == []
    assert HOTSPOT.said("1;99", ITEM) == "tempat lain di gambar"


@pytest.mark.parametrize("wire", ["101;3", "3", "a;b", "", None, ["a"], {"x": "1", "y": "2"}, "1,5;2", "\uff11;2"])
def test_what_no_form_sends_is_refused(wire: object):
    with pytest.raises(ValueError, match=r"picture|option"):
        HOTSPOT.parse(wire, ITEM, PIN)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"x": "120"}, "0 sampai 100"),
        ({"r": "1"}, "r 3 sampai 50"),
        ({"x": "kiri"}, "harus berupa angka"),
        ({"x": "41", "y": "60"}, "bertumpuk"),
        ({"correct": True}, "tepat satu tempat yang benar"),
        ({"text": "Tempat siku"}, "berbunyi sama"),
    ],
)
def test_an_author_hears_what_is_wrong(change: dict, word: str):
    first, *rest = ITEM["places"]
    assert HOTSPOT.problems(ITEM) == []
    assert word in " ".join(HOTSPOT.problems(ITEM | {"places": [first | change, *rest]}))


@settings(max_examples=60)
@given(st.floats(0, 100), st.floats(0, 100))
def test_wherever_she_taps_it_is_right_or_not(x: float, y: float):
    kept = HOTSPOT.parse(f"{x:.3f};{y:.3f}", ITEM, PIN)
    assert HOTSPOT.score(kept, ITEM) in (0, 1)
    assert HOTSPOT.feedback(kept, ITEM, PIN)
