"""Runs from file to plan: taken in, read, planned; the columns as an office reads them; what goes when it is old."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import audit, nik_policy
from lms.people.audit import Act
from lms.people.models import ColumnMapping, RosterRow, RosterRun, User
from lms.people.roster import choices, lines, present
from lms.people.roster.entries import Roster, open_roster
from lms.people.roster.listing import Listing
from lms.people.roster.places import Places
from lms.people.roster.plan import Planner
from lms.people.roster.present import Reach

CHUNK = 200
UNDO_DAYS = 7
# How long a run may lie still before another worker takes it up: a large file is read in one piece.
SOON, STILL, READING = timedelta(seconds=20), timedelta(seconds=60), timedelta(minutes=5)
State = RosterRun.State


@transaction.atomic
def take_in(content: bytes, filename: str, *, reach: Reach, by: User | None, now: datetime) -> RosterRun:
    """Keep a file for reading. UserError if it is empty."""
    if not content:
        raise UserError("Berkasnya kosong, jadi belum ada yang dibaca. Pilih berkas daftar kader, lalu unggah lagi.")
    run = RosterRun(
        by=by,
        area=reach.area,
        puskesmas=reach.puskesmas,
        filename=PurePath(filename.replace("\\", "/")).name[-120:],
        digest=hashlib.sha256(content).hexdigest(),
        made_at=now,
        touched_at=now,
    )
    run.file.save(str(run.uuid), ContentFile(content), save=False)
    run.save()
    note(Act.ROSTER_UPLOADED, run, by=by, now=now)
    return run


def read(run: RosterRun, *, now: datetime, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Read the file and plan every row. Out: False if the run is not waiting for it, or another worker took it.

    A file that cannot be read fails the run with a sentence for the officer; nothing else is touched.
    """
    today = timezone.localdate(now)
    if not _claim(run, now=now):
        return False
    RosterRow.objects.filter(run=run).delete()
    try:
        roster = _roster(run, today=today)
    except UserError as error:
        return _step(run, now=clock(), state=State.FAILED, message=str(error))
    found = present.places(Reach.of(run))
    return _plan(run, roster, Listing.of(roster.entries, found), found, today=today, clock=clock)


def note(act: Act, run: RosterRun, *, by: User | None, now: datetime, count: int | None = None) -> None:
    """Write down what was done with a run, by its number: never a name."""
    area = None if run.puskesmas_id else run.area
    audit.record(act, by=by, now=now, count=count, puskesmas=run.puskesmas, area=area, detail={"run": str(run.uuid)})


@transaction.atomic
def remap(run: RosterRun, mapping: dict[str, str], *, by: User | None, now: datetime) -> None:
    """Read the file again with the columns as somebody corrected them, and remember that for her office.

    UserError if something of the plan has been applied.
    """
    changed = RosterRun.objects.filter(pk=run.pk, state__in=(State.PLANNED, State.FAILED), applied_at=None).update(
        state=State.READING, mapping=mapping, touched_at=now, cursor=0, message=""
    )
    if not changed:
        raise UserError("Rencana ini sudah diterapkan, jadi kolomnya tidak diubah lagi. Unggah berkasnya sekali lagi.")
    ColumnMapping.objects.create(
        fingerprint=run.fingerprint, area=run.area, puskesmas=run.puskesmas, mapping=mapping, by=by, at=now
    )


def purge(*, now: datetime) -> int:
    """Forget files and rows of runs that can no longer be undone. Out: how many runs."""
    old = RosterRun.objects.filter(purged_at=None, made_at__lt=now - timedelta(days=UNDO_DAYS))
    still = old.exclude(applied_at__gte=now - timedelta(days=UNDO_DAYS)).exclude(
        state__in=(State.READING, State.APPLYING, State.UNDOING)
    )
    runs = list(still)
    for run in runs:
        _forget(run, now=now)
    return len(runs)


