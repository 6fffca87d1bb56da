"""Sheets that look alike: seen where one was copied, quiet where people answered for themselves."""

from itertools import combinations
from math import comb, prod
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.analysis.alike import at_least, known, pairs, reading_seconds
from assessments.analysis.sheets import Reply, Sheet
from tests.assessments.analysis.people import class_of


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.floats(0, 1), max_size=8), st.integers(0, 8))
def test_the_chance_of_so_many_is_that_of_all_the_ways_it_can_happen(odds: list[float], count: int):
    ways = (
        prod(p if at in chosen else 1 - p for at, p in enumerate(odds))
        for k in range(count, len(odds) + 1)
        for chosen in combinations(range(len(odds)), k)
    )
    assert at_least(count, odds) == pytest.approx(sum(ways), abs=1e-9)


def test_equal_odds_give_the_binomial():
    assert at_least(7, [0.5] * 10) == pytest.approx(sum(comb(10, k) for k in (7, 8, 9, 10)) / 1024)
    assert at_least(0, []) == 1


def test_a_copied_sheet_is_seen():
    rng = Random(2)
    sheets = class_of(400, pool=20, drawn=20, seed=2)
    poor = min(sheets[:5], key=lambda sheet: sheet.score)
    copy = Sheet("sendiri", [r if rng.random() < 0.95 else Reply(r.version, 1.0, ("a",)) for r in poor.replies])
    found = pairs([*sheets[5:9], poor, copy], known(sheets))
    assert [(one.one, one.other) for one in found] == [(4, 5)]
    assert found[0].same >= 6


def test_people_who_answer_for_themselves_hardly_ever_look_alike():
    """19,000 pairs without a cause: at most nineteen called, where a puskesmas has some hundred pairs a year."""
    everybody = class_of(2000, pool=20, drawn=20, seed=4)
    table = known(everybody)
    called = sum(len(pairs(everybody[at : at + 20], table)) for at in range(0, 2000, 20))
    assert called <= 19


def test_same_right_answers_and_answers_without_keys_say_nothing():
    good = Sheet("sendiri", [Reply(v, 1.0, ("a",)) for v in range(20)])
    typed = Sheet("sendiri", [Reply(v, 0.0) for v in range(20)])
    everybody = known([*class_of(50, pool=20, drawn=20), good, typed])
    assert pairs([good, good], everybody) == []
    assert pairs([typed, typed], everybody) == []


def test_only_items_that_both_had_count():
    one = Sheet("sendiri", [Reply(v, 0.0, ("b",)) for v in range(10)])
    other = Sheet("sendiri", [Reply(v, 0.0, ("b",)) for v in range(10, 20)])
    assert pairs([one, other], known([*class_of(50, pool=20, drawn=20), one, other])) == []


def test_the_shortest_time_in_which_one_can_read():
    assert reading_seconds(400) == 60
