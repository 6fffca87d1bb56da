"""Entering kader by hand: new ones into a posyandu, or one who is known already. Rows, duties and trail together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Posyandu
from lms.people import audit, duty, memberships, persons
from lms.people.audit import Act
from lms.people.memberships import Joining
from lms.people.models import Kader, Membership, User
from lms.people.models.kader import Field
from lms.people.persons import NewKader


@dataclass(frozen=True)
class NewMember:
    """Somebody new to a posyandu: who she is, in which bidang and jabatan she serves."""

    person: NewKader
    field: str = Field.KESEHATAN
    office: str = Membership.Office.KADER


@transaction.atomic
def enter_many(
    posyandu: Posyandu, rows: Sequence[NewMember], *, on: date, by: User, now: datetime, decree_number: str = ""
) -> list[Kader]:
    """New kader who serve there from that day, all or none. UserError if it is closed or the day is to come."""
    _refuse(posyandu, on=on, now=now)
    made = persons.register_many([row.person for row in rows])
    joining = [
        Joining(kader, on, posyandu, field=row.field, office=row.office, decree_number=decree_number)
        for kader, row in zip(made, rows, strict=True)
    ]
    memberships.join_many(joining, now=now, by=by)
    for kader in made:
        audit.record(Act.KADER_ENTERED, by=by, now=now, kader=kader, posyandu=posyandu)
    return made


@transaction.atomic
def enter_known(
    kader: Kader, posyandu: Posyandu, *, field: str, office: str, on: date, by: User, now: datetime
) -> None:
    """Somebody who is known already serves there too. Where another place counts her in the field, this one does not.

    UserError as in ``enter_many``, or if she serves there in that field already.
    """
    _refuse(posyandu, on=on, now=now)
    duty.serve_again(kader, on=on, now=now, by=by, field=field, office=office, posyandu=posyandu)


def _refuse(posyandu: Posyandu, *, on: date, now: datetime) -> None:
    today = timezone.localdate(now)
    if posyandu.closed_on is not None and posyandu.closed_on <= today:
        raise UserError(_("Posyandu ini sudah ditutup, jadi kader tidak dapat ditambahkan di sini."))
    if on > today:
        raise UserError(_("Tanggal mulai bertugas belum tiba. Tulis tanggal hari ini atau sebelumnya."))