def _forget(run: RosterRun, *, now: datetime) -> None:
    while ids := list(RosterRow.objects.filter(run=run).values_list("pk", flat=True)[:CHUNK]):
        RosterRow.objects.filter(pk__in=ids).delete()
    run.file.delete(save=False)
    RosterRun.objects.filter(pk=run.pk).update(purged_at=now, file="", filename="", not_understood=[], mapping={})


def due(*, now: datetime) -> list[RosterRun]:
    """Runs that wait for a worker: nobody has come, or whoever came is gone."""
    still = models.Q(touched_at__lt=now - STILL)
    untouched = models.Q(cursor=0, touched_at__lt=now - SOON)
    reading = models.Q(state=State.READING) & (untouched | models.Q(touched_at__lt=now - READING))
    return list(RosterRun.objects.filter(reading | models.Q(still, state__in=(State.APPLYING, State.UNDOING))))


def _claim(run: RosterRun, *, now: datetime) -> bool:
    """Take the run for this worker: only one can turn the mark that it saw."""
    waiting = RosterRun.objects.filter(pk=run.pk, state=State.READING, touched_at=run.touched_at, cursor=run.cursor)
    taken = waiting.update(touched_at=now, cursor=run.cursor + 1)
    run.refresh_from_db()
    return bool(taken)


def _step(run: RosterRun, *, now: datetime, **values: object) -> bool:
    """Write values while the run is still this worker's. Out: was it?"""
    mine = RosterRun.objects.filter(pk=run.pk, state=State.READING, cursor=run.cursor)
    return bool(mine.update(touched_at=now, **values))


def _roster(run: RosterRun, *, today: date) -> Roster:
    with run.file.open("rb") as file:
        content = file.read()
    remembered = partial(_remembered, run)
    mapping, keeps = run.mapping or None, keeps_nik(run)
    return open_roster(content, run.filename, mapping=mapping, remembered=remembered, nik=keeps, today=today)


def _remembered(run: RosterRun, fingerprint: str) -> dict[str, str] | None:
    ours = ColumnMapping.objects.filter(fingerprint=fingerprint, area=run.area, puskesmas=run.puskesmas)
    latest = ours.order_by("-at").first()
    return latest.mapping if latest else None


def _plan(
    run: RosterRun, roster: Roster, listing: Listing, found: Places, *, today: date, clock: Callable[[], datetime]
) -> bool:
    reach = Reach.of(run)
    people = present.everybody(reach, found, codes=listing.codes, on=today)
    with_nik = "nik" in roster.mapping.values() and keeps_nik(run)
    if with_nik:
        people.niks_elsewhere = present.niks_elsewhere(reach, people)
    planner = Planner(people, listing.names, listing.covered)
    if not _step(run, now=clock(), total=listing.size, done=0):
        return False
    counts: Counter[str] = Counter()
    for at, some in enumerate(_batches(_rows(run, listing, planner))):
        with transaction.atomic():
            if not _step(run, now=clock(), done=min(at * CHUNK + len(some), listing.size)):
                return False
            RosterRow.objects.bulk_create(some)
        counts.update(row.outcome for row in some)
    return _step(
        run,
        now=clock(),
        state=State.PLANNED,
        planned_at=clock(),
        counts=dict(counts),
        fingerprint=roster.fingerprint,
        mapping=roster.mapping,
        with_nik=with_nik,
        sheets=list(roster.sheet_names),
        not_understood=list(roster.not_understood),
    )


def _rows(run: RosterRun, listing: Listing, planner: Planner) -> Iterator[RosterRow]:
    for row in listing.rows(run):
        entry = lines.entry_of(row)
        yield lines.put(row, planner.plan(entry, choices.said(entry.decision), line=row.line))
    for line, planned in enumerate(planner.missing(), listing.size + 1):
        yield lines.put(RosterRow(run=run, line=line, row=0), planned)


def keeps_nik(run: RosterRun) -> bool:
    """Has the Dinas of this list's kab/kota turned NIK on?"""
    return nik_policy.in_force_for(run.area.kab_code if run.area else "") is not None


def _batches(rows: Iterator[RosterRow]) -> Iterator[list[RosterRow]]:
    batch: list[RosterRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch
