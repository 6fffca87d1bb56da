"""Creates and changes training and assessment events."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from assessments import event_rights, event_roll, invite, records
from assessments.models import Attendance, EventSession, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.people.models import User
from modules.models import CompetencyGroup, Programme

Status = TrainingEvent.Status
# What an officer may make of an event, from each state.
STEPS: dict[str, tuple[str, ...]] = {
    Status.PLANNED: (Status.RUNNING, Status.CALLED_OFF),
    Status.RUNNING: (Status.DONE,),
    Status.DONE: (Status.RUNNING,),
    Status.CALLED_OFF: (Status.PLANNED,),
}

# The kinds whose *angkatan* are numbered.
COUNTED = (TrainingEvent.Kind.TRAINING, TrainingEvent.Kind.BIMTEK, TrainingEvent.Kind.ORIENTATION)


@dataclass(frozen=True)
class Facts:
    """What an officer may change of an event. Who holds it, its kind and its programme stay."""

    title: str
    groups: tuple[CompetencyGroup, ...]
    starts_on: date
    days: int
    place: str = ""
    capacity: int | None = None
    funding: str = ""
    cohort: int | None = None


@transaction.atomic
def create(
    *,
    kind: str,
    title: str,
    programme: Programme,
    groups: Iterable[CompetencyGroup],
    kab: Area,
    starts_on: date,
    days: int = 1,
    puskesmas: Puskesmas | None = None,
    place: str = "",
    capacity: int | None = None,
    funding: str = "",
    cohort: int | None = None,
    by: User | None = None,
    now: datetime | None = None,
) -> TrainingEvent:
    """An event of so many days in a row that covers these groups; ``puskesmas`` None: held by the Dinas of the kab.

    ``by`` None: taken over by the installation itself; else ``now`` is needed. UserError: no group, not even one day,
    an *angkatan* that there is, or held by others than the officer's own.
    """
    if by is not None and now is not None:
        holders = event_rights.holders(by, on=local_day(now, kab.time_zone))
        if (puskesmas or kab) not in holders:
            raise UserError(_("Kegiatan ini belum dibuat: penyelenggaranya bukan kantor Ibu/Bapak."))
    facts = Facts(title, tuple(groups), starts_on, days, place, capacity, funding, cohort)
    event = TrainingEvent(kind=kind, programme=programme, kab=kab, puskesmas=puskesmas, created_by=by)
    return _save(event, facts)


@transaction.atomic
def plan(
    facts: Facts,
    *,
    kind: str,
    programme: Programme,
    kab: Area,
    puskesmas: Puskesmas | None,
    by: User,
    now: datetime,
    after: TrainingEvent | None = None,
) -> TrainingEvent:
    """An event as an officer plans it. Without a title it is named; an *angkatan* without a number gets the next.

    ``after``: the event on which it catches up; who was absent there is invited. UserError as in ``create``.
    """
    cohort, title = facts.cohort, facts.title
    if cohort is None and after is None and kind in COUNTED:
        cohort = next_cohort(kind=kind, programme=programme, kab=kab, puskesmas=puskesmas, year=facts.starts_on.year)
    if not title:
        title = _("Susulan: %(title)s") % {"title": after.title} if after else _named(kind, programme, cohort)
    given = replace(facts, cohort=cohort, title=title[:160])
    event = create(kind=kind, programme=programme, kab=kab, puskesmas=puskesmas, by=by, now=now, **vars(given))
    if after is not None:
        late = event_roll.to_catch_up(after).order_by("invited_at", "pk")
        invite.invite_many(event, list(late.values_list("kader_id", flat=True)), by=by, now=now)
    return event


@transaction.atomic
def change(event: TrainingEvent, facts: Facts, *, by: User, now: datetime) -> TrainingEvent:
    """Another title, place, days ... of an event. Whoever attended keeps her entry; the records follow.

    UserError: as in ``create``; or a day goes on which people were, or a session is.
    """
    event = TrainingEvent.objects.select_for_update(of=("self",)).select_related("kab").get(pk=event.pk)
    if not event_rights.may_plan(by, event, on=local_day(now, event.kab.time_zone)):
        raise UserError(_("Kegiatan ini tidak berubah: bukan kegiatan kantor Ibu/Bapak."))
    _keep_days(event, facts)
    event = _save(event, facts)
    invite.move_up(event)
    there = Attendance.objects.filter(event=event).values_list("kader_id", flat=True).distinct()
    for some in records.chunks(sorted(there)):
        records.refresh(some, programme=event.programme, now=now)
    return event


@transaction.atomic
def set_status(event: TrainingEvent, status: str, *, by: User, now: datetime) -> None:
    """Begin, close, open again or call off. The same state again changes nothing.

    UserError: not the officer's, no such step, or called off although people were there.
    """
    event.refresh_from_db(fields=["status"])
    if not event_rights.may_plan(by, event, on=local_day(now, event.kab.time_zone)):
        raise UserError(_("Kegiatan ini tidak berubah: bukan kegiatan kantor Ibu/Bapak."))
    if event.status == status:
        return
    if status not in STEPS[event.status]:
        raise UserError(_("Keadaan kegiatan sudah lain. Buka lagi halamannya, lihat yang terbaru."))
    event.status = status
    event.save(update_fields=["status"])


def next_cohort(*, kind: str, programme: Programme, kab: Area, puskesmas: Puskesmas | None, year: int) -> int:
    """The number that the next *angkatan* of that year would have with who holds it."""
    rows = TrainingEvent.objects.filter(kind=kind, programme=programme, kab=kab, puskesmas=puskesmas, year=year)
    return (rows.aggregate(last=Max("cohort"))["last"] or 0) + 1


def _named(kind: str, programme: Programme, cohort: int | None) -> str:
    """ "Pelatihan 25 keterampilan dasar, angkatan 3"."""
    whole = f"{TrainingEvent.Kind(kind).label} {programme.title}"
    return _("%(title)s, angkatan %(number)s") % {"title": whole, "number": cohort} if cohort else whole


def _save(event: TrainingEvent, facts: Facts) -> TrainingEvent:
    if not facts.groups or facts.days < 1:
        raise UserError(_("Kegiatan memerlukan paling sedikit satu kelompok keterampilan dan satu hari."))
    for name in ("title", "starts_on", "place", "capacity", "funding", "cohort"):
        setattr(event, name, getattr(facts, name))
    event.ends_before = facts.starts_on + timedelta(days=facts.days)
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError:
        raise UserError(
            _("Angkatan %(number)s dari tahun itu sudah ada. Pilih nomor lain, atau kosongkan.")
            % {"number": facts.cohort}
        ) from None
    event.groups.set(facts.groups)
    return event


def _keep_days(event: TrainingEvent, facts: Facts) -> None:
    ends_before = facts.starts_on + timedelta(days=facts.days)
    for model, words in (
        (Attendance, _("Sudah ada kehadiran pada hari yang akan hilang. Pilih hari yang memuatnya.")),
        (EventSession, _("Jadwal memuat hari yang akan hilang. Ubah jadwalnya dulu.")),
    ):
        outside = Q(day__lt=facts.starts_on) | Q(day__gte=ends_before)
        if model._default_manager.filter(outside, event=event).exists():
            raise UserError(words)
