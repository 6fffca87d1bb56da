"""The scanner of an event's attendance: its days and sessions, who is expected, and with what it seals."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from assessments import event_pages, event_rights, event_roll, presence_letters
from assessments.day_parts import Asked, Piece
from assessments.models import Invitation, TrainingEvent
from lms.areas.format import hari_tanggal
from lms.people import cards, devices
from lms.people.models import DeviceProfile, User

State = Invitation.State


@dataclass(frozen=True)
class Expected:
    """One kader of the list. ``mark``: what a phone makes of her card; "" where she has none."""

    uuid: UUID
    name: str
    place: str
    mark: str


def scanner(event: TrainingEvent, user: User, profile: DeviceProfile, *, on: date) -> dict[str, Any]:
    """What ``assessments/day/scan.html`` shows, for this corner of this phone."""
    within = event_rights.kader_of(user, event, on=on)
    guests = event_roll.guests(event, State.INVITED, State.WAITING, within=within)
    marks = cards.marks_of([guest.kader.person_id for guest in guests])
    return {
        "event": event,
        "days": _days(event),
        "expected": [
            Expected(one.kader.uuid, one.name, one.place, marks.get(one.kader.person_id, "")) for one in guests
        ],
        "profile": profile.uuid,
        "key": devices.key_for(profile, presence_letters.purpose(event.uuid)),
    }


def piece(asked: Asked) -> Piece:
    """The same for the list of a day: its screen as the page shows it, with the key that it seals with."""
    shown = scanner(asked.event, asked.user, asked.profile, on=asked.on)
    people: dict[str, dict[str, Any]] = {str(one.uuid): {} for one in shown["expected"]}  # their names stand on it
    page = render_to_string("assessments/day/scan.html", shown)
    return Piece({"presence": page}, {"presence": shown["key"]}, people)


def _days(event: TrainingEvent) -> list[dict[str, Any]]:
    """Each day with its sessions, as values of one choice: "2025-11-24|" is the whole day."""
    sessions = list(event.sessions.order_by("day", "starts", "pk"))
    return [
        {
            "title": hari_tanggal(day),
            "whole": f"{day.isoformat()}|",
            "sessions": [
                (f"{day.isoformat()}|{one.uuid}", f"{event_pages.hours(one)} {one.title}")
                for one in sessions
                if one.day == day
            ],
        }
        for day in event.days
    ]
