"""What holds of every scorer, whatever is sent: bounded, never another error than ValueError, blind to order."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.types import TYPES
from assessments.types.base import Answer, Content
from tests.assessments import solve
from tests.assessments.attack import TARGETS
from tests.assessments.factories import ITEMS

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**6)
TOKENS = st.sampled_from(["a", "b", "c", "d", "e", "1", "2", "3", "4", "5", "benar", "salah", "", "80,7", "pita lila"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50) | TOKENS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TOKENS | st.text(max_size=3), inner, max_size=5),
    max_leaves=8,
)
# As a form might send it, whole or in part, right or not.
SENT = TOKENS | st.lists(TOKENS, max_size=6) | st.dictionaries(TOKENS, TOKENS, max_size=6) | st.text(max_size=40)


def item(kind: str, seed: int) -> tuple[Content, Any]:
    """An item by chance, where its type is attacked, and what a ticket fixes of it."""
    chance = Random(seed)
    content = TARGETS[kind].author(chance, seed) if kind in TARGETS else ITEMS[kind]
    return content, TYPES[kind].pin(content, chance)


def kept(kind: str, sent: object, content: Content, pin: Any) -> Answer | None:
    try:
        return TYPES[kind].parse(sent, content, pin)
    except ValueError:
        return None


@pytest.mark.parametrize("kind", TYPES)
@QUICK
@given(seed=SEEDS, sent=JSON | SENT)
def test_whatever_is_sent_is_refused_or_earns_between_nothing_and_all(kind: str, seed: int, sent: object):
    content, pin = item(kind, seed)
    answer = kept(kind, sent, content, pin)
    if answer is None:
        return
    score = TYPES[kind].score(answer, content)
    assert isinstance(score, Fraction)
    assert 0 <= score <= 1
    assert isinstance(TYPES[kind].said(answer, content), str)
    assert all(isinstance(key, str) for key in TYPES[kind].picks(answer, content))
    assert TYPES[kind].feedback(answer, content, pin)


@pytest.mark.parametrize("kind", TYPES)
@QUICK
@given(seed=SEEDS)
def test_the_right_answer_earns_all_whatever_was_drawn(kind: str, seed: int):
    content, pin = item(kind, seed)
    answer = TYPES[kind].parse(solve.right(kind, content, pin), content, pin)
    assert TYPES[kind].score(answer, content) == 1
    assert TYPES[kind].score(TYPES[kind].parse(solve.wrong(kind, content, pin), content, pin), content) == 0


@pytest.mark.parametrize("kind", [kind for kind in TYPES if TYPES[kind].answers != "one"])
@QUICK
@given(seed=SEEDS, sent=SENT)
def test_in_which_order_an_answer_is_given_counts_for_nothing(kind: str, seed: int, sent: Any):
    content, pin = item(kind, seed)
    turned = dict(reversed(list(sent.items()))) if isinstance(sent, dict) else sent[::-1]
    one, other = kept(kind, sent, content, pin), kept(kind, turned, content, pin)
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert TYPES[kind].score(one, content) == TYPES[kind].score(other, content)


@pytest.mark.parametrize("kind", ["matching", "scenario"])
@QUICK
@given(seed=SEEDS, left_open=st.sets(st.integers(0, 5)))
def test_each_part_earns_for_itself(kind: str, seed: int, left_open: set[int]):
    content, pin = item(kind, seed)
    whole = solve.right(kind, content, pin)
    assert isinstance(whole, dict)
    some = {part: value for at, (part, value) in enumerate(whole.items()) if at not in left_open}
    assert TYPES[kind].score(TYPES[kind].parse(some, content, pin), content) == Fraction(len(some), len(whole))


@QUICK
@given(seed=SEEDS, order=st.randoms(use_true_random=False))
def test_an_order_earns_all_only_when_it_is_right(seed: int, order: Random):
    content, pin = item("ordering", seed)
    right = solve.right("ordering", content, pin)
    assert isinstance(right, dict)
    places = list(right.values())
    order.shuffle(places)
    given_places = dict(zip(right, places, strict=True))
    score = TYPES["ordering"].score(TYPES["ordering"].parse(given_places, content, pin), content)
    assert (score == 1) is (given_places == right)


@QUICK
@given(digits=st.integers(-(10**6), 10**6), places=st.integers(0, 3), comma=st.sampled_from(",."))
def test_a_number_is_right_however_it_is_written(digits: int, places: int, comma: str):
    value = f"{digits / 10**places:.{places}f}".replace(".", ",")
    content = {"stem": "?", "value": value, "tolerance": "", "unit": "kg", "errors": [], "feedback": ""}
    for text in (value.replace(",", comma), f"{value} kg", f" {value}KG "):
        if "." not in value:
            assert TYPES["numeric"].score(text, content) == 1
