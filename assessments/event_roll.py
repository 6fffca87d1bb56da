"""Who belongs to an event: the invited, those who wait, walk-ins; who was there, and who is still to come (*susulan*).

Sorted as every paper of the day is: puskesmas, kelurahan, posyandu, name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.models import Attendance, EventSession, Invitation, TrainingEvent
from lms.people.models import Kader, Membership
from lms.people.queries import in_field, serving

State = Invitation.State
WHO = Coalesce("kader__merged_into", "kader")  # what stands on a row that was merged away is hers who was kept


@dataclass(frozen=True)
class Guest:
    """One kader of an event. ``state`` is that of her invitation, "" for a walk-in.

    Places are "" where she serves nowhere. ``years``: whole years as a kader, None where nobody knows.
    """

    kader: Kader
    state: str
    puskesmas: str
    desa: str
    posyandu: str
    years: int | None
    why: str = ""

    @property
    def name(self) -> str:
        return self.kader.person.name or _("(nama dihapus)")

    @property
    def place(self) -> str:
        """ "Posyandu Melati, Semampir"."""
        return ", ".join(part for part in (self.posyandu, self.desa) if part)

    @property
    def order(self) -> tuple[str, str, str, str, int]:
        return (self.puskesmas, self.desa, self.posyandu, self.name, self.kader.pk)


def guests(
    event: TrainingEvent, *states: str, within: QuerySet[Kader] | None = None, walk_ins: bool = True
) -> list[Guest]:
    """The guests of the event in these states (none given: all but those taken off), sorted; walk-ins with them.

    ``within``: only these kader. Five queries.
    """
    wanted = states or (State.INVITED, State.WAITING)
    invitations = {row.kader_id: row for row in event.invitations.all()}
    shown = {pk for pk, row in invitations.items() if row.state in wanted}
    if walk_ins:
        shown |= set(there(event)) - {pk for pk, row in invitations.items() if row.state != State.OFF}
    rows = Kader.objects.filter(pk__in=shown).select_related("person")
    people = list(rows if within is None else rows.filter(pk__in=within.values("pk")))
    return described(event, people, invitations)


def described(
    event: TrainingEvent, people: Iterable[Kader], invitations: Mapping[int, Invitation] | None = None
) -> list[Guest]:
    """These kader with their places on the first day of the event, sorted."""
    people, known = list(people), invitations or {}
    at = serving([one.pk for one in people], field=event.programme.field, day=event.starts_on)
    since = _since(people, event.programme.field)
    found = [_guest(event, one, at.get(one.pk), known.get(one.pk), since.get(one.pk)) for one in people]
    return sorted(found, key=lambda guest: guest.order)


def there(event: TrainingEvent, *, day: date | None = None, session: EventSession | None = None) -> list[int]:
    """The ids of the kader who were there: on any day, on that one, or in that session."""
    rows = Attendance.objects.standing().filter(event=event).annotate(who=WHO)
    if day is not None:
        rows = rows.filter(day=day)
    if session is not None:
        rows = rows.filter(Q(session=session) | Q(session=None))
    return list(rows.order_by("who").values_list("who", flat=True).distinct())


def by_day(event: TrainingEvent) -> dict[date, int]:
    """How many were there on each day; a day without anybody is missing."""
    rows = Attendance.objects.standing().filter(event=event).order_by().values("day")
    return dict(rows.annotate(number=Count(WHO, distinct=True)).values_list("day", "number"))


def absent(event: TrainingEvent) -> QuerySet[Invitation]:
    """The invited who were never there: *susulan*."""
    came = Attendance.objects.standing().annotate(who=WHO).filter(event=event, who=OuterRef("kader"))
    return Invitation.objects.filter(~Exists(came), event=event, state=State.INVITED)


def to_catch_up(event: TrainingEvent) -> QuerySet[Invitation]:
    """The absent who are not invited to a later one of that kind, programme and kab yet."""
    later = Invitation.objects.filter(
        event__kab=event.kab_id,
        event__programme=event.programme_id,
        event__kind=event.kind,
        event__starts_on__gte=event.ends_before,
        kader=OuterRef("kader"),
    ).exclude(state=State.OFF)
    return absent(event).filter(~Exists(later.exclude(event__status=TrainingEvent.Status.CALLED_OFF)))


def absent_before(event: TrainingEvent) -> QuerySet[Invitation]:
    """Invitations to earlier events of that kab, programme and kind to which nobody came. Per kader by OuterRef."""
    came = Attendance.objects.standing().annotate(who=WHO).filter(event=OuterRef("event"), who=OuterRef("kader"))
    earlier = Invitation.objects.filter(
        event__kab=event.kab_id,
        event__programme=event.programme_id,
        event__kind=event.kind,
        event__ends_before__lte=event.starts_on,
        state=State.INVITED,
    )
    return earlier.filter(~Exists(came)).exclude(event__status=TrainingEvent.Status.CALLED_OFF)


def counts(event: TrainingEvent) -> dict[str, int]:
    """How many stand in each state of an invitation."""
    found: dict[str, int] = defaultdict(int)
    rows = event.invitations.order_by().values("state").annotate(number=Count("pk"))
    return found | dict(rows.values_list("state", "number"))


def walk_ins(event: TrainingEvent) -> int:
    """How many came without being on the list."""
    listed = Invitation.objects.filter(event=event, kader=OuterRef("who")).exclude(state=State.OFF)
    rows = Attendance.objects.standing().annotate(who=WHO).filter(~Exists(listed), event=event)
    return rows.values("who").distinct().count()


def _guest(
    event: TrainingEvent, kader: Kader, membership: Membership | None, row: Invitation | None, since: date | None
) -> Guest:
    place = membership and (membership.posyandu or membership.pustu)
    return Guest(
        kader,
        state=row.state if row and row.state != State.OFF else "",
        puskesmas=place.puskesmas.name if place and place.puskesmas else "",
        desa=place.desa.name if place else "",
        posyandu=str(place) if place else "",
        years=(event.starts_on - since).days // 365 if since else None,
        why=row.why if row else "",
    )


def _since(people: Collection[Kader], field: str) -> dict[int, date]:
    """Since when each has been a kader, here or before."""
    rows = Membership.objects.filter(in_field(field), kader__in=[one.pk for one in people]).values("kader")
    found = dict(rows.annotate(first=Min("since")).values_list("kader", "first"))
    return found | {one.pk: one.served_since for one in people if one.served_since}
