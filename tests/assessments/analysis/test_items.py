"""Item figures, held against the standard library and a brute force written the other way round."""

from statistics import correlation, mean

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.analysis.items import best_edge, tally
from assessments.analysis.sheets import Reply, Sheet
from tests.assessments.analysis.people import class_of, fixed

MATRIX = st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=4), min_size=3, max_size=12)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(MATRIX)
def test_with_the_same_items_for_all_it_is_the_classical_item_rest_correlation(matrix: list[list[float]]):
    for (item, _mode), found in tally(fixed(matrix)).items():
        own, rest = [row[item] for row in matrix], [sum(row) - row[item] for row in matrix]
        assert found.facility == pytest.approx(mean(own))
        if len(set(own)) > 1 and len(set(rest)) > 1:
            assert found.discrimination == pytest.approx(correlation(own, rest), abs=1e-6)
        else:
            assert found.discrimination is None


def test_with_drawn_items_it_is_the_correlation_with_what_she_earned_above_others():
    sheets = class_of(200, pool=30, drawn=8)
    found = tally(sheets)
    for item in (0, 7, 29):
        own, rest = _by_brute_force(sheets, item)
        assert found[item, "sendiri"].n == len(own)
        assert found[item, "sendiri"].discrimination == pytest.approx(correlation(own, rest), abs=1e-6)


def _by_brute_force(sheets: list[Sheet], item: int) -> tuple[list[float], list[float]]:
    """By looking everything up anew for each answer, instead of adding up."""

    def expected(version: int) -> float:
        return mean(r.mark for sheet in sheets for r in sheet.replies if r.version == version)

    means = {version: expected(version) for version in range(30)}
    own, rest = [], []
    for sheet in sheets:
        marks = {reply.version: reply.mark for reply in sheet.replies}
        if item in marks:
            own.append(marks[item])
            rest.append(mean(mark - means[version] for version, mark in marks.items() if version != item))
    return own, rest


def test_the_best_third_takes_in_whoever_ties_with_its_last():
    assert best_edge([5, 4, 3, 2, 1, 0]) == 4
    assert best_edge([5, 4, 4, 2, 1, 0]) == 4
    assert best_edge([1.0]) == 1


def test_who_chose_what_is_counted_for_the_best_and_the_others():
    good = Sheet("sendiri", [Reply(1, 1, ("a",)), Reply(2, 1, ("x", "y")), Reply(3, 1)])
    poor = Sheet("sendiri", [Reply(1, 0, ("b",)), Reply(2, 0, ()), Reply(3, 0)])
    found = tally([good, poor, poor])[1, "sendiri"]
    assert (found.n, found.best) == (3, 1)
    assert (found.chosen["a"].best, found.chosen["a"].rest) == (1, 0)
    assert (found.chosen["b"].best, found.chosen["b"].rest) == (0, 2)


def test_modes_stand_apart_and_times_are_taken_in_the_middle():
    quick, slow = (Sheet("sendiri", [Reply(1, 1, (), s), Reply(2, 1)]) for s in (4.0, 90.0))
    aloud = Sheet("dibacakan", [Reply(1, 0, ()), Reply(2, 1)])
    found = tally([quick, slow, slow, aloud])
    assert found[1, "sendiri"].seconds == 90
    assert found[1, "dibacakan"].seconds is None
    assert (found[1, "sendiri"].facility, found[1, "dibacakan"].facility) == (1, 0)


def test_figures_of_two_tests_are_added_within_each():
    """A pre-test that everybody fails and a post-test that everybody passes make no item look good."""
    low = tally(fixed([[0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 0]]))[0, "sendiri"]
    high = tally(fixed([[1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]))[0, "sendiri"]
    n, xr = low.n + high.n, low.xr + high.xr
    low.add(high)
    assert (low.n, low.xr, low.facility) == (n, pytest.approx(xr), 0.5)
    assert low.discrimination < 0.5


def test_a_sheet_of_one_item_has_no_rest():
    assert tally([Sheet("sendiri", [Reply(1, 1)])]) == {}
    assert tally([]) == {}
