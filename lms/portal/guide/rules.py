"""Which three skills come back before a posyandu opens. Pure: days and counts in, keys out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

QUESTIONS = 3
BEFORE = 4  # days before it opens: over the weekend before a Monday too
FRESH = 90  # days: what was shown more lately needs no refreshing yet


@dataclass(frozen=True)
class Learnt:
    """A skill she has shown: when last, and how many questions on it she did not get wholly right since."""

    key: int
    since: date
    missed: int = 0


def is_near(opening: date | None, on: date) -> bool:
    """Does her posyandu open today or within a few days?"""
    return opening is not None and 0 <= (opening - on).days <= BEFORE


def month_of(day: date) -> int:
    """The months since the year 0: what moves on once, from one opening day to the next."""
    return day.year * 12 + day.month


def three(learnt: Collection[Learnt], *, on: date) -> list[int]:
    """The keys of at most three skills for the month of ``on``: one that was missed, the others from longest ago.

    Another month, others: all that were missed and all that are long ago have their turn. What is fresh only fills up.
    """
    month = month_of(on)
    missed = sorted((one for one in learnt if one.missed), key=lambda one: (-one.missed, one.since, one.key))
    first = _turned(missed, month)[:1]
    rest = sorted((one for one in learnt if one not in first), key=lambda one: (one.since, one.key))
    old = [one for one in rest if (on - one.since).days >= FRESH]
    fresh = [one for one in rest if one not in old]
    chosen = [*first, *_turned(old, (QUESTIONS - len(first)) * month), *fresh]
    return [one.key for one in chosen[:QUESTIONS]]


def _turned(ordered: Sequence[Learnt], steps: int) -> list[Learnt]:
    at = steps % len(ordered) if ordered else 0
    return [*ordered[at:], *ordered[:at]]
