from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import angoff
from assessments.blueprint import Item, Line


def bank(count: int, *, lessons: int = 2) -> list[Item]:
    return [
        Item(f"q{at:02}", "B3", f"pelajaran-{at % lessons}", "single", "mudah", False, f"q{at:02}")
        for at in range(count)
    ]


def test_a_small_bank_is_judged_item_by_item_a_large_one_lesson_by_lesson():
    assert len(angoff.rows([Line("B3", 6)], bank(12))) == 12
    rows = angoff.rows([Line("B3", 6)], bank(40))
    assert [row.key for row in rows] == ["B3:pelajaran-0", "B3:pelajaran-1"]
    assert sum(row.weight for row in rows) == 6
    assert [len(row.items) for row in rows] == [20, 20]


def test_what_no_line_draws_is_not_judged():
    rows = angoff.rows([Line("B3", 2, lessons=("pelajaran-1",))], bank(12))
    assert {row.lesson for row in rows} == {"pelajaran-1"}
    assert sum(row.weight for row in rows) == 2


def test_the_cut_weighs_rows_by_how_often_they_are_drawn():
    asked = [{"key": "a", "weight": "3"}, {"key": "b", "weight": "1"}]
    assert angoff.cut(asked, {"a": 8, "b": 4}) == Decimal("70.00")
    assert angoff.cut(asked, {"a": 4, "b": 8}) == Decimal("50.00")


def test_five_nakes_propose_their_mean_and_show_their_spread():
    told = angoff.proposal([Decimal(percent) for percent in (60, 65, 70, 75, 82)])
    assert told
    assert (told.percent, told.rounded, told.spread, told.judges) == (Decimal("70.40"), 70, Decimal(22), 5)
    assert angoff.proposal([]) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.fractions(min_value="1/50", max_value=9), st.integers(0, 10)), min_size=1, max_size=20))
def test_a_cut_lies_between_the_lowest_and_the_highest_answer(given_rows):
    asked = [{"key": str(at), "weight": str(weight)} for at, (weight, _) in enumerate(given_rows)]
    values = {str(at): value for at, (_, value) in enumerate(given_rows)}
    cut = angoff.cut(asked, values)
    assert min(values.values()) * 10 - Decimal("0.01") <= cut <= max(values.values()) * 10 + Decimal("0.01")


def test_nothing_is_asked_of_an_empty_bank():
    assert angoff.rows([Line("B3", 2)], []) == []
    with pytest.raises(KeyError):
        angoff.cut([{"key": "a", "weight": "1"}], {})
