"""KR-20, alpha and phi, held against a published example, textbook formulas and people who are tested twice."""

from random import Random
from statistics import correlation, pvariance

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.analysis.reliability import alpha, dependability, pass_rates, reliability
from tests.assessments.analysis.people import class_of, fixed, sheet

# Wuensch, East Carolina University, KR20.txt: sum of pq 2.18, variance of totals 5.84.
WUENSCH = """
1111110110 1011011101 1111011001 0010001000 0000010010 1110111111 1101110111 1111111101 0101111101 1101101110
"""


def textbook(matrix: list[list[float]]) -> float:
    """k / (k - 1) * (1 - sum of item variances / variance of totals)."""
    k = len(matrix[0])
    items = sum(pvariance(column) for column in zip(*matrix, strict=True))
    return k / (k - 1) * (1 - items / pvariance([sum(row) for row in matrix]))


def test_a_published_example():
    matrix = [[float(digit) for digit in row] for row in WUENSCH.split()]
    assert textbook(matrix) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84), abs=0.005)
    assert alpha(fixed(matrix)) == pytest.approx(textbook(matrix))


def test_a_ladder_by_hand():
    """p q of .8 .6 .4 .2 add up to .8, the totals 4 3 2 1 0 have variance 2: 4/3 (1 - .8/2) = .8."""
    ladder = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    assert alpha(fixed(ladder)) == pytest.approx(0.8)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.sampled_from([0.0, 0.25, 1.0]), min_size=3, max_size=3), min_size=2, max_size=9))
def test_with_the_same_items_for_all_it_is_alpha(matrix: list[list[float]]):
    if pvariance([sum(row) for row in matrix]) > 0.001:
        assert alpha(fixed(matrix)) == pytest.approx(textbook(matrix), abs=1e-6)


def test_phi_counts_hard_and_easy_draws_too_and_stays_below_alpha():
    same = class_of(300, pool=12, drawn=12)
    phi, error = dependability(same)
    assert 0.3 < phi < alpha(same)
    assert 8 < error < 15  # points, of twelve items


def test_with_drawn_items_both_foretell_what_a_second_draw_says():
    """The correlation of two independent draws of the same people is what reliability means."""
    rng = Random(3)
    hardness = {item: rng.gauss(-0.5, 0.8) for item in range(60)}
    people = [rng.gauss(0, 1) for _ in range(1500)]
    first, second = (
        [sheet(rng, rng.sample(range(60), 20), ability=a, hardness=hardness) for a in people] for _ in range(2)
    )
    again = correlation([s.score for s in first], [s.score for s in second])
    assert dependability(first)[0] == pytest.approx(again, abs=0.03)
    assert again - 0.03 < alpha(first) < again + 0.1


def test_how_many_pass_around_the_cut():
    assert pass_rates([60, 65, 69.99, 70, 75, 80], 70) == (5 / 6, 0.5, 2 / 6)
    found = reliability(class_of(60, pool=40, drawn=20), cut=70)
    assert found.below >= found.at >= found.above
    assert found.dichotomous
    assert (found.n, found.items) == (60, 20)


def test_nothing_is_said_where_nothing_differs():
    assert reliability(fixed([[1, 1]]), cut=70) is None
    same = reliability(fixed([[1, 0], [1, 0], [1, 0]]), cut=70)
    assert (same.alpha, same.phi) == (None, None)
