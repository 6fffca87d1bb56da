"""The envelope in which answers travel: a JSON string, frozen when the kader hands in (DESIGN 5.3). Pure.

Version 1: ``{"v": 1, "id": uuid, "ticket": token, "answers": {"<position>": answer}, "started_at": iso,
"finished_at": iso, "times": {"<position>": seconds}}``. Moments and times are a phone's clock: evidence, never truth;
unreadable ones are let go, and ``times`` may be missing.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

VERSION = 1
MAX_LENGTH = 64 * 1024  # characters; a ticket of 28 items needs under 3,000
_LETTERS = "ACDEFGHJKMNPQRTUVWXY2346789"  # none that reads like another on a small screen (0 O, 1 I L, 5 S, 8 B ...)

_TICKET = re.compile(r"[A-Za-z0-9_-]{1,32}")
_DAY = 24 * 60 * 60
_NAMED_TICKET = re.compile(r'"ticket"\s*:\s*"([A-Za-z0-9_-]{1,32})"')


class UnreadableError(ValueError):
    """The string is no envelope of a version we know."""


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


def digest(body: str) -> str:
    """SHA-256 of the bytes, taken before anything is parsed."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def receipt_code(sha256: str) -> str:
    """Six letters from the digest (K7M-42Q), so that the phone can show the code before it has a signal."""
    number, letters = int(sha256, 16), []
    for _ in range(6):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def unseal(body: str) -> Envelope:
    """Read an envelope. UnreadableError: not JSON, another version, or a part missing or of the wrong shape."""
    if len(body) > MAX_LENGTH:
        raise UnreadableError("too long")
    try:
        data = strict_json(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON") from error
    if not isinstance(data, dict) or data.get("v") != VERSION:
        raise UnreadableError("unknown version")
    ticket, answers = data.get("ticket"), data.get("answers")
    if not isinstance(ticket, str) or not _TICKET.fullmatch(ticket) or not isinstance(answers, dict):
        raise UnreadableError("ticket or answers missing")
    return Envelope(_uuid(data.get("id")), ticket, answers, _moment(data.get("finished_at")), _times(data.get("times")))


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


def strict_json(text: str | bytes) -> Any:
    """JSON in which no name stands twice: of two answers to one item nobody could say which one was meant.

    ValueError or RecursionError if it is none.
    """
    return json.loads(text, object_pairs_hook=_no_twins)


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise UnreadableError("no id") from error


def _times(data: object) -> dict[str, int]:
    pairs = data.items() if isinstance(data, dict) else ()
    return {name: value for name, value in pairs if type(value) is int and 0 <= value <= _DAY}


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
