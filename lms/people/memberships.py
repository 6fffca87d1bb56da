"""A kader joins a posyandu or pustu, leaves it, or moves. Each act writes its ``MembershipChange`` with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import Posyandu, Pustu
from lms.people.models import Kader, Membership, MembershipChange
from lms.people.models.kader import Field

BULK = 200


@dataclass(frozen=True)
class Joining:
    """One row of ``join_many``: who begins to serve, since when, at which one place, in which field and office."""

    kader: Kader
    on: date
    posyandu: Posyandu | None = None
    pustu: Pustu | None = None
    field: str = Field.KESEHATAN
    office: str = Membership.Office.KADER
    decree_number: str = ""
    decree_date: date | None = None
    primary: bool = True

    def membership(self) -> Membership:
        return Membership(
            kader=self.kader,
            posyandu=self.posyandu,
            pustu=self.pustu,
            field=self.field,
            office=self.office,
            decree_number=self.decree_number,
            decree_date=self.decree_date,
            since=self.on,
            primary=self.primary,
        )


def join(
    kader: Kader,
    *,
    on: date,
    now: datetime,
    posyandu: Posyandu | None = None,
    pustu: Pustu | None = None,
    field: str = Field.KESEHATAN,
    office: str = Membership.Office.KADER,
    decree_number: str = "",
    decree_date: date | None = None,
    primary: bool = True,
) -> Membership:
    """She begins to serve there on that day. UserError if she already does, or counts elsewhere in the field."""
    row = Joining(kader, on, posyandu, pustu, field, office, decree_number, decree_date, primary)
    return join_many([row], now=now)[0]


@transaction.atomic
def join_many(rows: Sequence[Joining], *, now: datetime) -> list[Membership]:
    """``join`` for up to 200 rows at once, all or none. ValueError for more."""
    if len(rows) > BULK:
        raise ValueError(f"{len(rows)} memberships at once; at most {BULK}")
    _refuse_doubles(rows)
    joined = Membership.objects.bulk_create(row.membership() for row in rows)
    MembershipChange.objects.bulk_create(
        MembershipChange(kader_id=row.kader_id, field=row.field, joined=row, effective_on=row.since, received_at=now)
        for row in joined
    )
    return joined


@transaction.atomic
def leave(membership: Membership, *, on: date, now: datetime) -> None:
    """``on`` is the first day she no longer serves there. UserError if she left before, or began that day or later."""
    row = _end(membership, on=on)
    MembershipChange.objects.create(kader_id=row.kader_id, field=row.field, left=row, effective_on=on, received_at=now)


@transaction.atomic
def move(
    membership: Membership, *, on: date, now: datetime, posyandu: Posyandu | None = None, pustu: Pustu | None = None
) -> Membership:
    """From that day she serves in another place, in the same field, office and under the same SK. One change row."""
    left = _end(membership, on=on)
    row = Joining(
        left.kader, on, posyandu, pustu, left.field, left.office, left.decree_number, left.decree_date, left.primary
    )
    _refuse_doubles([row])
    joined = row.membership()
    joined.save()
    MembershipChange.objects.create(
        kader_id=left.kader_id, field=left.field, left=left, joined=joined, effective_on=on, received_at=now
    )
    return joined


def _end(membership: Membership, *, on: date) -> Membership:
    row = Membership.objects.select_for_update().select_related("kader").get(pk=membership.pk)
    if row.until is not None:
        raise UserError("Keanggotaan ini sudah berakhir, jadi tidak diubah.")
    if on <= row.since:
        raise UserError(f"Tanggal berakhir harus sesudah tanggal mulai ({tanggal(row.since)}).")
    row.until = on
    row.save(update_fields=["until"])
    return row


def _refuse_doubles(rows: Sequence[Joining]) -> None:
    """Say plainly what the constraints of the table would refuse anyway."""
    for row in rows:
        if (row.posyandu is None) == (row.pustu is None):
            raise UserError("Pilih satu tempat tugas: posyandu atau pustu.")
    still = Membership.objects.filter(until__isnull=True, kader__in=[row.kader for row in rows])
    taken = {(m.kader_id, m.field, m.primary, m.posyandu_id) for m in still}
    for row in rows:
        same = {(posyandu, primary) for kader, field, primary, posyandu in taken if (kader, field) == _who(row)}
        if row.primary and any(primary for _posyandu, primary in same):
            raise UserError(
                "Kader ini masih bertugas di tempat lain untuk bidang yang sama. Pindahkan, atau akhiri dulu."
            )
        if row.posyandu and any(posyandu == row.posyandu.pk for posyandu, _primary in same):
            raise UserError("Kader ini sudah tercatat di posyandu itu untuk bidang yang sama.")


def _who(row: Joining) -> tuple[int, str]:
    return row.kader.pk, row.field
