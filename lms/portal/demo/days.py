"""Training and assessment days of the reference case: what is past gets its lists; one runs today, one is to come.

Nobody becomes *dilatih* by the one that runs: its days are not over, so the figures of the press stay.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from assessments import attend, events, invite, team, timetable
from assessments.models import Attendance, EventMember, GroupRecord, Invitation, TrainingEvent
from lms.areas.models import Puskesmas
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field, in_force
from modules.models import CompetencyGroup, Programme

WALK_INS = 12  # of each past angkatan; as many were invited and did not come
GUESTS = 40
CAME = 31
GUESTS_FROM_OUTSIDE = (("ketua", "dr. Ratna Contoh, M.Kes."), ("narasumber", "Sulistyowati Contoh, S.KM."))


def build_days(programme: Programme, puskesmas: Puskesmas, rina: User, random: Random, *, now: datetime) -> None:
    """Lists, timetable and team of the past angkatan; a training that began yesterday; an assessment next week."""
    today = now.astimezone(ZoneInfo(puskesmas.kab.time_zone)).date()
    untrained = _kader(programme, trained=False, on=today)
    random.shuffle(untrained)
    for event in TrainingEvent.objects.filter(programme=programme).order_by("starts_on"):
        some, untrained = untrained[:WALK_INS], untrained[WALK_INS:]
        _look_back(event, some, now=now)
    groups = list(programme.groups.order_by("position"))
    begun = _held(
        "pelatihan",
        "Pelatihan 25 keterampilan dasar, Contoh",
        groups,
        puskesmas,
        programme,
        today - timedelta(days=1),
        3,
    )
    guests = _kader(programme, trained=False, on=today, at=puskesmas)[:GUESTS]
    invite.invite_many(begun, guests, by=None, now=now - timedelta(days=7))
    attend.record_many(begun, guests[:CAME], day=begun.starts_on, by=None, now=now)
    coming = _held(
        "penilaian", "Penilaian kecakapan, Contoh", groups, puskesmas, programme, today + timedelta(days=7), 1
    )
    invite.invite_many(coming, _kader(programme, trained=True, on=today, at=puskesmas)[: GUESTS + 5], by=None, now=now)
    for planned in (begun, coming):
        timetable.fill(planned, by=None, now=now)
        _team(planned, rina, now=now)


def _held(
    kind: str,
    title: str,
    groups: Iterable[CompetencyGroup],
    puskesmas: Puskesmas,
    programme: Programme,
    first: date,
    days: int,
) -> TrainingEvent:
    return events.create(
        kind=kind,
        title=title,
        programme=programme,
        groups=groups,
        kab=puskesmas.kab,
        puskesmas=puskesmas,
        place=f"Aula {puskesmas}",
        starts_on=first,
        days=days,
        capacity=GUESTS,
        funding=TrainingEvent.Funding.BOK,
        cohort=1 if kind == TrainingEvent.Kind.TRAINING else None,
    )


def _look_back(event: TrainingEvent, absent: list[int], *, now: datetime) -> None:
    """Whoever came was invited, but for some; as many were invited and stayed away."""
    came = sorted(set(Attendance.objects.filter(event=event).values_list("kader_id", flat=True)))
    asked = datetime.combine(event.starts_on - timedelta(days=7), time(9), tzinfo=event.zone)
    rows = [
        Invitation(event=event, kader_id=one, state=Invitation.State.INVITED, invited_at=asked)
        for one in came[WALK_INS:] + absent
    ]
    Invitation.objects.bulk_create(rows, batch_size=200)
    timetable.fill(event, by=None, now=now)
    for duty, name in GUESTS_FROM_OUTSIDE:
        team.add(event, duty=duty, name=name, by=None, now=now)


def _team(event: TrainingEvent, rina: User, *, now: datetime) -> None:
    for duty, name in GUESTS_FROM_OUTSIDE:
        team.add(event, duty=duty, name=name, by=None, now=now)
    assesses = event.kind == TrainingEvent.Kind.ASSESSMENT
    station = team.stations(event).first() if assesses else None
    duty = EventMember.Duty.ASSESSOR if assesses else EventMember.Duty.FACILITATOR
    team.add(event, duty=duty, user=rina, station=station, by=None, now=now)


def _kader(programme: Programme, *, trained: bool, on: date, at: Puskesmas | None = None) -> list[int]:
    """Who serves there (None: anywhere) and is or is not *dilatih* in all groups, in the order they were made."""
    rows = Membership.objects.filter(in_force(on), in_field(programme.field), posyandu__isnull=False)
    if at is not None:
        rows = rows.filter(posyandu__puskesmas=at)
    having = GroupRecord.objects.filter(group__programme=programme, trained_on__isnull=False).values("kader")
    found = Kader.objects.filter(pk__in=rows.values("kader"), merged_into=None)
    found = found.filter(pk__in=having) if trained else found.exclude(pk__in=having)
    return list(found.order_by("pk").values_list("pk", flat=True))
