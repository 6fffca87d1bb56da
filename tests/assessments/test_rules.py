from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import (
    Plan,
    Shown,
    attended_in_full,
    derive,
    meets,
    misses_essential,
    observed_skilled,
    passed,
    score_percent,
)
from lms.people.sealed import clamp

PLAN = Plan({1: (11, 12), 2: (21,)})
DAY1, DAY2, DAY3 = (date(2025, 11, day) for day in (1, 2, 3))

shares = st.lists(st.fractions(min_value=0, max_value=1), min_size=1, max_size=30)


@given(shares)
def test_a_score_lies_between_0_and_100_and_ignores_the_order(given_shares: list[Fraction]):
    score = score_percent(given_shares)
    assert 0 <= score <= 100
    assert score == score_percent(given_shares[::-1])


@given(shares, st.integers(min_value=1, max_value=100))
def test_the_printed_score_never_contradicts_the_pass(given_shares: list[Fraction], mark: int):
    assert passed(given_shares, mark) is (score_percent(given_shares) >= mark)


@given(st.lists(st.tuples(st.fractions(min_value=0, max_value=1), st.booleans()), min_size=1, max_size=12))
def test_passing_needs_the_share_and_every_essential_item(items: list[tuple[Fraction, bool]]):
    given_shares = {str(at): share for at, (share, _) in enumerate(items, start=1)}
    essential = [at for at, (_, must) in enumerate(items, start=1) if must]
    met = meets(given_shares, {"pass_percent": 70, "essential": essential})
    assert met == (passed(list(given_shares.values()), 70) and all(given_shares[str(at)] == 1 for at in essential))
    assert not met or meets(given_shares, {"pass_percent": 70})  # it never makes passing easier


def test_nine_of_ten_right_do_not_pass_without_the_danger_sign():
    marks = {str(at): Fraction(1) for at in range(1, 11)} | {"4": Fraction(1, 2)}
    assert meets(marks, {"pass_percent": 70, "essential": [3]})
    assert not meets(marks, {"pass_percent": 70, "essential": [3, 4]})
    assert not misses_essential({}, [4])  # it was not scored: its fact is no longer settled


def test_just_under_the_mark_is_not_rounded_up():
    almost = [Fraction(699999, 1000000)]
    assert (score_percent(almost), passed(almost, 70)) == (Decimal("69.99"), False)


def test_terampil_needs_evaluasi_and_observation_on_the_later_day():
    shown = Shown(observed={11: DAY1}, observed_skilled={11: DAY1}, evaluated={1: DAY2})
    days = derive(shown, PLAN).competencies[11]
    assert (days.assessed_on, days.observed_skilled_on, days.skilled_on) == (DAY1, DAY1, DAY2)
    assert derive(Shown(observed_skilled={11: DAY1}), PLAN).competencies[11].skilled_on is None


def test_other_preset_needs_the_observation_only():
    plan = Plan(PLAN.groups, needs_evaluation=False)
    assert derive(Shown(observed_skilled={11: DAY1}), plan).competencies[11].skilled_on == DAY1


def test_proof_from_elsewhere_counts_as_far_as_the_rule_says():
    shown = Shown(outside_assessed={12: DAY1}, outside_skilled={11: DAY2}, outside_trained={1: DAY1})
    derived = derive(shown, PLAN)
    assert derived.competencies[11].skilled_on == DAY2
    assessed = derive(shown, Plan(PLAN.groups, outside_skills=False))
    assert {key: (days.assessed_on, days.skilled_on) for key, days in assessed.competencies.items()} == {
        11: (DAY2, None),
        12: (DAY1, None),
    }
    trained = derive(shown, Plan(PLAN.groups, outside_assesses=False, outside_skills=False))
    assert (trained.competencies, trained.groups[1].trained_on) == ({}, DAY1)
    seen = derive(Shown(observed={11: DAY1}, outside_skilled={11: DAY3}), Plan(PLAN.groups, outside_skills=False))
    assert (seen.competencies[11].assessed_on, seen.competencies[11].skilled_on) == (DAY1, None)


def test_a_group_is_trained_by_attendance_and_post_test_or_by_closed_modules_or_from_outside():
    assert derive(Shown(attended={1: DAY1}), PLAN).groups == {}
    assert derive(Shown(attended={1: DAY1}, post_tested={1: DAY3}), PLAN).groups[1].trained_on == DAY3
    assert derive(Shown(closed={11: DAY1}), PLAN).groups == {}
    assert derive(Shown(closed={11: DAY1, 12: DAY2}), PLAN).groups[1].trained_on == DAY2
    both = Shown(closed={11: DAY2, 12: DAY3}, outside_trained={1: DAY1})
    assert derive(both, PLAN).groups[1].trained_on == DAY1


def test_the_rungs_are_counted_separately():
    derived = derive(Shown(outside_assessed={21: DAY2}), PLAN).programme
    assert (derived.trained_on, derived.assessed_on, derived.skilled_on) == (None, DAY2, None)


def test_nothing_shown_leaves_no_record():
    derived = derive(Shown(), PLAN)
    assert (derived.competencies, derived.groups, derived.programme.trained_on) == ({}, {}, None)


def test_an_event_counts_when_she_was_there_every_day():
    assert attended_in_full([DAY1, DAY2, DAY3], starts_on=DAY1, ends_before=date(2025, 11, 4)) == DAY3
    assert attended_in_full([DAY1, DAY3], starts_on=DAY1, ends_before=date(2025, 11, 4)) is None


def test_a_phone_in_1970_or_in_the_future_is_held_between_issue_and_receipt():
    issued, received = datetime(2025, 11, 1, tzinfo=UTC), datetime(2025, 11, 2, tzinfo=UTC)
    assert clamp(datetime(1970, 1, 1, tzinfo=UTC), earliest=issued, latest=received) == issued
    assert clamp(datetime(2099, 1, 1, tzinfo=UTC), earliest=issued, latest=received) == received
    assert clamp(None, earliest=issued, latest=received) == received


def test_a_critical_step_done_with_help_is_not_enough():
    steps = [{"key": "a", "critical": True}, {"key": "b", "critical": False}]
    assert observed_skilled(steps, {"a": "benar", "b": "belum"}, 50)
    assert not observed_skilled(steps, {"a": "bantuan", "b": "benar"}, 50)
    assert not observed_skilled(steps, {"a": "benar", "b": "belum"}, 80)
