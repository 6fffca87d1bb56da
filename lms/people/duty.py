"""What else happens to a kader in service: another bidang, jabatan or main place, and death. All dated."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Posyandu, Pustu
from lms.people import memberships
from lms.people.accounts import close
from lms.people.memberships import Reason
from lms.people.models import Kader, Membership, Person, User


@transaction.atomic
def serve_again(
    kader: Kader,
    *,
    on: date,
    now: datetime,
    by: User,
    field: str,
    office: str = Membership.Office.KADER,
    posyandu: Posyandu | None = None,
    pustu: Pustu | None = None,
) -> Membership:
    """She begins, or begins again, to serve there. The same kader, so that masa bakti and all she has shown stay.

    Where another place counts her in the field already, this one does not. UserError as in ``join``, for one who
    died, and for a row that was merged away.
    """
    _refuse_gone(kader)
    counted = kader.memberships.filter(Q(until__isnull=True) | Q(until__gt=on), field=field, primary=True)
    served = kader.memberships.exists()
    return memberships.join(
        kader,
        on=on,
        now=now,
        posyandu=posyandu,
        pustu=pustu,
        field=field,
        office=office,
        primary=not any(row.since != row.until for row in counted),
        reason=Reason.RETURNED if served else Reason.JOINED,
        by=by,
    )


@transaction.atomic
def change_field(membership: Membership, field: str, *, on: date, now: datetime, by: User) -> Membership:
    """From that day she serves there in another bidang: she leaves the denominator of the one, enters the other's.

    UserError if it is the same one, or as in ``leave`` and ``join``.
    """
    if field == membership.field:
        raise UserError(_("Bidangnya sama dengan yang sekarang. Tidak ada yang diubah."))
    left = memberships.end(membership, on=on)
    memberships.changed(left.kader, field=left.field, left=left, reason=Reason.FIELD, on=on, now=now, by=by)
    memberships.count_elsewhere(left, on=on, now=now, by=by)
    counted = left.kader.memberships.filter(field=field, primary=True, until__isnull=True).exists()
    return memberships.begin_instead(left, on=on, now=now, reason=Reason.FIELD, by=by, field=field, primary=not counted)


@transaction.atomic
def change_office(
    membership: Membership,
    office: str,
    *,
    on: date,
    now: datetime,
    by: User,
    decree_number: str = "",
    decree_date: date | None = None,
) -> Membership:
    """From that day she holds another jabatan there, perhaps by another SK. She counts as before."""
    left = memberships.end(membership, on=on)
    decree = {"decree_number": decree_number, "decree_date": decree_date} if decree_number else {}
    return memberships.begin_instead(left, on=on, now=now, reason=Reason.OFFICE, by=by, office=office, **decree)


@transaction.atomic
def make_primary(membership: Membership, *, on: date, now: datetime, by: User) -> Membership:
    """From that day this one counts her, and the one that did so does not. UserError if it does already."""
    row = memberships.locked(membership)
    if row.primary or row.until is not None:
        raise UserError(_("Tempat tugas ini sudah menjadi yang utama, atau sudah berakhir. Tidak ada yang diubah."))
    counted = row.kader.memberships.filter(field=row.field, primary=True, until__isnull=True).first()
    if counted is not None:
        left = memberships.end(counted, on=on)
        memberships.begin_instead(left, on=on, now=now, reason=Reason.PRIMARY, by=by, primary=False)
    return memberships.promote(row, on=on, now=now, by=by)


@transaction.atomic
def die(kader: Kader, *, on: date, now: datetime, by: User) -> None:
    """She died: all she serves in ends, nobody addresses her any more. What she did stays.

    Kept is that she died, not why; the day is only that of leaving. Taken back by ``corrections.reopen``.
    """
    _refuse_gone(kader)
    for row in kader.memberships.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("kader"):
        row.until = max(on, row.since)
        row.save(update_fields=["until"])
        memberships.changed(kader, field=row.field, left=row, reason=Reason.DIED, on=row.until, now=now, by=by)
    Person.objects.filter(pk=kader.person_id).update(deceased=True)
    close(kader.person, now=now)


def _refuse_gone(kader: Kader) -> None:
    if kader.merged_into_id is not None:
        raise UserError(_("Data ini sudah digabung dengan data lain. Ubah tugas di data yang dipertahankan."))
    if kader.person.deceased:
        raise UserError(_("Kader ini tercatat meninggal. Bila itu keliru, betulkan dulu tanggal berhentinya."))
