"""Whom a leak may concern: everybody whose data an account has seen or taken in a time (UU 27/2022, pasal 46)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.assessing import at
from assessments.models import TrainingEvent
from lms.areas.sheets.writing import Page
from lms.people import audit, scope
from lms.people.audit import Act
from lms.people.models import AuditEvent, Kader, User
from lms.people.queries import place_name, serving
from lms.people.scope import Action

LISTS = (Act.LIST_SEEN, Act.LIST_EXPORTED, Act.HELD_LISTED, Act.HELD_EXPORTED, Act.EVENT_PAPERS)


@dataclass(frozen=True)
class Breach:
    """What an account did in that time, and the kader concerned; ``whole_scope``: a list of hers was opened too."""

    account: User
    since: datetime
    until: datetime
    events: int
    whole_scope: bool
    kader: list[Kader]

    def page(self) -> Page:
        """Letters go to these: name, phone, where they serve."""
        places = serving([one.pk for one in self.kader], day=timezone.localdate(self.until))
        rows = [
            [one.person.name, one.person.phone, place_name(places[one.pk]) if one.pk in places else ""]
            for one in self.kader
        ]
        return Page("Terdampak", ["Nama", "Nomor HP", "Tempat tugas"], rows)


def concerned(account: User, *, since: datetime, until: datetime, now: datetime) -> Breach:
    """Everybody whose page the account opened; where it opened or took a list, all kader in its reach. Audited."""
    events = AuditEvent.objects.filter(actor=account, at__gte=since, at__lt=until)
    lists = events.filter(act__in=LISTS).exists()
    found = _kader(account, events, lists=lists, until=until)
    audit.record(Act.BREACH_LISTED, by=None, now=now, user=account, count=len(found))
    return Breach(account, since, until, events.count(), lists, found)


def _named(events: QuerySet[AuditEvent]) -> set[UUID]:
    """The training events whose lists or papers it opened."""
    rows = events.filter(act__in=LISTS, detail__has_key="event").values_list("detail__event", flat=True)
    return {UUID(found) for found in rows}


def _kader(account: User, events: QuerySet[AuditEvent], *, lists: bool, until: datetime) -> list[Kader]:
    wanted = Q(pk__in=events.exclude(kader=None).values("kader"))
    for event in TrainingEvent.objects.filter(uuid__in=_named(events)):
        wanted |= at(event)  # whose events have guests from places that are not hers
    if lists:
        reach = scope.rows(account, Action.NAMES, Kader.objects.all(), on=timezone.localdate(until))
        wanted |= Q(pk__in=reach.values("pk"))
    rows = Kader.objects.filter(wanted, person__erased_at=None).select_related("person")
    return list(rows.order_by("person__name", "pk"))
