"""What every envelope of a phone has in common: bytes frozen at hand-in, hashed before anything is read. Pure.

Answers to a ticket (``assessments.envelope``) carry no ``kind``. The others are JSON objects with ``v`` 1, ``kind``,
``id``, mostly the ``profile`` of the phone that sealed them, and ``at``, the phone's clock: evidence, never truth.
"""

import hashlib
import json
import re
from datetime import datetime
from typing import Any
from uuid import UUID

VERSION = 1
MAX_LENGTH = 64 * 1024  # characters
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_LETTERS = "ACDEFGHJKMNPQRTUVWXY2346789"  # none that reads like another on a small screen (0 O, 1 I L, 5 S, 8 B ...)


class UnreadableError(ValueError):
    """The string is no envelope of a version we know."""


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


def opened(body: str) -> dict[str, Any]:
    """The object in an envelope of a version we know. UnreadableError: it is none."""
    if len(body) > MAX_LENGTH:
        raise UnreadableError("too long")
    try:
        data = strict_json(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON") from error
    if not isinstance(data, dict) or data.get("v") != VERSION:
        raise UnreadableError("unknown version")
    return data


def uuid(text: object) -> UUID:
    """UnreadableError: it is none."""
    try:
        return UUID(str(text))
    except ValueError as error:
        raise UnreadableError("no id") from error


def name(text: object) -> str:
    """A slug, key or token as we make them. UnreadableError: none of ours could read so."""
    if not isinstance(text, str) or not _NAME.fullmatch(text):
        raise UnreadableError("no name")
    return text


def moment(text: object) -> datetime | None:
    """What a phone's clock said; None if that is no moment."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def clamp(at: datetime | None, *, earliest: datetime, latest: datetime) -> datetime:
    """A phone's clock is a hint, never the truth: held between the two; None: the receipt."""
    return latest if at is None else max(earliest, min(at, latest))
