"""What a level needs, who has reached it and what is missing. Pure: days and keys in, days and keys out.

Source of the presets: ``kompetensi.md`` 2.1; a group counts only when every skill in it is *terampil*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LevelRule:
    """One level: every required group, and ``others`` more groups of any. ``position`` 1 is the lowest."""

    key: str
    title: str
    position: int
    required: tuple[str, ...]
    others: int = 0


@dataclass(frozen=True)
class Missing:
    """What a kader still lacks for a level.

    ``skills`` are the nearest way there; ``instead`` are groups that would do as well as the last of them.
    """

    skills: tuple[str, ...]
    groups: tuple[str, ...]
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reached:
    """A level that the rules say is reached, and the day of the evidence that completed it."""

    level: LevelRule
    on: date


@dataclass(frozen=True)
class Decision:
    """What the proposals of one kader should become: the open one goes or stays, and which one opens."""

    withdraw: bool
    open: Reached | None


def reached_on(level: LevelRule, skilled: Mapping[str, date]) -> date | None:
    """The day on which the level was reached. In: the day each whole group became *terampil*. None: not reached."""
    others = sorted(day for group, day in skilled.items() if group not in level.required)
    if not skilled.keys() >= set(level.required) or len(others) < level.others:
        return None
    days = [skilled[group] for group in level.required] + others[: level.others]
    return max(days, default=None)


def highest(levels: Sequence[LevelRule], skilled: Mapping[str, date]) -> Reached | None:
    """The highest level these groups reach, or None."""
    reached = [Reached(level, day) for level in levels if (day := reached_on(level, skilled))]
    return max(reached, key=lambda one: one.level.position, default=None)


def missing(level: LevelRule, left: Mapping[str, Sequence[str]]) -> Missing:
    """The shortest way to the level. In: per group, in order, its skills that are not yet *terampil*."""
    free = [group for group in left if group not in level.required]
    # Stable, so that of two groups equally near the earlier one is named.
    nearest = sorted(free, key=lambda group: len(left[group]))
    chosen, rest = nearest[: level.others], nearest[level.others :]
    groups = tuple(group for group in left if group in {*level.required, *chosen} and left[group])
    skills = tuple(skill for group in groups for skill in left[group])
    return Missing(skills, groups, tuple(rest) if any(left[group] for group in chosen) else ())


def decide(
    levels: Sequence[LevelRule],
    skilled: Mapping[str, date],
    awarded: Mapping[str, date | None],
    opened: str | None,
) -> Decision:
    """What should be proposed for one kader.

    In: the groups that are wholly *terampil*; the levels ever awarded, with the day they were revoked (None: in
    force); the level of the open proposal. A revoked level is proposed again only on evidence newer than that day.
    """
    wanted = highest(levels, skilled)
    if wanted and _settled(wanted, levels, awarded):
        wanted = None
    keeps = wanted is not None and opened == wanted.level.key
    return Decision(withdraw=opened is not None and not keeps, open=None if keeps else wanted)


def _settled(wanted: Reached, levels: Sequence[LevelRule], awarded: Mapping[str, date | None]) -> bool:
    """Is this level, or a higher one, in force already, or revoked since the evidence for it?"""
    above = {level.key for level in levels if level.position > wanted.level.position}
    if any(key in above and revoked is None for key, revoked in awarded.items()):
        return True
    if wanted.level.key not in awarded:
        return False
    revoked = awarded[wanted.level.key]
    return revoked is None or wanted.on <= revoked
