"""What a planned row does to people, through their verbs, and what undoing it needs to know."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lms.areas.models import Posyandu, Pustu
from lms.people import memberships, nik, persons
from lms.people.memberships import Joining
from lms.people.models import Kader, Membership, RosterRow, User
from lms.people.nik import Wrapped
from lms.people.persons import NewKader
from lms.people.roster.entries import Entry
from lms.people.roster.match import Known
from lms.people.roster.places import Spot
from lms.people.roster.plan import FIELDS, KESEHATAN, Planned

Office = Membership.Office
PERSON = ("name", "sex", "birth_date", "phone", "served_since")
POST = ("office", "decree_number", "decree_date")
DAYS = frozenset({"birth_date", "served_since", "decree_date"})


def enter(
    rows: Sequence[tuple[Entry, Known | None, Spot | None]], *, today: date, now: datetime, by: User | None
) -> list[Membership]:
    """Up to 200 new kader with their first membership, in their order."""
    people = [_new(entry, known) for entry, known, _spot in rows if known]
    kader = persons.register_many(people)
    nik.fill({one.person: _wrapped(row[0]) for one, row in zip(kader, rows, strict=True) if row[1] and row[1].nik_mark})
    return memberships.join_many(
        [_joining(one, entry, spot, today=today) for one, (entry, _known, spot) in zip(kader, rows, strict=True)],
        now=now,
        by=by,
    )


def do(
    row: RosterRow, planned: Planned, entry: Entry, *, today: date, now: datetime, by: User | None
) -> dict[str, Any]:
    """Change, move or end what one row says of somebody we know. Out: what undoing needs. UserError if it cannot be."""
    if planned.who is None:
        raise ValueError("a row without a person does nothing")
    kader = Kader.objects.select_related("person").get(pk=planned.who.kader)
    said = {one["field"]: one["new"] for one in planned.differences}
    before = {one["field"]: one["old"] for one in planned.differences if one["field"] in (*PERSON, *POST)}
    persons.correct(kader, **{name: value(name, said[name]) for name in PERSON if name in said})
    undo: dict[str, Any] = {"before": before}
    if "nik" in said:
        nik.fill({kader.person: _wrapped(entry)})
        undo["nik"] = True
    membership = Membership.objects.filter(pk=planned.post.membership).first() if planned.post else None
    if planned.outcome == RosterRow.Outcome.LEFT and membership and planned.answer.left:
        memberships.leave(membership, on=planned.answer.left, now=now, by=by)
        return undo | {"left": membership.pk}
    if planned.outcome == RosterRow.Outcome.MOVED and membership and planned.spot:
        joined = memberships.move(membership, on=today, now=now, **_place(planned.spot), by=by)
        _restate(joined, said)
        return undo | {"left": membership.pk, "joined": joined.pk}
    if membership:
        _restate(membership, said)
        return undo | {"post": membership.pk}
    return undo | {"joined": _second(kader, planned.spot, entry, today=today, now=now, by=by).pk}


def _restate(membership: Membership, said: dict[str, str]) -> None:
    memberships.restate(membership, **{name: value(name, said[name]) for name in POST if name in said})


def _second(
    kader: Kader, spot: Spot | None, entry: Entry, *, today: date, now: datetime, by: User | None
) -> Membership:
    """She begins to serve there too; it counts her only in a field in which nothing else does."""
    joining = _joining(kader, entry, spot, today=today)
    counts = Membership.objects.filter(kader=kader, field=joining.field, primary=True, until=None).exists()
    return memberships.join_many([Joining(**{**vars(joining), "primary": not counts})], now=now, by=by)[0]


def _joining(kader: Kader, entry: Entry, spot: Spot | None, *, today: date) -> Joining:
    return Joining(
        kader=kader,
        on=min(entry.since or today, today),
        **(_place(spot) if spot else {}),
        field=entry.field if entry.field in FIELDS else KESEHATAN,
        office=entry.office or Office.KADER,
        decree_number=entry.decree_number,
        decree_date=entry.decree_date,
    )


def _place(spot: Spot) -> dict[str, Any]:
    """The place as memberships name it. By its id alone: a chunk is not to ask for each row."""
    return {"posyandu": Posyandu(pk=spot.id, name=spot.name)} if spot.id > 0 else {"pustu": Pustu(pk=-spot.id)}


def _new(entry: Entry, known: Known) -> NewKader:
    given = {"sex": entry.sex} if entry.sex else {}
    return NewKader(
        name=known.name,
        birth_date=entry.birth_date,
        phone=entry.phone,
        served_since=entry.served_since,
        **given,
    )


def _wrapped(entry: Entry) -> Wrapped:
    return Wrapped(entry.nik_mark, entry.nik_sealed)


def written(value: Any) -> str:
    """A value as differences write it."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def value(name: str, written: str) -> Any:
    """What differences write, as the value of that field."""
    if name in DAYS:
        return date.fromisoformat(written) if written else None
    return written
