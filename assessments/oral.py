"""The oral questions of a practical form (*menjelaskan ...*): read from its guide, two of them drawn. Pure."""

import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

_ASKS = re.compile(r"\b(?:pertanyaan|soal)\s+lisan\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\d+\.\s+(.+)")
_ONE = re.compile(r"\bsatu\b", re.IGNORECASE)


def questions(guide: str) -> list[str]:
    """The numbered lines after the paragraph that speaks of oral questions, without their numbers; none: it asks none.

    A guide may hold other numbered lists (cases to show) before that paragraph: they are not asked.
    """
    found: list[str] = []
    begun = False
    for paragraph in (part.strip() for part in guide.split("\n") if part.strip()):
        numbered = _NUMBERED.fullmatch(paragraph)
        if _ASKS.search(paragraph) and not numbered:
            begun, found = True, []
        elif begun and numbered:
            found.append(numbered[1].strip())
        elif found:
            break
    return found


def how_many(guide: str) -> int:
    """Two, but one where the guide says so."""
    lines = [line for line in guide.split("\n") if _ASKS.search(line) and not _NUMBERED.fullmatch(line)]
    return 1 if lines and _ONE.search(lines[0]) else 2


def drawn(guide: str, seed: str) -> list[str]:
    """The questions for one kader: the same whenever her page is opened, others for the next in the queue."""
    return draw(questions(guide), how_many(guide), seed)


def draw(items: Sequence[T], count: int, seed: str) -> list[T]:
    """So many of the items in their order, fixed by the seed; all where there are no more."""
    if len(items) <= count:
        return list(items)
    # Nothing hangs on nobody foreseeing it: it only has to be the same for the same seed.
    at = sorted(Random(seed).sample(range(len(items)), count))  # noqa: S311
    return [items[position] for position in at]
