"""Records who was at a training event on which day (the entry of the signed daftar hadir)."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import records
from assessments.models import Attendance, TrainingEvent
from assessments.serving import Serving
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from lms.people.scope import Action, rows


def record(event: TrainingEvent, kader: Kader, *, day: date, by: User | None, now: datetime) -> Attendance:
    """One kader was there on that day; a second entry gives the first. UserError as in ``record_many``."""
    record_many(event, [kader.pk], day=day, by=by, now=now)
    return Attendance.objects.get(event=event, kader=kader, day=day)


def record_many(event: TrainingEvent, kader_ids: Iterable[int], *, day: date, by: User | None, now: datetime) -> int:
    """These kader were there on that day. Out: how many entries were new.

    Chunks of at most 200, each its own transaction with its records. ``by`` None: taken over by the installation
    itself. UserError: not a day of the event, a day to come, or a kader outside the officer's scope on that day.
    """
    if not event.starts_on <= day < event.ends_before:
        raise UserError(_("Hari itu bukan hari kegiatan. Periksa lagi tanggalnya."))
    moment = datetime.combine(day, time(), tzinfo=ZoneInfo(event.kab.time_zone))
    if moment > now:
        raise UserError(_("Hari itu belum tiba. Kehadiran dicatat pada harinya."))
    return sum(_record(event, some, day=day, by=by, now=now) for some in records.chunks(sorted(set(kader_ids))))


@transaction.atomic
def _record(event: TrainingEvent, kader_ids: list[int], *, day: date, by: User | None, now: datetime) -> int:
    if by is not None:
        _in_scope(kader_ids, by, day)
    there = set(Attendance.objects.filter(event=event, day=day, kader__in=kader_ids).values_list("kader_id", flat=True))
    serving = Serving(kader_ids, field=event.programme.field)
    noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(event.kab.time_zone))
    fresh = [
        Attendance(
            kader_id=kader,
            membership=serving.on(kader, day),
            happened_at=min(noon, now),
            received_at=now,
            event=event,
            day=day,
            recorded_by=by,
        )
        for kader in kader_ids
        if kader not in there
    ]
    Attendance.objects.bulk_create(fresh)
    records.refresh(kader_ids, programme=event.programme, now=now)
    return len(fresh)


def _in_scope(kader_ids: list[int], by: User, day: date) -> None:
    theirs = rows(by, Action.ASSESS, Kader.objects.filter(pk__in=kader_ids), on=day).count()
    if theirs != len(kader_ids):
        raise UserError(_("Ada kader yang tidak bertugas di wilayah Ibu/Bapak pada hari itu. Belum ada yang dicatat."))
