"""Who works at an event: facilitators, assessors at their stations, committee, speakers from outside."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments import event_rights
from assessments.models import EventMember, Station, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people.models import Role, User
from lms.people.queries import in_force
from lms.people.scope import GRANTS, Action

NIP_DIGITS = 18
TRAINS = {EventMember.Duty.FACILITATOR, EventMember.Duty.SPEAKER}


def staff(event: TrainingEvent, *, on: date) -> QuerySet[User]:
    """Who may be asked: whoever works with events in that kab/kota, by name."""
    kinds = [kind for kind, actions in GRANTS.items() if Action.EVENTS in actions]
    here = Q(puskesmas__kab=event.kab_id) | Q(area=event.kab_id)
    roles = Role.objects.filter(in_force(on), here, kind__in=kinds, user=OuterRef("pk"))
    people = User.objects.filter(Exists(roles), is_active=True, person__isnull=False, person__erased_at=None)
    return people.select_related("person").order_by("person__name", "pk")


def stations(event: TrainingEvent) -> QuerySet[Station]:
    """The stations of the groups that the event covers, in their order."""
    rows = Station.objects.filter(circuit__active=True, position__isnull=False, circuit__group__in=event.groups.all())
    return rows.select_related("circuit__group").order_by("circuit__group__position", "position")


@transaction.atomic
def add(
    event: TrainingEvent,
    *,
    duty: str,
    by: User | None,
    now: datetime,
    user: User | None = None,
    name: str = "",
    nip: str = "",
    station: Station | None = None,
) -> EventMember:
    """Somebody more: of the offices in the kab/kota, or from outside by her name. ``by`` None: the installation.

    UserError: not the officer's event, nobody named, not of these offices, there already, or no NIP of 18 digits.
    """
    _may(event, by, now)
    name, nip = " ".join(name.split()), "".join(char for char in nip if char.isdigit())
    if user is None and not name:
        raise UserError(_("Pilih petugas dari daftar, atau tulis namanya."))
    if nip and len(nip) != NIP_DIGITS:
        raise UserError(_("NIP terdiri dari 18 angka. Periksa lagi, atau kosongkan."))
    if user is not None and not staff(event, on=local_day(now, event.kab.time_zone)).filter(pk=user.pk).exists():
        raise UserError(_("Petugas itu tidak bertugas di kabupaten/kota kegiatan ini. Tulis saja namanya."))
    member = EventMember(event=event, user=user, name=name, duty=duty, nip=nip, station=station)
    if station is not None and duty != EventMember.Duty.ASSESSOR:
        raise UserError(_("Pos hanya untuk penilai. Kosongkan posnya, atau pilih tugas penilai."))
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise UserError(_("Ia sudah ada di tim dengan tugas itu.")) from None
    return member


@transaction.atomic
def remove(member: EventMember, *, by: User, now: datetime) -> None:
    """Take somebody out of the team; what she recorded stays. UserError: not the officer's event."""
    _may(member.event, by, now)
    member.delete()


def train_and_assess(members: Iterable[EventMember]) -> list[str]:
    """The names of those who train and assess at the same event: a warning, never a bar (field.md)."""
    duties: dict[str, set[str]] = {}
    for member in members:
        duties.setdefault(str(member), set()).add(member.duty)
    return sorted(name for name, has in duties.items() if EventMember.Duty.ASSESSOR in has and has & TRAINS)


def _may(event: TrainingEvent, by: User | None, now: datetime) -> None:
    if by is not None and not event_rights.may_plan(by, event, on=local_day(now, event.kab.time_zone)):
        raise UserError(_("Tim tidak berubah: bukan kegiatan kantor Ibu/Bapak."))
