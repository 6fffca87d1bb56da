"""Two rows become one person, and two again: only by an officer who has seen both side by side.

Nothing is moved: evidence, certificates and past memberships stay on the row they were made for. From the day of the
merge the kept row alone is counted, and what the other one has shown counts for it.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Posyandu, Pustu
from lms.people import audit, memberships, registry, scope
from lms.people.accounts import close
from lms.people.audit import Act
from lms.people.corrections import refuse_overlap
from lms.people.memberships import Joining, Reason
from lms.people.models import Kader, KaderMerge, Membership, MembershipChange, MergeChange, User
from lms.people.scope import Action


@transaction.atomic
def merge(kept: Kader, gone: Kader, *, by: User, now: datetime, take_over: Collection[int] | None = None) -> KaderMerge:
    """``gone`` is the same person as ``kept``: from today she is counted once, as ``kept``.

    ``take_over`` are those of the other row's memberships (ids) that are really hers and go on; None: all where the
    kept one does not serve already. The other row's card and PIN end. UserError: the same row, one that takes part in
    another merge, an officer's account, or a kader out of the officer's reach.
    """
    kept, gone = _locked(kept, gone)
    today = timezone.localdate(now)
    _refuse(kept, gone, by, today)
    made = KaderMerge.objects.create(
        kept=kept, gone=gone, merged_on=today, merged_at=now, merged_by=by, served_since=kept.served_since
    )
    ended = [(row, row.until) for row in _going_on(gone, today)]
    for row, _planned in ended:
        _end(row, made, today, now, by)
    Kader.objects.filter(pk=gone.pk).update(merged_into=kept)
    gone.merged_into = kept
    Kader.objects.filter(pk=kept.pk).update(served_since=_earlier(kept.served_since, gone.served_since))
    for row, until in ended:
        if take_over is None or row.pk in take_over:
            _take_over(row, until, made, now, by)
    close(gone.person, now=now)
    _tell(made, Act.KADER_MERGED, by, now)
    return made


@transaction.atomic
def unmerge(made: KaderMerge, *, by: User, now: datetime, give_back: Collection[int] | None = None) -> None:
    """They are two after all: from today both stand again. What was counted meanwhile stays as it was.

    ``give_back`` are the memberships (ids) that the merge ended and that go on from today; None: all. What the kept
    one took over with them ends. A new card opens the other one's account again. UserError: already taken back, out
    of reach, or as the floors above refuse it.
    """
    kept, gone = _locked(made.kept, made.gone)
    made = KaderMerge.objects.select_for_update().get(pk=made.pk)
    today = timezone.localdate(now)
    if made.undone_at is not None:
        raise UserError(_("Gabungan ini sudah dibatalkan. Tidak ada yang diubah."))
    if not may_undo(by, made, on=today):
        raise UserError(_("Kedua kader harus bertugas di wilayah Ibu/Bapak. Tidak ada yang diubah."))
    made.undone_on, made.undone_at, made.undone_by = today, now, by
    made.save(update_fields=["undone_on", "undone_at", "undone_by"])
    Kader.objects.filter(pk=gone.pk).update(merged_into=None)
    Kader.objects.filter(pk=kept.pk, served_since=gone.served_since).update(served_since=made.served_since)
    gone.merged_into = None
    for change in _ends(made):
        row = cast("Membership", change.left)
        _take_back(row, made, today, now, by)
        if give_back is None or row.pk in give_back:
            _give_back(row, change.planned_until, made, today, now, by)
    _tell(made, Act.KADER_UNMERGED, by, now)


def ended_by(made: KaderMerge) -> list[Membership]:
    """The memberships of the merged-away row that went on until the merge, with their places."""
    return [change.left for change in _ends(made) if change.left]


def _ends(made: KaderMerge) -> QuerySet[MembershipChange]:
    rows = MembershipChange.objects.filter(merge=made, kader=made.gone, reason=Reason.MERGED)
    return rows.select_related("left__posyandu__desa", "left__pustu__desa", "left__kader").order_by("pk")


def may_undo(user: User, made: KaderMerge, *, on: date) -> bool:
    """Are the kept kader and the places that the other one served in within this officer's reach?"""
    if not scope.known(user, Action.MANAGE_PEOPLE, Kader.objects.filter(pk=made.kept_id), on=on).exists():
        return False
    last = list(made.gone.memberships.order_by("-since", "-pk")[:1])
    rows = ended_by(made) or last
    posyandu = Posyandu.objects.filter(pk__in=[row.posyandu_id for row in rows if row.posyandu_id])
    pustu = Pustu.objects.filter(pk__in=[row.pustu_id for row in rows if row.pustu_id])
    return (
        scope.rows(user, Action.MANAGE_PEOPLE, posyandu, on=on).exists()
        or scope.rows(user, Action.MANAGE_PEOPLE, pustu, on=on).exists()
    )


