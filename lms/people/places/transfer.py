"""Kader go along when a posyandu moves, is merged into another, or is split: first shown, then done in one act."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Max

from lms.areas.errors import UserError
from lms.areas.format import angka, tanggal
from lms.areas.models import Area, Posyandu, PosyanduKind, Puskesmas
from lms.areas.places import posyandu as places
from lms.people import audit, memberships
from lms.people.audit import Act
from lms.people.memberships import BULK, Joining
from lms.people.models import Membership, User
from lms.people.places import rules
from lms.people.places.rules import Outcome, Serving


@dataclass(frozen=True)
class Plan:
    """Who serves in the posyandu concerned today, and what becomes of each."""

    rows: Mapping[int, Membership]
    target: Posyandu | None
    chosen: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def serving(self) -> list[Serving]:
        return [
            Serving(row.pk, row.kader_id, row.field, row.office, row.primary, self._at_target(row), row.since)
            for row in self.rows.values()
        ]

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return rules.joined(self.serving, self.chosen)

    @cached_property
    def contested(self) -> dict[str, list[int]]:
        return rules.contested(self.serving)

    @cached_property
    def kader(self) -> dict[int, Membership]:
        """Kader id -> one of her memberships, for her name."""
        return {row.kader_id: row for row in self.rows.values()}

    @property
    def going(self) -> int:
        """How many kader come from elsewhere."""
        return len({row.kader for row in self.serving if not row.at_target})

    @property
    def mark(self) -> str:
        """Changes when anybody here changes: an act that was confirmed for others is not done."""
        said = sorted(map(repr, self.serving))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def _at_target(self, row: Membership) -> bool:
        return self.target is not None and row.posyandu_id == self.target.pk


def plan(
    sources: Sequence[Posyandu], *, target: Posyandu | None = None, chosen: Mapping[str, int] | None = None
) -> Plan:
    """Everybody who still serves in the sources (and the target), and what becomes of her. One query."""
    there = [*sources, *([target] if target else [])]
    rows = Membership.objects.filter(posyandu__in=there, until__isnull=True).select_related("kader__person")
    return Plan({row.pk: row for row in rows.order_by("kader__person__name", "pk")}, target, chosen or {})


@transaction.atomic
def move(
    posyandu: Posyandu,
    *,
    desa: Area,
    puskesmas: Puskesmas,
    on: date,
    mark: str,
    by: User,
    now: datetime,
    today: date,
    name: str = "",
) -> Posyandu:
    """From that day it stands in another desa or under another puskesmas, with everybody who serves there; under the
    other ``name``, where one is given.

    Out: the successor. UserError as ``places.succeed``, or if people have changed since ``mark``.
    """
    planned = _checked(plan([posyandu]), [posyandu], on=on, mark=mark)
    heir = places.succeed(posyandu, desa=desa, puskesmas=puskesmas, on=on, today=today, name=name)
    _carry_out(planned.outcomes, planned, heir, on=on, now=now)
    told = {"into": heir.pk}
    audit.record(Act.PLACE_MOVED, by=by, now=now, count=planned.going, detail=told, posyandu=posyandu, area=desa)
    return heir


@transaction.atomic
def merge(
    sources: Sequence[Posyandu],
    target: Posyandu,
    *,
    on: date,
    chosen: Mapping[str, int],
    mark: str,
    by: User,
    now: datetime,
    today: date,
) -> None:
    """From that day these posyandu are part of the target, with everybody who serves there.

    Whoever stands in both goes on once; a seat that two hold goes to the one ``chosen``. UserError as
    ``places.end_into``, or if people have changed since ``mark``.
    """
    planned = _checked(plan(sources, target=target, chosen=chosen), [*sources, target], on=on, mark=mark)
    for one in sources:
        places.end_into(one, target, on=on, today=today)
    _carry_out(planned.outcomes, planned, target, on=on, now=now)
    for one in sources:
        count = sum(row.posyandu_id == one.pk for row in planned.rows.values())
        audit.record(Act.PLACE_MERGED, by=by, now=now, posyandu=one, count=count, detail={"into": target.pk})


@transaction.atomic
def split(
    posyandu: Posyandu,
    *,
    name: str,
    kader_ids: Collection[int],
    on: date,
    mark: str,
    by: User,
    now: datetime,
    today: date,
) -> Posyandu:
    """From that day these kader serve in a new posyandu of the same desa, puskesmas and kind. Out: the new one.

    UserError if nobody goes or nobody stays, as for opening, or if people have changed since ``mark``.
    """
    whole = plan([posyandu])
    going = Plan({pk: row for pk, row in whole.rows.items() if row.kader_id in kader_ids}, None)
    if not going.rows or len(going.rows) == len(whole.rows):
        raise UserError("Pilih sebagian kader: minimal satu pindah ke posyandu baru, dan minimal satu tetap.")
    _checked(whole, [posyandu], on=on, mark=mark, outcomes=going.outcomes)
    found = places.locked(posyandu)
    kind = found.kinds.filter(until__isnull=True).values_list("kind", flat=True).first()
    made = places.open_one(
        name=name,
        desa=found.desa,
        puskesmas=found.puskesmas,
        on=on,
        today=today,
        kind=kind or PosyanduKind.Kind.TERPADU,
    )
    _carry_out(going.outcomes, going, made, on=on, now=now)
    audit.record(Act.PLACE_SPLIT, by=by, now=now, count=going.going, detail={"into": made.pk}, posyandu=found)
    return made


def rehearse(act: Callable[[], object]) -> None:
    """Do it and take it back, so that what is shown for confirmation is not refused later. Raises what it raises."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def _left_on(there: Sequence[Posyandu]) -> list[date]:
    left = Membership.objects.filter(posyandu__in=there, until__isnull=False)
    last = left.aggregate(last=Max("until"))["last"]
    return [last] if last else []


