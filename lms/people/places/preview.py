"""What a move, merger or split does to people, in words, before it is done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lms.people.models import Membership
from lms.people.models.kader import Field
from lms.people.places.rules import KADER, Outcome, Serving
from lms.people.places.transfer import Plan


@dataclass(frozen=True)
class Row:
    """One kader in one bidang: who, bidang and office afterwards, what is not as it was ("": she just goes along)."""

    name: str
    small: str
    what: str
    kind: str


@dataclass(frozen=True)
class Seat:
    """An office that several hold and one can keep: its name, who (uuid, words), and who keeps it unless told."""

    key: str
    title: str
    holders: Sequence[tuple[UUID, str]]

    @property
    def first(self) -> UUID:
        return self.holders[0][0]


@dataclass(frozen=True)
class Preview:
    """``fields``: bidang and how many come; ``twins``: names that two different kader here bear."""

    fields: Sequence[tuple[str, int]]
    rows: Sequence[Row]
    seats: Sequence[Seat]
    twins: Sequence[str]
    kader: int
    mark: str


def of(planned: Plan, outcomes: Iterable[Outcome] | None = None, *, names: bool, mark: str = "") -> Preview:
    """The words of a plan (or of some outcomes of it), with names only for those who may read them. No query."""
    touched = [one for one in (planned.outcomes if outcomes is None else outcomes) if one.ends]
    come = [(one.field, one.kader) for one in touched if any(not row.at_target for row in one.ends)]
    counts = Counter(field for field, _kader in come)
    return Preview(
        fields=[(str(Field(key).label), counts[key]) for key in Field.values if counts[key]],
        rows=[_row(one, planned) for one in sorted(touched, key=lambda one: _name(one.kader, planned))]
        if names
        else [],
        seats=[_seat(key, holders, planned, names=names) for key, holders in planned.contested.items()],
        twins=_twins(planned) if names else [],
        kader=len({kader for _field, kader in come}),
        mark=mark or planned.mark,
    )


def chosen(planned: Plan, posted: dict[str, str]) -> dict[str, int]:
    """Contested seat -> the kader that the form names for it; a seat without a right name is left to the rule."""
    uuids = {str(row.kader.uuid): row.kader_id for row in planned.rows.values()}
    told = {key: uuids.get(posted.get(f"kursi-{key}", "")) for key in planned.contested}
    return {key: kader for key, kader in told.items() if kader in planned.contested[key]}


def _row(outcome: Outcome, planned: Plan) -> Row:
    offices = {row.office for row in outcome.ends}
    office = str(Membership.Office(outcome.office).label)
    before = next(iter(offices - {outcome.office}), "")
    small = f"{Field(outcome.field).label} · {office}"
    name = _name(outcome.kader, planned)
    if len(outcome.ends) + (outcome.stays is not None) > 1:
        return Row(name, small, _("tercatat di keduanya, selanjutnya satu"), "warn")
    if before and before != KADER:
        was = Membership.Office(before).label.lower()
        return Row(name, small, _("sebelumnya %(office)s") % {"office": was}, "warn")
    return Row(name, small, "", "")


def _seat(key: str, holders: list[int], planned: Plan, *, names: bool) -> Seat:
    office, _colon, field = key.partition(":")
    title = str(Membership.Office(office).label) + (f" {Field(field).label}" if field else "")
    rows = [_holding(kader, key, planned) for kader in holders]
    return Seat(key, title, [(row.kader.uuid, _who(row, planned, names=names)) for row in rows])


def _holding(kader: int, key: str, planned: Plan) -> Membership:
    office = key.partition(":")[0]
    return next(row for row in planned.rows.values() if row.kader_id == kader and row.office == office)


def _who(row: Membership, planned: Plan, *, names: bool) -> str:
    at_target = planned.target is not None and row.posyandu_id == planned.target.pk
    place = _("dari posyandu tujuan") if at_target else _("dari posyandu yang digabung")
    return f"{row.kader.person.name}, {place}" if names else place


def _name(kader: int, planned: Plan) -> str:
    return planned.kader[kader].kader.person.name


def _twins(planned: Plan) -> list[str]:
    found: dict[str, set[int]] = defaultdict(set)
    for row in planned.rows.values():
        found[" ".join(row.kader.person.name.casefold().split())].add(row.kader_id)
    return sorted(_name(min(kader), planned) for kader in found.values() if len(kader) > 1)


def choices(planned: Plan) -> list[tuple[str, str]]:
    """Everybody of a posyandu to choose from: uuid, and name with bidang and office."""
    theirs: dict[int, list[Serving]] = defaultdict(list)
    for row in planned.serving:
        theirs[row.kader].append(row)
    return [(str(planned.kader[kader].kader.uuid), _described(kader, rows, planned)) for kader, rows in theirs.items()]


def _described(kader: int, rows: list[Serving], planned: Plan) -> str:
    does = [f"{Field(row.field).label}, {Membership.Office(row.office).label.lower()}" for row in rows]
    return f"{_name(kader, planned)} ({'; '.join(does)})"
