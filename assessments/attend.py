"""Records who was at a training event on which day or session (the entry of the signed daftar hadir)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments import event_rights, records
from assessments.event_roll import WHO
from assessments.models import Attendance, EventSession, TrainingEvent
from assessments.rules import local_day
from assessments.serving import Serving
from lms.areas.errors import UserError
from lms.people.models import Kader, User

REASON = 300


@dataclass(frozen=True)
class _When:
    """Of which day or session, and how it was seen."""

    event: TrainingEvent
    day: date
    session: EventSession | None
    way: str
    moments: Mapping[int, datetime]


def record(
    event: TrainingEvent,
    kader: Kader,
    *,
    day: date,
    by: User | None,
    now: datetime,
    session: EventSession | None = None,
    way: str = Attendance.Way.LIST,
    happened_at: datetime | None = None,
) -> Attendance:
    """One kader was there on that day; a second entry gives the first. UserError as in ``record_many``."""
    record_many(event, [kader.pk], day=day, by=by, now=now, session=session, way=way, happened_at=happened_at)
    return _entered(event, [kader.pk], day=day, session=session).filter(supersedes=None).earliest("received_at")


def record_many(
    event: TrainingEvent,
    kader_ids: Iterable[int],
    *,
    day: date,
    by: User | None,
    now: datetime,
    session: EventSession | None = None,
    way: str = Attendance.Way.LIST,
    happened_at: datetime | None = None,
) -> int:
    """These kader were there on that day, or in that session of it. Out: how many entries were new.

    Chunks of at most 200, each its own transaction with its records; whoever is entered already is passed over.
    ``happened_at`` None: noon of the day, on the event's clock. ``by`` None: taken over by the installation itself.
    A planned event runs from its first entry on. UserError: called off, not a day of the event, a day to come, another
    event's session, or a kader outside the officer's scope on that day.
    """
    _check(event, day, session, now)
    noon = datetime.combine(day, time(12), tzinfo=event.zone)
    when = _When(event, day, session, way, dict.fromkeys(kader_ids, min(happened_at or noon, now)))
    return _record_all(when, by=by, now=now)


def record_scans(
    event: TrainingEvent,
    moments: Mapping[int, datetime],
    *,
    day: date,
    by: User,
    now: datetime,
    session: EventSession | None = None,
    way: str = Attendance.Way.SCAN,
) -> int:
    """As ``record_many``, each kader at her own moment."""
    _check(event, day, session, now)
    return _record_all(_When(event, day, session, way, moments), by=by, now=now)


@transaction.atomic
def correct(attendance: Attendance, *, present: bool, reason: str, by: User, now: datetime) -> Attendance:
    """She was not there after all, or was: a new row that supersedes. The old one stays, with who and why.

    UserError: no reason, nothing to correct, corrected by somebody else meanwhile, or not in the officer's scope.
    """
    if not reason.strip():
        raise UserError(_("Tulis alasan koreksi. Catatan lama tetap tersimpan."))
    if attendance.present == present:
        raise UserError(_("Tidak ada yang berubah: catatannya sudah demikian."))
    _in_scope(attendance.event, [attendance.kader_id], by, local_day(now, attendance.event.kab.time_zone))
    row = Attendance(
        kader_id=attendance.kader_id,
        membership_id=attendance.membership_id,
        happened_at=attendance.happened_at,
        received_at=now,
        event=attendance.event,
        day=attendance.day,
        session_id=attendance.session_id,
        way=attendance.way,
        present=present,
        recorded_by=by,
        supersedes=attendance,
        reason=reason.strip()[:REASON],
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise UserError(_("Kehadiran itu sudah dikoreksi. Buka lagi halamannya, lihat yang terbaru.")) from None
    records.refresh([row.kader_id], programme=row.event.programme, now=now)
    return row


def _check(event: TrainingEvent, day: date, session: EventSession | None, now: datetime) -> None:
    if event.status == TrainingEvent.Status.CALLED_OFF:
        raise UserError(_("Kegiatan ini dibatalkan. Kehadiran tidak dicatat."))
    if not event.starts_on <= day < event.ends_before:
        raise UserError(_("Hari itu bukan hari kegiatan. Periksa lagi tanggalnya."))
    if session is not None and (session.event_id, session.day) != (event.pk, day):
        raise UserError(_("Sesi itu bukan sesi hari itu. Buka lagi jadwalnya."))
    if day > local_day(now, event.kab.time_zone):
        raise UserError(_("Hari itu belum tiba. Kehadiran dicatat pada harinya."))


def _record_all(when: _When, *, by: User | None, now: datetime) -> int:
    return sum(_record(when, some, by=by, now=now) for some in records.chunks(sorted(when.moments)))


@transaction.atomic
def _record(when: _When, kader_ids: list[int], *, by: User | None, now: datetime) -> int:
    if by is not None:
        _in_scope(when.event, kader_ids, by, when.day)
    records.lock(kader_ids)  # two lists of the same people at once
    entered = _entered(when.event, kader_ids, day=when.day, session=when.session).values_list("kader_id", WHO)
    there = {pk for both in entered for pk in both}
    serving = Serving(kader_ids, field=when.event.programme.field)
    fresh = [_row(when, kader, serving, by, now) for kader in kader_ids if kader not in there]
    Attendance.objects.bulk_create(fresh)
    planned = TrainingEvent.objects.filter(pk=when.event.pk, status=TrainingEvent.Status.PLANNED)
    planned.update(status=TrainingEvent.Status.RUNNING)
    records.refresh(kader_ids, programme=when.event.programme, now=now)
    return len(fresh)


def _entered(
    event: TrainingEvent, kader_ids: Sequence[int], *, day: date, session: EventSession | None
) -> QuerySet[Attendance]:
    """What is there of them on that day or session, also under a row that was merged into hers."""
    rows = Attendance.objects.filter(event=event, day=day, session=session)
    return rows.filter(Q(kader__in=kader_ids) | Q(kader__merged_into__in=kader_ids))


def _row(when: _When, kader: int, serving: Serving, by: User | None, now: datetime) -> Attendance:
    return Attendance(
        kader_id=kader,
        membership=serving.on(kader, when.day),
        happened_at=when.moments[kader],
        received_at=now,
        event=when.event,
        day=when.day,
        session=when.session,
        way=when.way,
        recorded_by=by,
    )


def _in_scope(event: TrainingEvent, kader_ids: list[int], by: User, day: date) -> None:
    if not event_rights.may_enter(by, event, on=day):
        raise UserError(_("Kegiatan ini bukan kegiatan di wilayah Ibu/Bapak. Belum ada yang dicatat."))
    theirs = event_rights.kader_of(by, event, on=day).filter(pk__in=kader_ids).count()
    if theirs != len(kader_ids):
        raise UserError(_("Ada kader yang tidak bertugas di wilayah Ibu/Bapak pada hari itu. Belum ada yang dicatat."))
