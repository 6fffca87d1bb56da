"""What a quiz asks for, whether a bank can give it, and the draw. Pure: no Django; chance is passed in.

A blueprint is a list of lines ``{"competency": "B3", "count": 6, "lessons": [...], "types": [...],
"difficulties": [...], "essential": 2}``; what is left out asks for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

MODULE_POOL, POOL = 2, 3  # a pool holds so many times what is drawn from it


@dataclass(frozen=True)
class Item:
    """An item of the bank. Of those with one ``family`` (an item, and others that name it as their *soal pengganti*)
    a ticket holds one at most."""

    key: str
    competency: str
    lesson: str
    type: str
    difficulty: str
    essential: bool
    family: str


@dataclass(frozen=True)
class Line:
    """So many items of one competency. ``essential``: at least so many of them must be right; 0: by their share."""

    competency: str
    count: int
    lessons: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    essential: int = 0

    def takes(self, item: Item) -> bool:
        asked = ((self.lessons, item.lesson), (self.types, item.type), (self.difficulties, item.difficulty))
        return item.competency == self.competency and all(not some or one in some for some, one in asked)

    def pool(self, items: Iterable[Item]) -> list[Item]:
        """The items it may be filled with."""
        return [item for item in items if self.takes(item)]

    @property
    def written(self) -> dict[str, Any]:
        """As it is kept: without what asks for nothing."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items() if v}


def read(data: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines of a blueprint as it is kept, or as a package says it."""
    return [_line(**line) for line in data]


def _line(*, competency: str, count: int, essential: int = 0, **narrowed: Sequence[str]) -> Line:
    return Line(competency, count, essential=essential, **{name: tuple(some) for name, some in narrowed.items()})


def size(lines: Iterable[Line]) -> int:
    """How many items a ticket has."""
    return sum(line.count for line in lines)


def room(pool: Iterable[Item]) -> int:
    """How many of these one ticket could hold."""
    return len({item.family for item in pool})


def is_thin(line: Line, items: Iterable[Item], times: int) -> bool:
    """Does the bank hold fewer than so many times what this line draws?"""
    return room(line.pool(items)) < times * line.count


def fills(lines: Sequence[Line], items: Sequence[Item], *, tickets: int = 1) -> bool:
    """Does the bank hold enough for so many tickets without a common item?"""
    return draw(list(lines) * tickets, items, Random(0)) is not None  # noqa: S311 - whether, not which


def draw(lines: Sequence[Line], items: Sequence[Item], chance: Random) -> list[Item] | None:
    """Line after line so many by chance, none twice, with the essential ones in their share, at least one of them
    where there are any. None: the bank cannot fill it. If any choice can, one is found, however the lines overlap.
    """
    wishes = [wish for line in lines for wish in _wishes(line, items, chance)]
    holds: dict[str, int] = {}
    chosen: dict[int, Item] = {}
    if all(_place(at, wishes, holds, chosen, set()) for at in range(len(wishes))):
        return [chosen[at] for at in range(len(wishes))]
    return None


def _wishes(line: Line, items: Iterable[Item], chance: Random) -> Iterator[list[Item]]:
    """For each item of a line all it may be, the most wanted first."""
    pool = line.pool(items)
    wanted = _share(line, pool)
    for number in range(line.count):
        essential = number < wanted
        wish = sorted(chance.sample(pool, len(pool)), key=lambda item: item.essential != essential)
        yield [item for item in wish if item.essential] if number < line.essential else wish


def _share(line: Line, pool: Sequence[Item]) -> int:
    essential = sum(item.essential for item in pool)
    share = max(1, round(line.count * essential / len(pool))) if essential else 0
    return line.essential or max(min(share, essential), line.count - (len(pool) - essential))


def _place(at: int, wishes: list[list[Item]], holds: dict[str, int], chosen: dict[int, Item], seen: set[str]) -> bool:
    """Give this wish an item, moving others to what they may have instead (Kuhn's augmenting path)."""
    for item in wishes[at]:
        if item.family not in holds:
            holds[item.family], chosen[at] = at, item
            return True
    for item in wishes[at]:
        if item.family not in seen:
            seen.add(item.family)
            if _place(holds[item.family], wishes, holds, chosen, seen):
                holds[item.family], chosen[at] = at, item
                return True
    return False
