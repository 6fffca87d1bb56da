"""Whose boards somebody may read.

Numbers go further than names: whoever holds a role with ``Action.BOARD`` anywhere in a kab/kota reads the numbers of
that whole kab/kota, since a puskesmas or a kelurahan is judged beside its neighbours. A role over a province reads the
province, a role without area the nation. Names follow ``lms.people.scope`` alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from lms.areas.models import Area, Posyandu
from lms.areas.models.area import Level, TimeZone
from lms.people import scope
from lms.people.models import Role, User
from lms.people.scope import Action

M = TypeVar("M", bound=Model)

NATIONAL = "nasional"  # stands for the nation's empty code in an address


@dataclass(frozen=True)
class Ground:
    """What a board is about: an area, or the nation."""

    place: str
    code: str
    name: str
    level: int
    time_zone: str

    @classmethod
    def of(cls, area: Area) -> "Ground":
        return cls(area.code, area.code, area.name, area.level, area.time_zone)


NATION = Ground("", NATIONAL, "Indonesia", 0, TimeZone.WIB)


@dataclass(frozen=True)
class Reach:
    """The nation, or whole provinces and kab/kota."""

    nation: bool
    provinces: frozenset[str]
    kabs: frozenset[str]
    own: tuple[Ground, ...]

    def condition(self, prefix: str = "") -> Q:
        """Rows whose area (at ``prefix``) is within reach."""
        if self.nation:
            return ~Q(pk__in=[])
        provinces, kabs = f"{prefix}province_code__in", f"{prefix}kab_code__in"
        return Q(**{provinces: self.provinces}) | Q(**{kabs: self.kabs})

    def covers(self, code: str) -> bool:
        """Is the board of that area code within reach?"""
        return self.nation or code[:2] in self.provinces or (len(code) >= len("35.71") and code[:5] in self.kabs)


def reach(user: User, *, on: date) -> Reach:
    """What the user's roles of that day open. One query. Http404 if that is nothing."""
    held = scope.roles(user, Action.BOARD, on=on)
    if not held:
        raise Http404
    areas = [area for area in (_area(role) for role in held) if area is not None]
    nation = len(areas) < len(held)
    return Reach(
        nation=nation,
        provinces=frozenset(area.province_code for area in areas if area.level == Level.PROVINCE),
        kabs=frozenset(area.kab_code for area in areas if area.kab_code),
        own=_own(areas, nation=nation),
    )


def ground_or_404(reach: Reach, code: str) -> Ground:
    """The area of that code in force, or the nation; Http404 alike for what is not there and what is out of reach."""
    if code == NATIONAL and reach.nation:
        return NATION
    return Ground.of(_one(Area.objects.filter(reach.condition(), code=code, until__isnull=True)))


def posyandu_or_404(reach: Reach, **lookup: object) -> Posyandu:
    """A posyandu within reach, with its area and puskesmas; else Http404."""
    rows = Posyandu.objects.select_related("desa", "puskesmas")
    return _one(rows.filter(reach.condition("desa__"), **lookup))


def _one(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _area(role: Role) -> Area | None:
    return role.puskesmas.kab if role.puskesmas else role.area


def _own(areas: list[Area], *, nation: bool) -> tuple[Ground, ...]:
    grounds = {area.code: Ground.of(area) for area in areas} | ({"": NATION} if nation else {})
    return tuple(grounds[code] for code in sorted(grounds))
