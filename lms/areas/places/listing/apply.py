"""Carries out a plan in chunks: each plans anew under a lock and does the next of what is left, so that a list that
was cut short, or is applied twice or by two at once, ends in the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from lms.areas.errors import UserError
from lms.areas.models import (
    Area,
    Catchment,
    Posyandu,
    PosyanduKind,
    PosyanduStrata,
    PosyanduVerification,
    Puskesmas,
)
from lms.areas.places import facts
from lms.areas.places.listing import plan
from lms.areas.places.listing.entries import Entry
from lms.areas.places.listing.likeness import key_of
from lms.areas.places.listing.plan import Change, Item, Plan, State
from lms.areas.places.puskesmas import open_puskesmas

CHUNK = 200
NEW = "baru"  # the answer that a doubtful row is a posyandu of its own


@dataclass(frozen=True)
class Answers:
    """What somebody decided: per doubtful row (``Entry.at``) ``NEW`` or the uuid of the posyandu it means (a row
    without an answer is left alone), and which missing puskesmas are to be recorded."""

    rows: Mapping[int, str | UUID]
    puskesmas: Collection[str] = ()


@dataclass(frozen=True)
class Done:
    """How many posyandu a chunk recorded and changed, and how many puskesmas it recorded; ``left``: to be done yet."""

    new: int = 0
    changed: int = 0
    puskesmas: int = 0
    left: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(self.new + other.new, self.changed + other.changed, self.puskesmas + other.puskesmas, other.left)


@dataclass(frozen=True)
class _Change:
    """A posyandu that is to be changed, with the row that says so."""

    entry: Entry
    target: Posyandu
    changes: Sequence[Change]


@transaction.atomic
def apply_chunk(entries: Sequence[Entry], *, kab: Area, answers: Answers, today: date) -> Done:
    """The next 200 at most of what the list still asks for. Call it until ``left`` is nought."""
    # Whoever applies a list for the same kab/kota waits here.
    Area.objects.select_for_update().get(pk=kab.pk)
    wanted = {key_of(name) for name in answers.puskesmas}
    made = _record_puskesmas(plan.make(entries, kab=kab, today=today), kab, wanted, today) if wanted else 0
    planned = plan.make(entries, kab=kab, today=today)
    fresh, changed = _split(planned, answers)
    now_fresh = fresh[:CHUNK]
    now_changed = changed[: CHUNK - len(now_fresh)]
    _create(now_fresh, today=today)
    _serve(now_fresh, planned, today=today)
    for one in now_changed:
        _change(one, today=today)
    left = len(fresh) + len(changed) - len(now_fresh) - len(now_changed)
    return Done(len(now_fresh), len(now_changed), made, left)


def _split(planned: Plan, answers: Answers) -> tuple[list[Item], list[_Change]]:
    """What is to be recorded, and what is to be changed."""
    fresh = [item for item in planned.of(State.NEW) if item.puskesmas]
    changed = [_Change(item.entry, item.target, item.changes) for item in planned.of(State.CHANGED) if item.target]
    for item in planned.of(State.DOUBTFUL):
        answer = answers.rows.get(item.entry.at)
        if answer == NEW and item.puskesmas:
            fresh.append(item)
        for row, changes in item.near:
            if changes and str(row.uuid) == str(answer):
                changed.append(_Change(item.entry, row, changes))
    return fresh, changed


def _record_puskesmas(planned: Plan, kab: Area, wanted: Collection[str], today: date) -> int:
    names = {key_of(name): name for name in planned.missing if key_of(name) in wanted}
    for name in names.values():
        open_puskesmas(name=name, kab=kab, on=None, today=today)
    return len(names)


def _create(items: Sequence[Item], *, today: date) -> None:
    rows = Posyandu.objects.bulk_create(
        Posyandu(
            name=item.entry.name,
            desa=item.desa,
            puskesmas=item.puskesmas,
            registration_number=item.entry.registration_number,
            decree_number=item.entry.decree_number,
            decree_date=item.entry.decree_date,
            opened_on=item.entry.opened_on,
            opening=item.entry.opening,
        )
        for item in items
    )
    made = [(row, item.entry) for row, item in zip(rows, items, strict=True)]
    PosyanduKind.objects.bulk_create(
        PosyanduKind(
            posyandu=row,
            kind=entry.kind or PosyanduKind.Kind.TERPADU,
            since=entry.kind_on or entry.opened_on or today,
        )
        for row, entry in made
    )
    PosyanduStrata.objects.bulk_create(
        PosyanduStrata(posyandu=row, strata=entry.strata, assessed_on=entry.strata_on or today)
        for row, entry in made
        if entry.strata
    )
    PosyanduVerification.objects.bulk_create(
        PosyanduVerification(posyandu=row, what=entry.verified, verified_on=entry.verified_on or today)
        for row, entry in made
        if entry.verified
    )


def _serve(items: Sequence[Item], planned: Plan, *, today: date) -> None:
    """A kelurahan that nobody serves yet, and for which the list names one puskesmas, gets that one."""
    named: dict[int, set[Puskesmas]] = {}
    for item in items:
        if item.desa and item.puskesmas and item.desa.pk in planned.unserved:
            named.setdefault(item.desa.pk, set()).add(item.puskesmas)
    Catchment.objects.bulk_create(
        Catchment(puskesmas=one.pop(), desa_id=desa, since=today) for desa, one in named.items() if len(one) == 1
    )


def _change(one: _Change, *, today: date) -> None:
    entry, row = one.entry, one.target
    fields = {change.field for change in one.changes}
    try:
        if fields & {"registration_number", "decree_number", "decree_date"}:
            facts.set_papers(
                row,
                registration_number=entry.registration_number or row.registration_number,
                decree_number=entry.decree_number or row.decree_number,
                decree_date=entry.decree_date or row.decree_date,
                today=today,
            )
        if "opened_on" in fields:
            Posyandu.objects.filter(pk=row.pk, opened_on__isnull=True).update(opened_on=entry.opened_on)
        if "opening" in fields:
            facts.set_opening(row, opening=entry.opening, today=today)
        if "kind" in fields:
            facts.become(row, kind=entry.kind, on=entry.kind_on or today, today=today)
        if "strata" in fields:
            facts.assess_strata(row, strata=entry.strata, on=entry.strata_on or today, today=today)
        if "verified" in fields:
            facts.verify(row, what=entry.verified, on=entry.verified_on or today, today=today)
    except UserError as error:
        raise UserError(f"Baris {entry.row}, {row}: {error} Bagian sebelumnya sudah tersimpan.") from error
