"""What one kader contributes: the rules alone, on random histories."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.reporting.rules import Facts, Line, Period, Span, deltas, difference, line, readiness, spans, strongest

FIRST = date(2025, 1, 1)
DAYS = 30
CHAINS = {
    place: ((place, kab), (kab, "35"), ("35", ""), ("", "-"))
    for place, kab in (("p:1", "35.71"), ("p:2", "35.71"), ("u:3", "35.72"))
}

days = st.integers(0, DAYS - 1).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def periods(draw: st.DrawFn, values: list[str], ranked: bool) -> list[Period]:
    found = []
    for at in range(draw(st.integers(0, 4))):
        since, length = draw(days), draw(st.integers(1, DAYS))
        until = draw(st.sampled_from([None, since + timedelta(days=length)]))
        value = draw(st.sampled_from(values))
        rank = (values.index(value), value) if ranked else (since.toordinal(), at)
        found.append(Period(since, until, rank, value))
    return found


facts = st.builds(
    Facts,
    served=periods(list(CHAINS), False),
    reached=st.dictionaries(st.sampled_from(["trained", "assessed", "group:A:skilled"]), days),
    levels=periods(["purwa", "madya"], True),
    chains=st.just(CHAINS),
)


def counted(one: Facts, day: date) -> Counter[tuple[str, str]]:
    """What a kader counts as on one day, worked out the plain way."""
    here = [p for p in one.served if p.since <= day and (p.until is None or p.until > day)]
    if not here:
        return Counter()
    place = max(here, key=lambda p: p.rank).value
    measures = {"kader"} | {measure for measure, since in one.reached.items() if since <= day}
    measures |= {"pustu"} if place.startswith("u:") else set()
    awards = [p for p in one.levels if p.since <= day and (p.until is None or p.until > day)]
    measures |= {f"level:{max(awards, key=lambda p: p.rank).value}"} if awards else set()
    return Counter((where, measure) for where, _ in CHAINS[place] for measure in measures)


@given(st.lists(facts, max_size=4))
def test_the_sum_of_differences_is_what_counting_each_day_gives(everybody: list[Facts]):
    changes = deltas(line(one) for one in everybody)
    for day in (FIRST + timedelta(days=n) for n in range(0, 2 * DAYS, 3)):
        summed: Counter[tuple[str, str]] = Counter()
        for (place, _, measure, when), delta in changes.items():
            summed[place, measure] += delta if when <= day else 0
        plain = sum((counted(one, day) for one in everybody), Counter())
        assert {key: n for key, n in summed.items() if n} == dict(plain)


@given(st.lists(facts, min_size=1, max_size=5))
def test_folding_what_was_learnt_late_and_twice_ends_where_the_last_fold_alone_ends(histories: list[Facts]):
    tally: Counter[object] = Counter()
    before = Line()
    for one in [*histories, histories[-1]]:
        after = line(one)
        tally.update(difference([before], [after]))
        before = after
    wanted = difference([], [line(histories[-1])])
    assert {key: n for key, n in tally.items() if n} == wanted


@given(periods(["a", "b"], True))
def test_overlapping_periods_become_disjoint_ones(some: list[Period]):
    found = strongest(some)
    ends = [one.until for one in found]
    assert all(end is not None and end <= after.since for end, after in zip(ends, found[1:], strict=False))


def test_a_rung_reached_before_joining_counts_from_joining():
    served = [Period(date(2025, 5, 1), date(2025, 8, 1), (1,), "p:1")]
    found = spans(served, {"trained": date(2025, 2, 1)}, [])
    assert Span("trained", "p:1", date(2025, 5, 1), date(2025, 8, 1)) in found


def test_a_rung_reached_after_leaving_counts_when_she_returns():
    served = [Period(FIRST, date(2025, 3, 1), (1,), "p:1"), Period(date(2025, 9, 1), None, (2,), "p:2")]
    found = spans(served, {"trained": date(2025, 6, 1)}, [])
    assert [span for span in found if span.measure == "trained"] == [Span("trained", "p:2", date(2025, 9, 1), None)]


def test_readiness_for_all_stages_is_the_time_every_group_was_ready():
    skilled = {
        "B": {date(2025, 1, 1): 1, date(2025, 2, 1): 1, date(2025, 6, 1): -2},
        "C": {date(2025, 3, 1): 1},
    }
    assert readiness("p:1", skilled, ["B", "C"]) == [
        Span("ready", "p:1", date(2025, 3, 1), date(2025, 6, 1)),
        Span("ready:B", "p:1", date(2025, 1, 1), date(2025, 6, 1)),
        Span("ready:C", "p:1", date(2025, 3, 1), None),
    ]
    assert [span.measure for span in readiness("p:1", skilled, ["B", "C", "D"])] == ["ready:B", "ready:C"]
