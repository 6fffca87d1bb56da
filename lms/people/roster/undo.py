"""Takes back what a run did, row by row from the last to the first, for seven days.

A row stays as it is, with the reason, once somebody has built on it: evidence, a card, an account, another change. Whom
the run entered counts on no day any more and loses her name (``docs/decisions``): boards of the days in between say
what is true, that she was not there.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import corrections, memberships, nik, persons
from lms.people.audit import Act
from lms.people.models import (
    AuditEvent,
    Kader,
    Membership,
    MembershipChange,
    Person,
    PhoneCode,
    RosterRow,
    RosterRun,
    User,
)
from lms.people.roster import acts, lines, runs, words
from lms.people.roster.apply import CHUNK

DAYS = timedelta(days=runs.UNDO_DAYS)
BOOKKEEPING = (
    AuditEvent,
    Membership,
    MembershipChange,
    PhoneCode,
    RosterRow,
)  # their being there does not say that she is used
State = RosterRun.State


def until(run: RosterRun) -> datetime | None:
    """Until when a run can be undone; None if it was not applied or is undone."""
    return run.applied_at + DAYS if run.applied_at and run.state == State.APPLIED else None


@transaction.atomic
def start(run: RosterRun, *, by: User | None, now: datetime) -> None:
    """Let the workers take a run back. UserError after seven days, and for one that was not applied."""
    end = until(run)
    if end is None or now > end:
        raise UserError("Daftar ini tidak dapat dibatalkan lagi: sudah lewat tujuh hari, atau tidak pernah diterapkan.")
    rows = RosterRow.objects.filter(run=run, applied_at__isnull=False)
    last = rows.aggregate(last=models.Max("line"))["last"] or 0
    mine = RosterRun.objects.filter(pk=run.pk, state=State.APPLIED)
    if not mine.update(state=State.UNDOING, cursor=last + 1, done=0, total=rows.count(), touched_at=now, applied_by=by):
        raise UserError("Daftar ini sedang dibatalkan. Muat ulang halaman untuk melihatnya.")
    runs.note(Act.ROSTER_UNDONE, run, by=by, now=now, count=rows.count())


def work(run: RosterRun, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Undo chunk after chunk. Safe to run many times at once, as applying is."""
    while step(run, now=clock()):
        pass


@transaction.atomic
def step(run: RosterRun, *, now: datetime) -> bool:
    """One chunk, or the end. Out: is there more to do?"""
    run.refresh_from_db()
    if run.state != State.UNDOING:
        return False
    rows = RosterRow.objects.filter(run=run, applied_at__isnull=False, undone_at=None, line__lt=run.cursor)
    some = list(rows.select_related("kader__person").order_by("-line")[:CHUNK])
    mine = RosterRun.objects.filter(pk=run.pk, state=State.UNDOING, cursor=run.cursor)
    if not some:
        mine.update(state=State.UNDONE, undone_at=now, touched_at=now)
        return False
    if mine.update(cursor=some[-1].line, done=run.done + len(some), touched_at=now):
        one_each: dict[int | None, Kader | None] = {}
        for row in some:  # two rows of one kader: what one takes back, the other sees
            row.kader = one_each.setdefault(row.kader_id, row.kader)
            _undo(row, by=run.applied_by, now=now)
        RosterRow.objects.bulk_update(some, ["undone_at", "kept_because"])
    return True


def _undo(row: RosterRow, *, by: User | None, now: datetime) -> None:
    try:
        with transaction.atomic():
            _take_back(row, by=by, now=now)
    except UserError as error:
        row.kept_because = str(error)
    else:
        row.undone_at = now


def _take_back(row: RosterRow, *, by: User | None, now: datetime) -> None:
    made: dict[str, Any] = row.undo
    if not made or row.kader is None:
        return
    joined = Membership.objects.filter(pk__in=[made.get("joined")]).first()
    if made.get("made"):
        _refuse_known(row, row.kader)
    if joined is not None:
        _refuse_used(Membership, joined.pk)
        corrections.void(joined, now=now, by=by)
    if "left" in made:
        corrections.reopen(Membership.objects.get(pk=made["left"]), now=now, by=by)
    _write_back(row, row.kader)
    if made.get("nik") and row.kader.person.nik_index == row.nik_index:
        nik.remove(row.kader, by=by, now=now)
    if made.get("made"):
        persons.erase(row.kader.person, now=now)


def _write_back(row: RosterRow, kader: Kader) -> None:
    """The values before, where what the run wrote still stands."""
    before: dict[str, str] = row.undo.get("before", {})
    written = {one["field"]: one["new"] for one in row.differences}
    post = Membership.objects.filter(pk__in=[row.undo.get("post")]).first()
    if post is None:  # she moved: where she was before was never written on
        before = {name: old for name, old in before.items() if name in acts.PERSON}
    for name in before:
        now_there = getattr(_holder(name, kader, post), name, None)
        if acts.written(now_there) != written.get(name):
            raise UserError("Datanya sudah diubah lagi sesudah daftar ini diterapkan, jadi dibiarkan.")
    persons.correct(kader, **{name: acts.value(name, old) for name, old in before.items() if name in acts.PERSON})
    if post is not None:
        values = {name: acts.value(name, old) for name, old in before.items() if name in acts.POST}
        memberships.restate(post, **values)


def _holder(name: str, kader: Kader, post: Membership | None) -> Kader | Person | Membership | None:
    if name in acts.POST:
        return post
    return kader if name == "served_since" else kader.person


def _refuse_known(row: RosterRow, kader: Kader) -> None:
    """Has anybody acted on the one whom this row entered?"""
    entry = lines.entry_of(row)
    person = kader.person
    if (person.phone, person.birth_date, person.name) != (entry.phone, entry.birth_date, words.kept_name(entry)):
        raise UserError("Datanya sudah diubah lagi sesudah daftar ini diterapkan, jadi dibiarkan.")
    others = kader.memberships.exclude(pk=row.undo.get("joined")).exclude(until=models.F("since"))
    if others.exists() or kader.memberships.filter(pk=row.undo.get("joined"), until__isnull=False).exists():
        raise UserError("Tugasnya sudah diubah lagi sesudah daftar ini diterapkan, jadi dibiarkan.")
    _refuse_used(Kader, kader.pk)
    _refuse_used(Person, person.pk)


def _refuse_used(model: type[models.Model], pk: int) -> None:
    """Does anything point to that row, on any floor, that is neither bookkeeping nor made again from the rest?"""
    if any(related.filter(**{name: pk}).exists() for related, name in _pointing_to(model)):
        raise UserError(
            "Ia sudah punya kartu, akun, nilai, atau catatan lain, jadi dibiarkan. Akhiri tugasnya bila perlu."
        )


def _pointing_to(model: type[models.Model]) -> Iterator[tuple[models.QuerySet[models.Model], str]]:
    for field in model._meta.get_fields(include_hidden=True):
        if not isinstance(field, ForeignObjectRel) or field.related_model in (*BOOKKEEPING, "self"):
            continue
        related: type[models.Model] = field.related_model
        if not getattr(related, "derived", False) and not (model is Person and related is Kader):
            yield related._base_manager.all(), field.field.name
