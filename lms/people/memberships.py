"""A kader joins a posyandu or pustu, leaves it, or moves. Each act writes its ``MembershipChange`` with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import Posyandu, Pustu
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import Kader, Membership, MembershipChange, User
from lms.people.models.kader import Field

BULK = 200
Reason = MembershipChange.Reason


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

    @classmethod
    def like(cls, row: Membership, on: date, **other: object) -> "Joining":
        """As in that membership, from that day on, but for what is given."""
        kept = ("kader", "posyandu", "pustu", "field", "office", "decree_number", "decree_date", "primary")
        return cls(**{**{name: getattr(row, name) for name in kept}, "on": on, **other})

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
    reason: str = Reason.JOINED,
    by: User | None = None,
) -> Membership:
    """She begins to serve there on that day. UserError if she already does, or counts elsewhere in the field."""
    row = Joining(kader, on, posyandu, pustu, field, office, decree_number, decree_date, primary)
    return join_many([row], now=now, reason=reason, by=by)[0]


@transaction.atomic
def join_many(
    rows: Sequence[Joining], *, now: datetime, reason: str = Reason.JOINED, by: User | None = None
) -> list[Membership]:
    """``join`` for up to 200 rows at once, all or none. ValueError for more."""
    if len(rows) > BULK:
        raise ValueError(f"{len(rows)} memberships at once; at most {BULK}")
    _refuse_doubles(rows)
    joined = Membership.objects.bulk_create(row.membership() for row in rows)
    MembershipChange.objects.bulk_create(
        MembershipChange(
            kader_id=row.kader_id,
            field=row.field,
            joined=row,
            reason=reason,
            effective_on=row.since,
            received_at=now,
            by=by,
        )
        for row in joined
    )
    return joined


@transaction.atomic
def leave(
    membership: Membership,
    *,
    on: date,
    now: datetime,
    reason: str = Reason.STOPPED,
    by: User | None = None,
    hand_over: bool = True,
) -> None:
    """``on`` is the first day she no longer serves there. UserError if she left before, or began that day or later.

    ``hand_over``: another place where she still serves in the field counts her from then on. False for a caller that
    says itself where she is counted.
    """
    row = end(membership, on=on)
    changed(row.kader, field=row.field, left=row, reason=reason, on=on, now=now, by=by)
    if hand_over:
        count_elsewhere(row, on=on, now=now, by=by)


@transaction.atomic
def move(
    membership: Membership,
    *,
    on: date,
    now: datetime,
    posyandu: Posyandu | None = None,
    pustu: Pustu | None = None,
    by: User | None = None,
) -> Membership:
    """From that day she serves in another place, in the same field, office and under the same SK. One change row."""
    left = end(membership, on=on)
    return begin_instead(left, on=on, now=now, reason=Reason.MOVED, by=by, posyandu=posyandu, pustu=pustu)


def restate(membership: Membership, **values: Any) -> None:
    """Write office and SK as they are on paper; no day and no place changes, so that nothing is counted anew."""
    for name, value in values.items():
        setattr(membership, name, value)
    if values:
        membership.save(update_fields=list(values))


def end(membership: Membership, *, on: date) -> Membership:
    """The row with its end written, for the verb that goes on to say why. UserError as in ``leave``."""
    row = locked(membership)
    if row.until is not None:
        raise UserError(_("Tugas ini sudah berakhir, jadi tidak diubah."))
    if on <= row.since:
        raise UserError(_("Tanggal itu harus sesudah tanggal mulai (%(day)s).") % {"day": tanggal(row.since)})
    row.until = on
    row.save(update_fields=["until"])
    return row


def begin_instead(
    left: Membership, *, on: date, now: datetime, reason: str, by: User | None, **other: object
) -> Membership:
    """What follows an ended membership, like it but for what is given; with the one change row of both."""
    row = Joining.like(left, on, **other)
    _refuse_doubles([row])
    joined = row.membership()
    joined.save()
    changed(left.kader, field=joined.field, left=left, joined=joined, reason=reason, on=on, now=now, by=by)
    return joined


def locked(membership: Membership) -> Membership:
    """The row as it stands now, with its kader, hers until the transaction ends."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("kader", "posyandu", "pustu")
    return rows.get(pk=membership.pk)


def changed(
    kader: Kader,
    *,
    field: str,
    reason: str,
    on: date,
    now: datetime,
    by: User | None,
    left: Membership | None = None,
    joined: Membership | None = None,
    **merge: object,
) -> None:
    """Write the transition row and, where a person did it, the audit row."""
    MembershipChange.objects.create(
        kader=kader,
        field=field,
        left=left,
        joined=joined,
        reason=reason,
        effective_on=on,
        received_at=now,
        by=by,
        **merge,
    )
    if by is not None:
        place = (joined or left).posyandu if joined or left else None  # type: ignore[union-attr]
        detail = {"reason": str(reason), "field": field}
        audit.record(Act.DUTY_CHANGED, by=by, now=now, kader=kader, posyandu=place, detail=detail)


def count_elsewhere(ended: Membership, *, on: date, now: datetime, by: User | None) -> None:
    """Where the ended row counted her, another one in the same field that goes on does so from that day."""
    going_on = Membership.objects.filter(kader=ended.kader, field=ended.field, until__isnull=True)
    if not ended.primary or going_on.filter(primary=True).exists():
        return
    next_one = going_on.order_by("since", "pk").first()
    if next_one is not None:
        promote(next_one, on=on, now=now, by=by)


def promote(membership: Membership, *, on: date, now: datetime, by: User | None) -> Membership:
    """From that day, or from its beginning if that is later, this one counts her. Nothing else may count her then."""
    row = locked(membership)
    if on > row.since:
        return begin_instead(end(row, on=on), on=on, now=now, reason=Reason.PRIMARY, by=by, primary=True)
    row.primary = True
    row.save(update_fields=["primary"])
    changed(row.kader, field=row.field, joined=row, reason=Reason.PRIMARY, on=row.since, now=now, by=by)
    return row


def _refuse_doubles(rows: Sequence[Joining]) -> None:
    """Say plainly what the constraints of the table would refuse anyway, and periods that would overlap."""
    for row in rows:
        if (row.posyandu is None) == (row.pustu is None):
            raise UserError(_("Pilih satu tempat tugas: posyandu atau pustu."))
    goes_on = Q(until__isnull=True) | Q(until__gt=min((row.on for row in rows), default=date.min))
    still = list(Membership.objects.filter(goes_on, kader__in=[row.kader for row in rows]))
    for row in rows:
        same = [m for m in still if (m.kader_id, m.field) == _who(row) and m.since < _end(m) and row.on < _end(m)]
        if row.primary and any(m.primary for m in same):
            raise UserError(
                _("Kader ini masih bertugas di tempat lain untuk bidang yang sama. Pindahkan, atau akhiri dulu.")
            )
        if row.posyandu and any(m.posyandu_id == row.posyandu.pk for m in same):
            raise UserError(_("Kader ini sudah tercatat di posyandu itu untuk bidang yang sama."))


def _who(row: Joining) -> tuple[int, str]:
    return row.kader.pk, row.field


def _end(row: Membership) -> date:
    return row.until or date.max
