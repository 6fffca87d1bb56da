"""Putting right what was entered by mistake. Unlike an act, a correction rewrites what was: past boards change.

Each writes a ``MembershipChange`` with the reason ``koreksi`` from the first day that now reads otherwise; what was
said at the time stays in the snapshots.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import Posyandu, Pustu
from lms.people import memberships
from lms.people.memberships import Reason
from lms.people.models import Membership, MembershipChange, Person, User


@transaction.atomic
def correct_since(membership: Membership, since: date, *, now: datetime, by: User) -> None:
    """She began there on another day. What it followed without a gap (a move, another jabatan) then ended on that day.

    UserError: not before its end, before the beginning of what it followed, or over another period in the field.
    """
    row = memberships.locked(membership)
    if row.until is not None and since >= row.until:
        raise UserError(_("Tanggal mulai harus sebelum tanggal berakhir (%(day)s).") % {"day": tanggal(row.until)})
    first, before = min(since, row.since), _before(row)
    if before is not None:
        if since <= before.since:
            raise UserError(
                _("Tanggal itu harus sesudah tanggal mulai tugas sebelumnya (%(day)s).")
                % {"day": tanggal(before.since)}
            )
        before.until = since
        before.save(update_fields=["until"])
    row.since = since
    _save(row, first, now, by)


@transaction.atomic
def correct_until(membership: Membership, until: date, *, now: datetime, by: User) -> None:
    """She left on another day. UserError for one that goes on, or that another one followed without a gap."""
    row = memberships.locked(membership)
    if row.until is None:
        raise UserError(_("Tugas ini belum berakhir. Pilih berhenti atau pindah."))
    if _after(row) is not None:
        raise UserError(_("Tugas ini dilanjutkan oleh tugas lain. Betulkan tanggal mulai tugas sesudahnya."))
    if until <= row.since:
        raise UserError(_("Tanggal itu harus sesudah tanggal mulai (%(day)s).") % {"day": tanggal(row.since)})
    first, row.until = min(until, row.until), until
    _save(row, first, now, by)


@transaction.atomic
def reopen(membership: Membership, *, now: datetime, by: User | None) -> None:
    """She did not leave (or die) after all. UserError if something follows it, or if it goes on."""
    row = memberships.locked(membership)
    if row.until is None:
        raise UserError(_("Tugas ini belum berakhir, jadi tidak ada yang dibetulkan."))
    if row.until == row.since or _after(row) is not None:
        raise UserError(_("Tugas ini dilanjutkan oleh tugas lain. Betulkan tugas yang sesudahnya."))
    first, row.until = row.until, None
    _save(row, first, now, by)
    Person.objects.filter(kader=row.kader).update(deceased=False)


@transaction.atomic
def correct_place(
    membership: Membership, *, now: datetime, by: User, posyandu: Posyandu | None = None, pustu: Pustu | None = None
) -> None:
    """It was another place all the time (a slip of the list, not a move). What she showed there goes with it."""
    row = memberships.locked(membership)
    if (posyandu is None) == (pustu is None):
        raise UserError(_("Pilih satu tempat tugas: posyandu atau pustu."))
    row.posyandu, row.pustu = posyandu, pustu
    _save(row, row.since, now, by)


@transaction.atomic
def void(membership: Membership, *, now: datetime, by: User | None) -> None:
    """She never served there: the row stays, and counts on no day. UserError if another one follows it."""
    row = memberships.locked(membership)
    if _after(row) is not None:
        raise UserError(_("Tugas ini dilanjutkan oleh tugas lain. Betulkan tugas yang sesudahnya."))
    row.until = row.since
    _save(row, row.since, now, by)
    memberships.count_elsewhere(row, on=row.since, now=now, by=by)


def _save(row: Membership, first: date, now: datetime, by: User | None) -> None:
    if row.kader.merged_into_id is not None:
        raise UserError(_("Data ini sudah digabung dengan data lain. Batalkan gabungannya dulu."))
    refuse_overlap(row)
    row.save(update_fields=["since", "until", "posyandu", "pustu"])
    memberships.changed(row.kader, field=row.field, joined=row, reason=Reason.CORRECTED, on=first, now=now, by=by)


def refuse_overlap(row: Membership) -> None:
    """In one field at most one primary place a day, and each place at most once. UserError otherwise."""
    if row.until is not None and row.until <= row.since:
        return
    others = Membership.objects.filter(kader=row.kader, field=row.field).exclude(pk=row.pk).exclude(until=F("since"))
    others = others.filter(Q(until__isnull=True) | Q(until__gt=row.since))
    if row.until is not None:
        others = others.filter(since__lt=row.until)
    here = Q(posyandu=row.posyandu) if row.posyandu_id else Q(pustu=row.pustu)
    if others.filter(here | Q(primary=True) if row.primary else here).exists():
        raise UserError(
            _("Tanggal atau tempat itu bertumpukan dengan tugas lain di bidang yang sama. Belum ada yang diubah.")
        )


def _before(row: Membership) -> Membership | None:
    """What this one followed without a gap."""
    change = MembershipChange.objects.filter(joined=row, left__isnull=False, left__until=row.since)
    found = change.select_related("left").order_by("-pk").first()
    return memberships.locked(found.left) if found and found.left else None


def _after(row: Membership) -> Membership | None:
    """What followed this one without a gap."""
    changes = MembershipChange.objects.filter(left=row, joined__isnull=False, joined__since=F("left__until"))
    found = changes.exclude(joined__until=F("joined__since")).select_related("joined").order_by("-pk").first()
    return found.joined if found else None
