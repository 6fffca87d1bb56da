"""What one kader, and one posyandu, contribute to the tallies. Pure: facts in, spans and differences out.

Measures: ``kader`` (serves, in the programme's bidang: the denominator), ``pustu`` (of these, at a pustu),
``trained``, ``assessed``, ``skilled`` (the three rungs over the whole programme), ``group:A:trained``,
``group:A:assessed``, ``group:A:skilled``, ``comp:B3:skilled``, ``level:<key>`` (the highest award in force) and, of
posyandu, ``ready:A`` (at least one of its kader is terampil in the whole group) and ``ready`` (so in every group that
serves a life stage).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

NATION = ""
ABOVE_NATION = "-"

Chain = tuple[tuple[str, str], ...]  # (place, parent) of everything a kader counts in, her own place first
Delta = tuple[str, str, str, date]  # place, parent, measure, day


class Span(NamedTuple):
    """A measure holds at a place from a day until (not on) another; None: it still does."""

    measure: str
    place: str
    since: date
    until: date | None


class Period(NamedTuple):
    """Something that was so in a period. Where several overlap, the highest ``rank`` holds."""

    since: date
    until: date | None
    rank: tuple[int | str, ...]
    value: str


@dataclass(frozen=True)
class Facts:
    """What the base tables say of one kader.

    ``served`` are her primary memberships (value: ``p:12`` or ``u:3``), ``reached`` the day of each rung by its
    measure, ``levels`` her awards (value: the level's key). ``chains`` say where each place stands.
    """

    served: Sequence[Period] = ()
    reached: Mapping[str, date] = field(default_factory=dict)
    levels: Sequence[Period] = ()
    chains: Mapping[str, Chain] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """What is counted of one kader or posyandu: spans at its own place, and what each place adds up into."""

    spans: tuple[Span, ...] = ()
    chains: Mapping[str, Chain] = field(default_factory=dict)


def line(facts: Facts) -> Line:
    """A kader's whole contribution. Every rung counts only while she serves, wherever she serves then."""
    found = spans(facts.served, facts.reached, facts.levels)
    return Line(tuple(found), {place: facts.chains[place] for place in sorted({span.place for span in found})})


def spans(served: Iterable[Period], reached: Mapping[str, date], levels: Iterable[Period]) -> list[Span]:
    """The periods in which she counts. A kader of two memberships at once counts in the one that began later.

    A rung reached before joining counts from joining; leaving ends everything; it counts again when she returns.
    """
    held = strongest(levels)
    found = []
    for place in strongest(served):
        found.append(Span("kader", place.value, place.since, place.until))
        if place.value.startswith("u:"):
            found.append(Span("pustu", place.value, place.since, place.until))
        found += [_cut(measure, place, day, None) for measure, day in reached.items()]
        found += [_cut(f"level:{level.value}", place, level.since, level.until) for level in held]
    return sorted((span for span in found if span.until is None or span.since < span.until), key=_order)


def strongest(periods: Iterable[Period]) -> list[Period]:
    """Periods that may overlap, as disjoint ones: on each day the one of highest rank. Oldest first."""
    all_of_them = list(periods)
    marks: list[date] = sorted({p.since for p in all_of_them} | {p.until for p in all_of_them if p.until})
    found: list[Period] = []
    for since, until in zip(marks, [*marks[1:], None], strict=False):
        here = [p for p in all_of_them if p.since <= since and (p.until is None or p.until > since)]
        if not here:
            continue
        best = max(here, key=lambda p: p.rank)
        if found and found[-1].until == since and found[-1].value == best.value:
            found[-1] = found[-1]._replace(until=until)
        else:
            found.append(Period(since, until, best.rank, best.value))
    return found


def deltas(lines: Iterable[Line]) -> Counter[Delta]:
    """By how much these lines raise or lower each place on each day."""
    at_own_place: Counter[tuple[Chain, str, date]] = Counter()
    for one in lines:
        for measure, place, since, until in one.spans:
            chain = one.chains[place]
            at_own_place[chain, measure, since] += 1
            if until:
                at_own_place[chain, measure, until] -= 1
    found: Counter[Delta] = Counter()
    for (chain, measure, day), change in at_own_place.items():
        for place, parent in chain:
            found[place, parent, measure, day] += change
    return found


def difference(before: Iterable[Line], after: Iterable[Line]) -> dict[Delta, int]:
    """What must be added to the tallies so that they hold ``after`` where they held ``before``."""
    change = deltas(after)
    change.subtract(deltas(before))
    return {key: delta for key, delta in change.items() if delta}


def readiness(place: str, skilled: Mapping[str, Mapping[date, int]], staged: Iterable[str]) -> list[Span]:
    """When a posyandu was ready. In: per group the changes of its number of skilled kader, and the groups that serve
    a life stage. It is ready for a group while at least one of its kader is skilled in all of it.
    """
    ready = {group: _above_nought(changes) for group, changes in skilled.items()}
    found = [Span(f"ready:{group}", place, *period) for group, periods in ready.items() for period in periods]
    needed = list(staged)
    if needed and all(ready.get(group) for group in needed):
        found += [Span("ready", place, *period) for period in _common([ready[group] for group in needed])]
    return sorted(found, key=_order)


def in_force(line: Line, day: date) -> dict[str, set[str]]:
    """Per place the measures that hold on that day."""
    found: dict[str, set[str]] = defaultdict(set)
    for measure, place, since, until in line.spans:
        if since <= day and (until is None or until > day):
            found[place].add(measure)
    return found


def _cut(measure: str, place: Period, since: date, until: date | None) -> Span:
    ends = [end for end in (place.until, until) if end]
    return Span(measure, place.value, max(place.since, since), min(ends) if ends else None)


def _order(span: Span) -> tuple[str, str, date]:
    return span.measure, span.place, span.since


def _above_nought(changes: Mapping[date, int]) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    count, began = 0, None
    for day in sorted(changes):
        count += changes[day]
        if count > 0 and began is None:
            began = day
        elif count <= 0 and began is not None:
            found.append((began, day))
            began = None
    return [*found, (began, None)] if began else found


def _common(all_periods: Sequence[Sequence[tuple[date, date | None]]]) -> list[tuple[date, date | None]]:
    """The periods in which every one of the lists has a period."""
    changes: Counter[date] = Counter()
    for periods in all_periods:
        for since, until in periods:
            changes[since] += 1
            if until:
                changes[until] -= 1
    needed = len(all_periods) - 1
    first = min(changes)
    changes[first] -= needed
    return _above_nought(changes)
