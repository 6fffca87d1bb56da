import json
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.types import TYPES, payload
from tests.assessments.factories import CONTENT, RIGHT, WRONG, lettered

SECRETS = ("correct", "RAHASIA", "feedback", "weight", "key_order")


def content(kind: str) -> dict:
    return {"stem": "Soal?", "options": CONTENT[kind], "weight": 3, "note": "kunci: b"}


def pin(kind: str, seed: int = 1) -> list:
    return TYPES[kind].pin(content(kind), Random(seed))


def test_every_type_has_a_case_here():
    assert set(TYPES) == set(CONTENT) == set(RIGHT) == set(WRONG)


@pytest.mark.parametrize("kind", TYPES)
def test_a_counting_item_leaves_without_its_key(kind: str):
    sent = payload(kind, content(kind), pin(kind))
    assert set(sent) == {"type", "stem", "options"}
    assert all(set(option) == {"key", "text"} for option in sent["options"])
    assert not any(secret in json.dumps(sent) for secret in (*SECRETS, "kunci"))


@pytest.mark.parametrize("kind", TYPES)
def test_the_order_on_the_ticket_says_nothing_about_the_key(kind: str):
    swapped = content(kind) | {"options": [o | {"correct": not o["correct"]} for o in reversed(CONTENT[kind])]}
    for seed in range(20):
        drawn = pin(kind, seed)
        assert drawn == TYPES[kind].pin(swapped, Random(seed))
        assert sorted(key for _, key in drawn) == sorted(option["key"] for option in CONTENT[kind])


@pytest.mark.parametrize("kind", TYPES)
def test_right_earns_all_and_wrong_earns_nothing(kind: str):
    item = TYPES[kind]
    drawn = pin(kind)
    for answer, share in ((RIGHT[kind], 1), (WRONG[kind], 0)):
        assert item.parse(lettered(answer, drawn), content(kind), drawn) == answer
        assert item.score(answer, content(kind)) == share


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("answer", [None, 7, "zzz", {"a": 1}, ["zzz"], [["a"]], True])
def test_an_answer_no_item_can_have_is_refused(kind: str, answer: object):
    with pytest.raises(ValueError, match=r".+"):
        TYPES[kind].parse(answer, content(kind), pin(kind))


@given(ticked=st.lists(st.sampled_from("abcd")), right=st.sets(st.sampled_from("abcd"), min_size=1, max_size=3))
def test_multiple_is_within_bounds_and_blind_to_order(ticked: list[str], right: set[str]):
    item = TYPES["multiple"]
    options = [{"key": key, "text": key, "correct": key in right, "feedback": ""} for key in "abcd"]
    given_content = {"stem": "?", "options": options}
    same = [[key, key] for key in "abcd"]
    share = item.score(item.parse(ticked, given_content, same), given_content)
    assert 0 <= share <= 1
    assert share == item.score(item.parse(ticked[::-1] + ticked, given_content, same), given_content)
    assert (share == 1) is (set(ticked) == right)


def test_ticking_everything_or_half_of_it_earns_little():
    item = TYPES["multiple"]
    assert item.score(["a", "b", "c"], content("multiple")) == Fraction(1, 2)
    assert item.score(["a"], content("multiple")) == Fraction(1, 2)
    assert item.score(["a", "c"], content("multiple")) == 0


@pytest.mark.parametrize("kind", TYPES)
def test_practice_explains_every_option(kind: str):
    texts = {option["key"]: option["text"] for option in CONTENT[kind]}
    remarks = TYPES[kind].feedback(RIGHT[kind], content(kind), pin(kind))
    assert [remark["text"] for remark in remarks] == [texts[key] for _, key in pin(kind)]
    assert all(remark["feedback"] for remark in remarks)
    assert all(remark["chosen"] is remark["correct"] for remark in remarks)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    "broken",
    [
        {"stem": " "},
        {"options": []},
        {"options": [{"key": "a", "text": "x", "correct": True}] * 2},
        {"options": [{"key": "a", "text": "x", "correct": "ya"}, {"key": "b", "text": "y", "correct": False}]},
        {"options": [{"key": "a", "text": "x", "correct": False}, {"key": "b", "text": "y", "correct": False}]},
        {"options": ["a", "b"]},
    ],
)
def test_an_author_hears_what_is_wrong(kind: str, broken: dict):
    assert TYPES[kind].problems(content(kind)) == []
    assert TYPES[kind].problems(content(kind) | broken) != []
