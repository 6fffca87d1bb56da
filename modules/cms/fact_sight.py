"""What the pages of a fact show: old and new side by side, and what a change touches."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lms.areas.format import tanggal
from lms.areas.models import Area
from modules import fact_lists, facts
from modules.facts import Touched, Words
from modules.models import Fact
from modules.models.fact import FactStatus, FactWords


@dataclass(frozen=True)
class Line:
    """One field: what it says, what it would say."""

    label: Words
    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class Group:
    """All that is touched of one sort, and how many of them anything else happens to."""

    kind: Words
    things: list[Touched]

    @property
    def effects(self) -> list[tuple[Words, int]]:
        return list(Counter(thing.effect for thing in self.things if thing.effect).items())


@dataclass(frozen=True)
class Reach:
    """What a change touches. ``areas``: those whose own number ends, since the nation settles it."""

    groups: list[Group]
    areas: Iterable[Fact]

    @property
    def count(self) -> int:
        return sum(len(group.things) for group in self.groups)


def compare(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[Line]:
    """Every field of a fact in words, as it is (None: nothing yet) and as it would be."""
    return [
        Line(field.verbose_name, _said(field.name, (old or {}).get(field.name)), _said(field.name, new[field.name]))
        for field in FactWords._meta.local_fields
    ]


def _said(name: str, value: Any) -> str:
    if isinstance(value, date):
        return tanggal(value)
    if name == "status" and value:
        return str(FactStatus(value).label)
    return str(value or "")


def uses(key: str) -> list[Group]:
    """Where the fact is cited."""
    return _grouped(facts.touched(key))


def reach(key: str, *, area: Area | None, words: Mapping[str, Any], ends: bool = False) -> Reach:
    """What it touches that the fact of this area (None: the nation) says this from now on, or that its own ends."""
    said = fact_lists.nation().get(key=key).words if ends else words
    settles = area is None and said["status"] == FactStatus.SETTLED
    touched = facts.touched(key, after=Fact(key=key, area=area, **said))
    return Reach(_grouped(touched), fact_lists.own(key) if settles else [])


def _grouped(things: list[Touched]) -> list[Group]:
    kinds = list(dict.fromkeys(str(thing.kind) for thing in things))
    return [Group(kind, [thing for thing in things if str(thing.kind) == kind]) for kind in kinds]
