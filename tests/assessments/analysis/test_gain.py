"""Before and after."""

import pytest

from assessments.analysis.gain import Gains, normalised


def test_normalised_gain_is_the_share_of_what_could_be_gained():
    assert normalised(40, 70) == 0.5
    assert normalised(80, 70) == -0.5
    assert normalised(100, 100) is None


def test_pairs_are_added_up_whole_by_competency_and_by_question():
    gains = Gains()
    gains.add({"q1": ("B1", 0.0), "q2": ("B2", 1.0)}, {"q1": ("B1", 1.0), "q3": ("B2", 0.5)})
    gains.add({"q4": ("B1", 0.5), "q2": ("B2", 0.0)}, {"q5": ("B1", 0.5), "q3": ("B2", 1.0)})
    assert (gains.whole.n, gains.whole.before, gains.whole.after) == (2, 0.75, 1.5)
    assert gains.whole.gain == pytest.approx((75 - 37.5) / (100 - 37.5))
    b1 = gains.competencies["B1"]
    assert (b1.n, b1.wrong, b1.righted) == (2, 2, 1)
    q1, q2, q3 = (gains.items[key] for key in ("q1", "q2", "q3"))
    assert (q1.wrong, q1.righted) == (1, 1)
    assert (q2.n_before, q2.before, q2.n_after) == (2, 1.0, 0)
    assert (q3.n_after, q3.after, q3.wrong) == (2, 1.5, 0)


def test_a_competency_that_only_one_of_the_tests_asked_is_left_out():
    gains = Gains()
    gains.add({"q1": ("B1", 0.0)}, {"q2": ("B2", 1.0)})
    assert gains.competencies == {}
    assert gains.whole.gain == 1.0
