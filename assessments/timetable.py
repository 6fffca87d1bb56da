"""The timetable (*jadwal*) of an event: what happens when, in the local time of its kab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments import event_rights
from assessments.models import Attendance, EventSession, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people.models import User
from modules.models import CompetencyGroup

SESSION_HOURS = ((time(8, 30), time(10)), (time(10, 15), time(12)), (time(13), time(14, 30)))


@dataclass(frozen=True)
class Line:
    """One session as somebody writes it; no groups: nothing is taught."""

    day: date
    starts: time
    ends: time
    title: str
    groups: tuple[CompetencyGroup, ...] = ()
    speaker: str = ""


@transaction.atomic
def put(
    event: TrainingEvent, line: Line, *, by: User | None, now: datetime, session: EventSession | None = None
) -> EventSession:
    """A new session, or another text of one. ``by`` None: by the installation itself.

    UserError: not hers to plan, outside the event's days, ending before it starts, a group that the event does not
    cover, twice the same, or another day although people are entered for it.
    """
    _may(event, by, now)
    if not event.starts_on <= line.day < event.ends_before:
        raise UserError(_("Hari itu bukan hari kegiatan. Periksa lagi tanggalnya."))
    if line.ends <= line.starts:
        raise UserError(_("Sesi selesai sebelum mulai. Periksa lagi jamnya."))
    if not set(line.groups) <= set(event.groups.all()):
        raise UserError(_("Kelompok itu tidak dicakup kegiatan ini. Ubah dulu kegiatannya."))
    if session is not None and session.day != line.day and Attendance.objects.filter(session=session).exists():
        raise UserError(_("Kehadiran sesi ini sudah dicatat, jadi harinya tidak dapat diganti."))
    row = session or EventSession(event=event)
    row.day, row.starts, row.ends, row.title, row.speaker = line.day, line.starts, line.ends, line.title, line.speaker
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise UserError(_("Sesi itu sudah ada pada jam yang sama.")) from None
    row.groups.set(line.groups)
    return row


@transaction.atomic
def remove(session: EventSession, *, by: User, now: datetime) -> None:
    """Take a session off. UserError: not hers to plan, or people are entered for it."""
    _may(session.event, by, now)
    if Attendance.objects.filter(session=session).exists():
        raise UserError(_("Kehadiran sesi ini sudah dicatat, jadi sesinya tetap ada."))
    session.delete()


@transaction.atomic
def fill(event: TrainingEvent, *, by: User | None, now: datetime) -> int:
    """Write the proposal into an empty timetable. Out: how many sessions; none where there is one already."""
    if event.sessions.exists():
        return 0
    lines = list(proposal(event.days, list(event.groups.order_by("position")), is_assessment=_assesses(event)))
    for line in lines:
        put(event, line, by=by, now=now)
    return len(lines)


def proposal(days: Sequence[date], groups: Sequence[CompetencyGroup], *, is_assessment: bool) -> Iterator[Line]:
    """A usual timetable to start from: the groups one after another, spread evenly over the days."""
    if is_assessment:
        for day in days:
            yield Line(day, time(7, 30), time(8), _("Pendaftaran ulang"))
            yield Line(day, time(8), time(8, 30), _("Penjelasan dan kalibrasi tim penilai"))
            yield Line(day, time(8, 30), time(12), _("Penilaian di pos"), tuple(groups))
            yield Line(day, time(13), time(15), _("Penilaian di pos, lanjutan"), tuple(groups))
        return
    slots = [(day, *hours) for day in days for hours in SESSION_HOURS]
    for number, day in enumerate(days):
        yield Line(day, time(7, 30), time(8), _("Pendaftaran ulang"))
        yield Line(day, time(8), time(8, 30), _("Pembukaan dan pre-test") if number == 0 else _("Ulasan hari kemarin"))
        end = _("Post-test dan rencana tindak lanjut") if number == len(days) - 1 else _("Ulasan dan tanya jawab")
        yield Line(day, time(14, 30), time(15, 30), end)
    for number, (day, starts, ends) in enumerate(slots):
        taught = _of_slot(groups, number, len(slots))
        yield Line(day, starts, ends, _taught(taught), taught)


def _of_slot(groups: Sequence[CompetencyGroup], number: int, slots: int) -> tuple[CompetencyGroup, ...]:
    """Of five groups in three slots: two, two, one; of one group in three slots: it each time."""
    first, last = number * len(groups) // slots, (number + 1) * len(groups) // slots
    return tuple(groups[first : max(last, first + 1)])


def _taught(groups: Sequence[CompetencyGroup]) -> str:
    return "; ".join(group.title for group in groups)[:120]


def _assesses(event: TrainingEvent) -> bool:
    return event.kind == TrainingEvent.Kind.ASSESSMENT


def _may(event: TrainingEvent, by: User | None, now: datetime) -> None:
    if by is not None and not event_rights.may_plan(by, event, on=local_day(now, event.kab.time_zone)):
        raise UserError(_("Jadwal tidak berubah: bukan kegiatan kantor Ibu/Bapak."))
