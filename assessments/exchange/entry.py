"""What a file brings: entries that can become items, and in one sentence each what cannot."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 4_000_000
MOST_ITEMS = 1_000


@dataclass(frozen=True)
class Entry:
    """One item as a file brings it. ``at``: its row or number, as people count. ``place``: words by which the file
    says where it belongs ("B3", or a path of categories). ``lesson``, ``use``, ``difficulty``: "" where it says none.
    ``pictures``: name -> bytes. ``notes``: what of it does not come along, a sentence each."""

    at: int
    key: str
    kind: str
    written: Mapping[str, Any]
    place: str = ""
    lesson: str = ""
    use: str = ""
    difficulty: str = ""
    essential: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A row that is no item, and why."""

    at: int
    sentence: str


@dataclass(frozen=True)
class Reading:
    entries: list[Entry]
    refusals: list[Refusal]


class Unusable(Exception):
    """The whole file is none of these; one plain sentence."""


def key_of(prefix: str, *parts: str) -> str:
    """The key of an item that has none: the same words give the same key, so that a file that comes twice changes
    nothing."""
    words = "\x00".join(" ".join(part.split()).casefold() for part in parts)
    return f"{prefix}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def slug(text: str) -> str:
    """A key from what another program calls the item; "" if nothing of it is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60]


def lettered(texts: list[str]) -> list[str]:
    """Keys for rows that have none: a, b, c ..."""
    return [chr(ord("a") + at) for at in range(len(texts))]
