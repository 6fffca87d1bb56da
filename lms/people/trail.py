"""The audit trail as a Dinas or an administrator reads it: what concerns her place, and whose names she may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.models import Area
from lms.people import audit, invitations, scope
from lms.people.audit import Act
from lms.people.models import AuditEvent, Kader, Membership, Role, User
from lms.people.models.role import Kind
from lms.people.scope import Action

DAYS = 7  # shown unless she asks for others
MOST_DAYS = 93
MOST_EXPORTED = 20_000
_PLACES = ("posyandu__desa", "puskesmas", "area")


@dataclass(frozen=True)
class Asked:
    """What somebody wants to read: days (both included), an act, a person by her user's uuid or a part of her name."""

    first: date
    last: date
    act: str = ""
    who: str = ""
    search: str = ""


@dataclass(frozen=True)
class Line:
    """One event in words. ``who_key`` and ``whom_key`` are uuids of users by which the list can be narrowed."""

    at: datetime
    who: str
    who_key: str
    act: str
    whom: str
    whom_key: str
    place: str
    more: str


def asked(given: dict[str, Any], *, today: date, search: str = "") -> Asked:
    """Read a filter: missing or odd days become the last week, a longer span its last three months."""
    last = given.get("last") or today
    first = given.get("first") or last - timedelta(days=DAYS - 1)
    if first > last:
        first, last = last, first
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    return Asked(first, last, act=given.get("act") or "", who=given.get("who") or "", search=search)


def events(viewer: User, wish: Asked, *, on: date) -> QuerySet[AuditEvent]:
    """The events in the viewer's reach, newest first, with everything that a line shows."""
    zone = timezone.get_current_timezone()
    begin, end = (datetime.combine(day, time(), zone) for day in (wish.first, wish.last + timedelta(days=1)))
    rows = AuditEvent.objects.filter(_reach(viewer, on=on), at__gte=begin, at__lt=end)
    if wish.act:
        rows = rows.filter(act=wish.act)
    if wish.who:
        rows = rows.filter(Q(actor__uuid=wish.who) | Q(user__uuid=wish.who))
    if wish.search:
        staff = User.objects.filter(roles__isnull=False, person__name__icontains=wish.search).values("pk")
        rows = rows.filter(Q(actor__in=staff) | Q(user__in=staff))
    related = ("actor__person", "user__person__kader", "kader__person", *_PLACES)
    is_staff = Exists(Role.objects.filter(user=OuterRef("user")))
    return rows.select_related(*related).annotate(user_is_staff=is_staff).order_by("-at", "-pk")


def lines(viewer: User, rows: Iterable[AuditEvent], *, on: date) -> list[Line]:
    """The rows in words. The name of a kader is told only to whoever may see it anyway."""
    found = list(rows)
    known = set(
        scope.rows(viewer, Action.NAMES, Kader.objects.filter(pk__in=_kader_ids(found)), on=on).values_list(
            "pk", flat=True
        )
    )
    return [_line(event, known) for event in found]


def table(viewer: User, rows: QuerySet[AuditEvent], *, on: date) -> tuple[Sequence[str], Iterator[list[Any]]]:
    """Head and rows of a sheet: at most ``MOST_EXPORTED``, the newest."""
    head = [_("Waktu"), _("Siapa"), _("Apa"), _("Tentang siapa"), _("Tempat"), _("Rincian")]
    return head, _cells(viewer, rows, on=on)


def _cells(viewer: User, rows: QuerySet[AuditEvent], *, on: date) -> Iterator[list[Any]]:
    for start in range(0, MOST_EXPORTED, 500):
        part = lines(viewer, rows[start : start + 500], on=on)
        for line in part:
            moment = timezone.make_naive(line.at).replace(microsecond=0)
            yield [moment, line.who, line.act, line.whom, line.place, line.more]
        if len(part) < 500:
            return


def _reach(viewer: User, *, on: date) -> Q:
    found = Q(pk__in=[])
    for role in scope.roles(viewer, Action.AUDIT, on=on):
        found |= _about(role.area) if role.area else ~Q(pk__in=[])
    return found


def _about(area: Area) -> Q:
    """Done by, to or about somebody or something inside this area."""
    column, code = scope.column(area), area.code

    def inside(*paths: str) -> Q:
        either = Q(pk__in=[])
        for path in paths:
            either |= Q(**{f"{path}__{column}": code})
        return either

    staff = Role.objects.filter(inside("area", "puskesmas__kab")).values("user")
    kader = Membership.objects.filter(inside("posyandu__desa", "pustu__desa")).values("kader")
    places = inside("area", "puskesmas__kab", "posyandu__desa")
    return places | Q(actor__in=staff) | Q(user__in=staff) | Q(kader__in=kader)


def _kader_ids(rows: list[AuditEvent]) -> set[int]:
    theirs = (_kader_of(event) for event in rows)
    return {kader.pk for kader in theirs if kader is not None}


def _kader_of(event: AuditEvent) -> Kader | None:
    """The kader whom an event is about; whoever holds or held a role is named as staff."""
    if event.kader is not None:
        return event.kader
    if event.user is None or event.user_is_staff or event.user.person is None:  # type: ignore[attr-defined]
        return None
    return getattr(event.user.person, "kader", None)


def _line(event: AuditEvent, known: set[int]) -> Line:
    kader = _kader_of(event)
    if kader is not None:
        whom, key = (kader.person.name if kader.pk in known else _("seorang kader")), ""
    else:
        whom, key = (_name(event.user), str(event.user.uuid)) if event.user else ("", "")
    place = event.posyandu or event.puskesmas or event.area
    return Line(
        at=event.at,
        who=_name(event.actor) if event.actor else _nobody(event),
        who_key=str(event.actor.uuid) if event.actor else "",
        act=str(audit.LABELS.get(event.act, event.act)),
        whom="" if event.user_id is not None and event.user_id == event.actor_id else whom,
        whom_key=key,
        place=str(place or ""),
        more=_more(event),
    )


def _nobody(event: AuditEvent) -> str:
    """Who stands for an act without an actor: a hand that was refused, else a command of the operator."""
    return _("Seseorang") if event.act == Act.SIGN_IN_REFUSED else _("Operator")


def _name(user: User) -> str:
    return user.person.name if user.person else user.username


def _more(event: AuditEvent) -> str:
    """What else is known, in words: how many people, which role, until when."""
    parts = []
    if event.count is not None:
        parts.append(_("%(count)s orang") % {"count": event.count})
    kind = event.detail.get("kind")
    if kind in Kind.values:
        parts.append(invitations.role_words(kind, event.area, event.puskesmas))
    return ", ".join(parts)
