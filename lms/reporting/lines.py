"""Brings the lines of kader and posyandu up to what the floors below say, and the tallies with them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from lms.reporting import facts, ledger, rules
from lms.reporting.models import KaderLine, PosyanduLine, Tally
from lms.reporting.rules import Delta, Line, Span
from modules.models import Programme

Row = TypeVar("Row", KaderLine, PosyanduLine)


def refold(kader_ids: Collection[int], *, programme: Programme, now: datetime) -> None:
    """Count these kader anew. A fixed number of queries; call it inside a transaction that holds the fold's lock."""
    after = {key: rules.line(one) for key, one in facts.read(kader_ids, programme=programme).items()}
    change = _replace(KaderLine, "kader_id", after, programme=programme, now=now)
    touched = {
        int(place[2:])
        for place, _, measure, _ in change
        if place.startswith("p:") and measure.startswith("group:") and measure.endswith(":skilled")
    }
    if touched:
        refold_posyandu(touched, programme=programme, now=now)


def refold_posyandu(posyandu_ids: Collection[int], *, programme: Programme, now: datetime) -> None:
    """See anew when these posyandu were ready for each group, from their own tallies."""
    places = {f"p:{key}": key for key in posyandu_ids}
    skilled = _skilled(places, programme)
    staged = [key for key, stages in programme.groups.values_list("key", "life_stages") if stages]
    chains = facts.chains(places)
    after = {key: _line(rules.readiness(place, skilled[place], staged), chains[place]) for place, key in places.items()}
    _replace(PosyanduLine, "posyandu_id", after, programme=programme, now=now)


def restored(row: KaderLine | PosyanduLine) -> Line:
    """A stored line as the rules want it."""
    return Line(
        tuple(
            Span(measure, place, date.fromisoformat(since), date.fromisoformat(until) if until else None)
            for measure, place, since, until in row.spans
        ),
        {place: tuple((own, parent) for own, parent in chain) for place, chain in row.chains.items()},
    )


def _line(spans: list[Span], chain: rules.Chain) -> Line:
    return Line(tuple(spans), {chain[0][0]: chain} if spans else {})


def _skilled(places: Iterable[str], programme: Programme) -> Mapping[str, Mapping[str, Mapping[date, int]]]:
    measures = {f"group:{key}:skilled": key for key in programme.groups.values_list("key", flat=True)}
    rows = Tally.objects.filter(programme=programme, place__in=list(places), measure__in=measures)
    found: dict[str, dict[str, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
    for place, measure, day, delta in rows.values_list("place", "measure", "day", "delta"):
        changes = found[place][measures[measure]]
        changes[day] = changes.get(day, 0) + delta
    return found


def _replace(
    model: type[Row], about: str, after: Mapping[int, Line], *, programme: Programme, now: datetime
) -> Mapping[Delta, int]:
    """Store these lines and add what differs to the tallies. Out: what was added."""
    stored = model._default_manager.filter(programme=programme, **{f"{about}__in": list(after)})
    before = {getattr(row, about): restored(row) for row in stored}
    differing = [key for key, line in after.items() if line != before.get(key, Line())]
    change = rules.difference((before[key] for key in differing if key in before), (after[key] for key in differing))
    model._default_manager.bulk_create(
        (model(**{about: key}, programme=programme, folded_at=now, **_stored(after[key])) for key in differing),
        update_conflicts=True,
        unique_fields=[about.removesuffix("_id"), "programme"],
        update_fields=["spans", "chains", "folded_at"],
    )
    ledger.add(change, programme=programme)
    return change


def _stored(line: Line) -> dict[str, Any]:
    return {
        "spans": [
            [span.measure, span.place, span.since.isoformat(), span.until.isoformat() if span.until else None]
            for span in line.spans
        ],
        "chains": line.chains,
    }