def _checked(
    planned: Plan, there: Sequence[Posyandu], *, on: date, mark: str, outcomes: list[Outcome] | None = None
) -> Plan:
    if planned.mark != mark:
        raise UserError("Susunan kadernya baru saja berubah, jadi belum ada yang dipindahkan. Periksa sekali lagi.")
    if len(planned.rows) > BULK:
        raise UserError(f"Lebih dari {angka(BULK)} keanggotaan sekaligus. Pindahkan sebagian kadernya dulu.")
    first = rules.earliest(planned.outcomes if outcomes is None else outcomes, _left_on(there))
    if first is not None and on < first:
        raise UserError(
            f"Sampai {tanggal(first - timedelta(days=1))} masih ada kader yang mulai atau berhenti di sini. Tulis "
            f"{tanggal(first)} atau sesudahnya."
        )
    return planned


def _carry_out(outcomes: Sequence[Outcome], planned: Plan, target: Posyandu, *, on: date, now: datetime) -> None:
    fresh = []
    for outcome in outcomes:
        if outcome.moves is not None:
            memberships.move(planned.rows[outcome.moves.key], posyandu=target, on=on, now=now)
            continue
        for row in outcome.ends:
            memberships.leave(planned.rows[row.key], on=on, now=now, hand_over=False)
        if outcome.stays is None:
            fresh.append(_joining(outcome, planned, target, on))
    memberships.join_many(fresh, now=now)


def _joining(outcome: Outcome, planned: Plan, target: Posyandu, on: date) -> Joining:
    """Under the SK of the place where she goes on, else under the one she brings."""
    theirs = sorted((planned.rows[row.key] for row in outcome.ends), key=lambda row: row.posyandu_id != target.pk)
    last = theirs[0]
    return Joining(
        kader=last.kader,
        on=on,
        posyandu=target,
        field=outcome.field,
        office=outcome.office,
        decree_number=last.decree_number,
        decree_date=last.decree_date,
        primary=outcome.primary,
    )
