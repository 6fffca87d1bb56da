"""Pure rules of what is taught: citations, canonical digests, the three-way comparison. No Django."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

CITATION = re.compile(r"\{fakta:([^{}]*)\}")
FACT_KEY = re.compile(r"[a-z0-9][a-z0-9_.]*")


def cited(text: str) -> set[str]:
    """The keys of the facts a text cites as ``{fakta:key}``, also those that cannot exist."""
    return set(CITATION.findall(text))


def strings(data: Any) -> Iterator[str]:
    """Every text inside nested lists and dicts."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)


def map_strings(data: Any, change: Callable[[str], str]) -> Any:
    """The same nested data with every text changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: map_strings(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [map_strings(value, change) for value in data]
    return data


def cited_in(data: Any) -> set[str]:
    """The keys of the facts cited anywhere in nested data."""
    return {key for text in strings(data) for key in cited(text)}


def says(wording: str, value: str) -> bool:
    """Does the sentence name the value, and not only as a part of a longer number or word?"""
    return re.search(rf"(?<![\w,.]){re.escape(value)}(?![\w]|[,.]\d)", wording) is not None


def contradicts(wording: str, value: str) -> bool:
    """Does the sentence speak in numbers, and not in this one? Both stand before a reader side by side."""
    return all(re.search(r"\d", text) for text in (wording, value)) and not says(wording, value)


def digest(data: Any) -> str:
    """SHA-256 (hex) of data in one canonical form: the same whatever the order of keys; dates as ISO text."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Decision(StrEnum):
    SAME = "same"
    CREATE = "create"
    UPDATE = "update"
    REMOVE = "remove"
    KEEP = "keep"
    CONFLICT = "conflict"


def decide(*, base: Any, file: Any, live: Any) -> Decision:
    """What to do with one thing of a package: as last imported (base), in the file, and live (None: is not there).

    A local edit is never overwritten, nor taken away because the file no longer has it: changed on both sides is a
    conflict and the live text stays.
    """
    if live == file:
        return Decision.SAME
    if live is None:
        return Decision.CREATE if base is None else Decision.CONFLICT if file != base else Decision.KEEP
    if live == base:
        return Decision.UPDATE if file is not None else Decision.REMOVE
    return Decision.KEEP if file == base else Decision.CONFLICT
