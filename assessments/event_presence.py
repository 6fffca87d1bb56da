"""The list of one day or session of an event: who is entered, who is not yet, and who was taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments import event_rights, event_roll
from assessments.event_roll import Guest
from assessments.models import Attendance, EventSession, Invitation, TrainingEvent
from lms.people.models import Kader, User
from lms.people.queries import in_field, listed
from lms.people.scope import Action, rows

FOUND = 20  # of one search


@dataclass(frozen=True)
class Part:
    """Of which day, and in which session of it; ``session`` None: the whole day."""

    day: date
    session: EventSession | None


@dataclass(frozen=True)
class Line:
    """``entry``: what stands of her that day, the latest word; None: nothing yet."""

    guest: Guest
    entry: Attendance | None

    @property
    def is_there(self) -> bool:
        return self.entry is not None and self.entry.present


def part(event: TrainingEvent, given: Mapping[str, Any], *, today: date) -> Part:
    """What the address asks for; else today, else the last day that has come."""
    day = _day(given.get("hari", ""))
    if day is None or day not in event.days:
        day = max((one for one in event.days if one <= today), default=event.starts_on)
    return Part(day, _session(event, day, given.get("sesi", "")))


def lines(event: TrainingEvent, user: User, asked: Part) -> list[Line]:
    """Everybody of the event whom the officer may enter, in the order of the paper list."""
    within = event_rights.kader_of(user, event, on=asked.day)
    entries = Attendance.objects.filter(event=event, day=asked.day, superseded_by__isnull=True)
    of_part = Q(session=asked.session) | Q(session=None)
    known: dict[int, Attendance] = {}
    for row in entries.filter(of_part).annotate(who=event_roll.WHO).order_by("-session"):
        if row.who not in known or row.present:
            known[row.who] = row
    guests = event_roll.guests(event, Invitation.State.INVITED, within=within)
    return [Line(guest, known.get(guest.kader.pk)) for guest in guests]


def found(event: TrainingEvent, user: User, search: str, *, on: date) -> list[Guest]:
    """Kader whom the officer may enter and who are not on the list: by name, for those who came without invitation."""
    if len(search) < 2:
        return []
    here = rows(user, Action.EVENTS, Kader.objects.select_related("person"), on=on)
    named = listed(here, on=on).filter(in_field(event.programme.field, "memberships__"), person__name__icontains=search)
    on_list = {guest.kader.pk for guest in event_roll.guests(event, Invitation.State.INVITED)}
    people: QuerySet[Kader] = named.exclude(pk__in=on_list).order_by("person__name", "pk").distinct()
    return event_roll.described(event, people[:FOUND])


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _session(event: TrainingEvent, day: date, given: str) -> EventSession | None:
    try:
        return event.sessions.filter(day=day, uuid=UUID(given)).first()
    except ValueError:
        return None
