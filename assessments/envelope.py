"""The envelope in which answers travel: a JSON string, frozen when the kader hands in (DESIGN 5.3). Pure.

Version 1: ``{"v": 1, "id": uuid, "ticket": token, "answers": {"<position>": answer}, "started_at": iso,
"finished_at": iso, "times": {"<position>": seconds}}``. Moments and times are a phone's clock: evidence, never truth;
unreadable ones are let go, and ``times`` may be missing.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lms.people.sealed import VERSION, UnreadableError, moment, opened, uuid

_TICKET = re.compile(r"[A-Za-z0-9_-]{1,32}")
_DAY = 24 * 60 * 60
_NAMED_TICKET = re.compile(r'"ticket"\s*:\s*"([A-Za-z0-9_-]{1,32})"')


@dataclass(frozen=True)
class Envelope:
    id: UUID
    ticket: str
    answers: Mapping[str, object]
    finished_at: datetime | None
    times: Mapping[str, int]


def seal(
    *, id: UUID, ticket: str, answers: Mapping[str, object], started_at: datetime, finished_at: datetime | None
) -> str:
    """The envelope as it is sent; the same input gives the same bytes. ``finished_at`` None: when it is received."""
    return json.dumps(
        {
            "v": VERSION,
            "id": str(id),
            "ticket": ticket,
            "answers": dict(sorted(answers.items())),
            "started_at": started_at.isoformat(),
            "finished_at": finished_at.isoformat() if finished_at else None,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unseal(body: str) -> Envelope:
    """Read an envelope. UnreadableError: not JSON, another version, or a part missing or of the wrong shape."""
    data = opened(body)
    ticket, answers = data.get("ticket"), data.get("answers")
    if not isinstance(ticket, str) or not _TICKET.fullmatch(ticket) or not isinstance(answers, dict):
        raise UnreadableError("ticket or answers missing")
    return Envelope(uuid(data.get("id")), ticket, answers, moment(data.get("finished_at")), _times(data.get("times")))


def ticket_named_in(body: str) -> str:
    """The ticket that an unreadable envelope still names; "" if it names none."""
    found = _NAMED_TICKET.search(body)
    return found[1] if found else ""


def readable_answers(text: str) -> Mapping[str, object]:
    """What an envelope answers, as far as it can be read; {} for one that cannot."""
    try:
        return unseal(text).answers
    except UnreadableError:
        return {}


def _times(data: object) -> dict[str, int]:
    pairs = data.items() if isinstance(data, dict) else ()
    return {name: value for name, value in pairs if type(value) is int and 0 <= value <= _DAY}
