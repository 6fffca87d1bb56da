"""Self-registration: somebody says that she is a kader; her puskesmas confirms, recognises or refuses her.

What the public sees is the same whether she is known or not.
"""

import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area, Posyandu
from lms.people import audit, consents, memberships, persons, scope
from lms.people.audit import Act
from lms.people.models import Kader, Membership, Person, Registration, RegistrationSwitch, User
from lms.people.models.kader import Field
from lms.people.persons import NewKader
from lms.people.scope import Action

KEPT = timedelta(days=90)
MOST_WAITING = 500  # at one puskesmas; more is not people
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CHUNK = 200
State = Registration.State


def is_open(place: Posyandu | Area) -> bool:
    """May kader of this posyandu (or kab/kota) register themselves now?"""
    opened = RegistrationSwitch.objects.filter(is_open=True)
    if isinstance(place, Area):
        return opened.filter(kab=place).exists()
    return place.closed_on is None and opened.filter(kab__code=place.desa.kab_code).exists()


def offered(uuid: UUID, *, on: date) -> list[Posyandu]:
    """The posyandu to choose from behind a link: that one, or those of that puskesmas. None where it is closed."""
    rows = Posyandu.objects.filter(Q(uuid=uuid) | Q(puskesmas__uuid=uuid), closed_on=None)
    found = list(rows.select_related("desa", "puskesmas").order_by("name", "desa__name"))
    return found if found and is_open(found[0]) else []


def waiting(user: User, *, on: date) -> QuerySet[Registration]:
    """Who waits at the posyandu that the officer looks after, the longest waiting first."""
    places = scope.rows(user, Action.MANAGE_PEOPLE, Posyandu.objects.all(), on=on)
    rows = Registration.objects.filter(state=State.WAITING, posyandu__in=places)
    return rows.select_related("person", "posyandu__desa", "posyandu__puskesmas").order_by("registered_at", "pk")


@transaction.atomic
def switch(kab: Area, *, on: bool, by: User | None, now: datetime) -> None:
    """Open or close self-registration for a kab/kota. What waits stays."""
    RegistrationSwitch.objects.update_or_create(kab=kab, defaults={"is_open": on, "changed_at": now, "changed_by": by})
    audit.record(Act.REGISTRATION_OPENED if on else Act.REGISTRATION_CLOSED, by=by, now=now, area=kab)


@transaction.atomic
def register(posyandu: Posyandu, who: NewKader, *, id: UUID, now: datetime) -> Registration:
    """Keep what she says until her puskesmas decides. The same ``id`` again gives what was kept the first time.

    UserError if registration is closed there, or too many wait already.
    """
    known = Registration.objects.filter(uuid=id).first()
    if known is not None:
        return known
    if not is_open(posyandu):
        raise UserError("Pendaftaran di sini sedang ditutup. Silakan hubungi petugas puskesmas.")
    if Registration.objects.filter(posyandu__puskesmas=posyandu.puskesmas, state=State.WAITING).count() >= MOST_WAITING:
        raise UserError("Terlalu banyak pendaftar yang masih menunggu. Silakan hubungi petugas puskesmas.")
    person = Person.objects.create(name=who.name, sex=who.sex, birth_date=who.birth_date, phone=who.phone)
    consents.record_notice(person, now=now)
    return Registration.objects.create(uuid=id, code=_code(), person=person, posyandu=posyandu, registered_at=now)


@transaction.atomic
def confirm_new(
    registration: Registration,
    *,
    on: date,
    by: User,
    now: datetime,
    field: str = Field.KESEHATAN,
    office: str = Membership.Office.KADER,
) -> Kader:
    """She becomes a kader who serves at that posyandu from that day. UserError if it was decided before."""
    row = _waiting(registration)
    kader = Kader.objects.create(person=row.person)
    memberships.join(kader, on=on, now=now, posyandu=row.posyandu, field=field, office=office, by=by)
    _decide(row, State.NEW, kader=kader, by=by, now=now)
    return kader


@transaction.atomic
def confirm_known(registration: Registration, kader: Kader, *, by: User, now: datetime) -> bool:
    """She is this kader, who is known already; what she typed goes, but for a phone number where none was known.

    Returns whether the number was taken over. UserError if it was decided before.
    """
    row = _waiting(registration)
    phone = row.person.phone
    taken = bool(phone) and Person.objects.filter(pk=kader.person_id, phone="").update(phone=phone) == 1
    if taken:
        audit.record(Act.KADER_CORRECTED, by=by, now=now, kader=kader, detail={"fields": ["phone"]})
    persons.erase(row.person, now=now)
    _decide(row, State.KNOWN, kader=kader, by=by, now=now)
    return taken


@transaction.atomic
def refuse(registration: Registration, reason: str, *, by: User, now: datetime) -> None:
    """She is not taken; who she is is forgotten. UserError if it was decided before, or for an unknown reason."""
    if reason not in Registration.Reason.values:
        raise UserError(_("Pilih alasannya."))
    row = _waiting(registration)
    persons.erase(row.person, now=now)
    _decide(row, State.REFUSED, reason=reason, by=by, now=now)


def lapse(*, now: datetime) -> int:
    """Forget who has waited too long. Returns how many."""
    old = Registration.objects.filter(state=State.WAITING, registered_at__lt=now - KEPT).order_by("pk")
    count = 0
    while some := list(old.select_related("person")[:CHUNK]):
        with transaction.atomic():
            for row in some:
                persons.erase(row.person, now=now)
            Registration.objects.filter(pk__in=[row.pk for row in some]).update(state=State.LAPSED, decided_at=now)
        count += len(some)
    return count


def _waiting(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",)).select_related("person", "posyandu")
    row = rows.get(pk=registration.pk)
    if row.state != State.WAITING:
        raise UserError(_("Pendaftaran ini sudah diputuskan, jadi tidak diubah."))
    return row


def _decide(
    row: Registration, state: str, *, by: User, now: datetime, kader: Kader | None = None, reason: str = ""
) -> None:
    row.state, row.kader, row.reason, row.decided_at, row.decided_by = state, kader, reason, now, by
    row.save(update_fields=["state", "kader", "reason", "decided_at", "decided_by"])
    detail = {"state": str(state)} | ({"reason": reason} if reason else {})
    audit.record(Act.REGISTRATION_DECIDED, by=by, now=now, kader=kader, posyandu=row.posyandu, detail=detail)


def _code() -> str:
    """A code that nobody has: "7KM4-X2QP"."""
    while True:
        signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(8))
        code = f"{signs[:4]}-{signs[4:]}"
        if not Registration.objects.filter(code=code).exists():
            return code
