"""The list of a day for a phone: what she may see there, and nothing else. It stands there 48 hours (decision 0058)."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from assessments import day_presence, day_stations
from assessments.day_parts import Asked, Piece

LASTS = timedelta(hours=48)
PIECES: tuple[Callable[[Asked], Piece | None], ...] = (day_stations.piece, day_presence.piece)


def bundle(asked: Asked, *, now: datetime) -> dict[str, Any]:
    """The whole list as JSON says it, with the parts in which she has work."""
    pieces = [piece for piece in (make(asked) for make in PIECES) if piece is not None]
    people: dict[str, dict[str, Any]] = defaultdict(dict)
    for piece in pieces:
        for uuid, said in piece.people.items():
            people[uuid] |= said
    whole = {
        "event": _event(asked),
        "profile": str(asked.profile.uuid),
        "keys": {kind: key for piece in pieces for kind, key in piece.keys.items()},
        "until": (now + LASTS).isoformat(),
        "people": dict(people),
    }
    return whole | {name: value for piece in pieces for name, value in piece.data.items()}


def _event(asked: Asked) -> dict[str, Any]:
    event, sessions = asked.event, asked.event.sessions.order_by("day", "starts")
    return {
        "uuid": str(event.uuid),
        "title": event.title,
        "place": event.place,
        "days": [day.isoformat() for day in event.days],
        "sessions": [{"id": str(one.uuid), "label": one.title, "day": one.day.isoformat()} for one in sessions],
    }