def _locked(kept: Kader, gone: Kader) -> tuple[Kader, Kader]:
    """Both rows as they stand now, so that two merges with one kader in common follow each other."""
    ids = sorted({kept.pk, gone.pk})
    list(Kader.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    rows = {row.pk: row for row in Kader.objects.select_related("person").filter(pk__in=ids)}
    return rows[kept.pk], rows[gone.pk]


def _refuse(kept: Kader, gone: Kader, by: User, today: date) -> None:
    reach = scope.known(by, Action.MANAGE_PEOPLE, Kader.objects.filter(pk__in=[kept.pk, gone.pk]), on=today)
    if kept.pk == gone.pk:
        raise UserError(_("Ini data yang sama. Pilih dua data yang berbeda."))
    if kept.merged_into_id or gone.merged_into_id or Kader.objects.filter(merged_into=gone).exists():
        raise UserError(
            _("Salah satu data ini sudah bagian dari gabungan lain. Pertahankan data yang sudah menampungnya.")
        )
    if kept.person.deceased != gone.person.deceased:
        raise UserError(_("Hanya satu dari keduanya tercatat meninggal. Betulkan dulu salah satunya."))
    if reach.count() != 2:
        raise UserError(_("Kedua kader harus bertugas di wilayah Ibu/Bapak. Tidak ada yang diubah."))
    user = User.objects.filter(person=gone.person).first()
    coming = Q(until__isnull=True) | Q(until__gt=today)
    if user is not None and (user.is_staff or user.is_superuser or user.roles.filter(coming).exists()):
        raise UserError(_("Data kedua punya akun petugas. Pertahankan data itu, dan gabungkan yang lain ke sana."))


def _going_on(gone: Kader, today: date) -> list[Membership]:
    """Those that count on a day to come, the one that counts her first."""
    rows = gone.memberships.select_for_update(of=("self",)).filter(Q(until__isnull=True) | Q(until__gt=today))
    rows = rows.select_related("kader", "posyandu", "pustu").order_by("-primary", "since", "pk")
    return [row for row in rows if row.until != row.since]


def _end(row: Membership, made: KaderMerge, today: date, now: datetime, by: User) -> None:
    planned, row.until = row.until, max(today, row.since)
    row.save(update_fields=["until"])
    memberships.changed(
        row.kader,
        field=row.field,
        left=row,
        reason=Reason.MERGED,
        on=row.until,
        now=now,
        by=by,
        merge=made,
        planned_until=planned,
    )


def _take_over(row: Membership, until: date | None, made: KaderMerge, now: datetime, by: User) -> None:
    """The kept one serves there from the day on which the other one's membership ended, unless she does already."""
    day = row.until or made.merged_on
    goes_on = made.kept.memberships.filter(Q(until__isnull=True) | Q(until__gt=day), field=row.field)
    there = [m for m in goes_on if m.until != m.since and m.since < (until or date.max)]
    if any((m.posyandu_id, m.pustu_id) == (row.posyandu_id, row.pustu_id) for m in there):
        return
    joining = Joining.like(row, day, kader=made.kept, primary=not any(m.primary for m in there))
    joined = joining.membership()
    joined.until = until
    joined.save()
    memberships.changed(
        made.kept, field=row.field, joined=joined, reason=Reason.MERGED, on=day, now=now, by=by, merge=made
    )


def _take_back(row: Membership, made: KaderMerge, today: date, now: datetime, by: User) -> None:
    for taken in _taken_for(row, made, today):
        taken.until = max(today, taken.since)
        taken.save(update_fields=["until"])
        memberships.changed(
            made.kept, field=row.field, left=taken, reason=Reason.UNMERGED, on=taken.until, now=now, by=by, merge=made
        )
        memberships.count_elsewhere(taken, on=taken.until, now=now, by=by)


def _give_back(row: Membership, until: date | None, made: KaderMerge, today: date, now: datetime, by: User) -> None:
    """The row that the merge ended goes on from today, until the end it was to have."""
    day = max(today, row.since)
    if until is not None and until <= day:
        return
    joined = Joining.like(row, day).membership()
    joined.until = until
    refuse_overlap(joined)
    joined.save()
    memberships.changed(
        made.gone, field=row.field, joined=joined, reason=Reason.UNMERGED, on=day, now=now, by=by, merge=made
    )


def _taken_for(row: Membership, made: KaderMerge, today: date) -> list[Membership]:
    """What the kept one took over in that place and field, and what it has become without moving, if it goes on."""
    taken = MembershipChange.objects.filter(merge=made, kader=made.kept, reason=Reason.MERGED, joined__field=row.field)
    here = taken.filter(joined__posyandu=row.posyandu, joined__pustu=row.pustu)
    if not here.exists():
        return []
    rows = made.kept.memberships.select_for_update(of=("self",)).filter(
        Q(until__isnull=True) | Q(until__gt=today),
        field=row.field,
        posyandu=row.posyandu,
        pustu=row.pustu,
        since__gte=made.merged_on,
    )
    return [m for m in rows.select_related("kader") if m.until != m.since]


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _tell(made: KaderMerge, act: Act, by: User, now: datetime) -> None:
    """The boards by their transition rows, the other floors by their hooks, the audit trail."""
    pair = (made.kept, made.gone)
    MergeChange.objects.bulk_create(MergeChange(kader=kader, merge=made, received_at=now) for kader in pair)
    registry.merged(made, now)
    for kader, other in (pair, pair[::-1]):
        audit.record(act, by=by, now=now, kader=kader, detail={"other": other.pk, "merge": made.pk})
