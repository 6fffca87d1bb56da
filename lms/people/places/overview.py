"""Reads the places of a Dinas with their counts: a fixed number of queries whatever their number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet

from lms.areas.models import Area, Catchment, FormerName, Posyandu, PosyanduKind, Puskesmas, Pustu
from lms.areas.models.area import Level
from lms.people import scope
from lms.people.models import Membership, User
from lms.people.queries import in_force
from lms.people.scope import Action

FOUND = 50

OPEN = Q(closed_on__isnull=True)
NAMED: tuple[tuple[type[Model], list[str]], ...] = (
    (Puskesmas, ["kab"]),
    (Posyandu, ["desa", "puskesmas"]),
    (Pustu, ["desa", "puskesmas"]),
)


@dataclass(frozen=True)
class Counted:
    """A place with how many posyandu, pustu and kader it has, and who serves it (a kelurahan only)."""

    place: Any  # an Area or a Puskesmas
    counts: Sequence[int]
    server: str = ""
    desa: int = 0

    @property
    def posyandu(self) -> int:
        return self.counts[0]

    @property
    def pustu(self) -> int:
        return self.counts[1]

    @property
    def kader(self) -> int:
        return self.counts[2]


@dataclass(frozen=True)
class Kecamatan:
    name: str
    rows: Sequence[Counted]


@dataclass(frozen=True)
class Line:
    """A posyandu or pustu in a list; ``strange`` names the puskesmas that serves its kelurahan, if it is another."""

    place: Posyandu | Pustu
    kader: int
    kind: str = ""
    strange: str = ""


@dataclass(frozen=True)
class Found:
    """A place found by name, and the former name by which it was found."""

    place: Posyandu | Pustu | Puskesmas
    former: str = ""


def kab_of(user: User, *, on: date) -> QuerySet[Area]:
    """The kab/kota whose places the user looks after; those that have some come first."""
    rows = scope.rows(user, Action.MANAGE_PLACES, Area.objects.filter(level=Level.KAB, until__isnull=True), on=on)
    return rows.annotate(centres=Count("puskesmas", filter=Q(puskesmas__closed_on__isnull=True))).order_by(
        F("centres").desc(), "code"
    )


def by_kecamatan(kab: Area, *, on: date) -> list[Kecamatan]:
    """The kelurahan of a kab/kota by kecamatan, in order of their codes. Six queries."""
    areas = Area.objects.filter(kab_code=kab.code, until__isnull=True)
    names = dict(areas.filter(level=Level.KEC).values_list("code", "name"))
    posyandu, pustu = (_count(model, "desa", kab) for model in (Posyandu, Pustu))
    kader, servers = _kader_of(kab, "desa", on=on), _servers(kab, on=on)
    found: dict[str, list[Counted]] = defaultdict(list)
    for area in areas.filter(level=Level.DESA).order_by("code"):
        counts = [rows.get(area.pk, 0) for rows in (posyandu, pustu, kader)]
        found[area.kec_code].append(Counted(area, counts, server=servers.get(area.pk, "")))
    return [Kecamatan(names.get(code, code), rows) for code, rows in found.items()]


def by_puskesmas(kab: Area, *, on: date) -> list[Counted]:
    """The puskesmas of a kab/kota by name, closed ones last. Five queries."""
    posyandu, pustu = (_count(model, "puskesmas", kab) for model in (Posyandu, Pustu))
    kader = _kader_of(kab, "puskesmas", on=on)
    serving = Catchment.objects.filter(in_force(on), puskesmas__kab=kab).values_list("puskesmas")
    desa: Mapping[int, int] = dict(serving.annotate(Count("pk")).order_by())
    rows = Puskesmas.objects.filter(kab=kab).order_by(F("closed_on").asc(nulls_first=True), "name")
    return [
        Counted(row, [counts.get(row.pk, 0) for counts in (posyandu, pustu, kader)], desa=desa.get(row.pk, 0))
        for row in rows
    ]


def served_by(puskesmas: Puskesmas, *, on: date) -> list[str]:
    """The names of the kelurahan that a puskesmas serves on that day. One query."""
    rows = Catchment.objects.filter(in_force(on), puskesmas=puskesmas).order_by("desa__code")
    return list(rows.values_list("desa__name", flat=True))


def lines(*, on: date, **where: Model) -> list[Line]:
    """The posyandu and pustu of a desa or puskesmas, closed ones too, by kelurahan and name. Five queries."""
    kinds = Prefetch("kinds", PosyanduKind.objects.filter(until__isnull=True), to_attr="now")
    posyandu = Posyandu.objects.filter(**where).select_related("desa", "puskesmas", "merged_into")
    found = list(posyandu.prefetch_related(kinds).order_by("desa__code", "name", "pk"))
    pustu = list(Pustu.objects.filter(**where).select_related("desa", "puskesmas").order_by("desa__code", "name"))
    areas = {row.desa_id for row in found} | {row.desa_id for row in pustu}
    servers = dict(Catchment.objects.filter(in_force(on), desa__in=areas).values_list("desa_id", "puskesmas__name"))
    counts = {name: _kader_at(name, rows, on=on) for name, rows in (("posyandu", found), ("pustu", pustu))}
    return [
        *(Line(row, counts["posyandu"].get(row.pk, 0), _kind(row), _strange(row, servers)) for row in found),
        *(Line(row, counts["pustu"].get(row.pk, 0), strange=_strange(row, servers)) for row in pustu),
    ]


def find(user: User, words: str, *, on: date) -> list[Found]:
    """Places in the user's scope whose name, present or former, holds these words; at most some. Seven queries."""
    found: dict[tuple[str, int], Found] = {}
    for model, related in NAMED:
        name = str(model._meta.model_name)
        former = FormerName.objects.filter(name__icontains=words, **{f"{name}__isnull": False})
        known = dict(former.values_list(name, "name")[:FOUND])
        rows = scope.rows(user, Action.MANAGE_PLACES, model._default_manager.select_related(*related), on=on)
        wanted: Any = rows.filter(Q(name__icontains=words) | Q(pk__in=known)).order_by("name", "pk")
        for row in wanted[:FOUND]:
            hit = words.casefold() in row.name.casefold()
            found[name, row.pk] = Found(row, "" if hit else known.get(row.pk, ""))
    return list(found.values())[:FOUND]


def _count(model: type[Model], by: str, kab: Area) -> Mapping[int, int]:
    rows = model._default_manager.filter(OPEN, desa__kab_code=kab.code).values_list(by)
    return dict(rows.annotate(Count("pk")).order_by())


def _kader_of(kab: Area, by: str, *, on: date) -> Mapping[int, int]:
    """Kader (of any bidang) per desa or puskesmas of their posyandu."""
    rows = Membership.objects.filter(in_force(on), posyandu__desa__kab_code=kab.code).values_list(f"posyandu__{by}")
    return dict(rows.annotate(Count("kader", distinct=True)).order_by())


def _kader_at(place: str, rows: Sequence[Model], *, on: date) -> Mapping[int, int]:
    serving = Membership.objects.filter(in_force(on), **{f"{place}__in": rows}).values_list(place)
    return dict(serving.annotate(Count("kader", distinct=True)).order_by())


def _servers(kab: Area, *, on: date) -> Mapping[int, str]:
    rows = Catchment.objects.filter(in_force(on), desa__kab_code=kab.code)
    return dict(rows.values_list("desa_id", "puskesmas__name"))


def _kind(row: Posyandu) -> str:
    # Prefetched as ``now``: the kind without an end.
    now: list[PosyanduKind] = getattr(row, "now", [])
    return now[0].get_kind_display() if now else ""


def _strange(row: Posyandu | Pustu, servers: Mapping[int, str]) -> str:
    server = servers.get(row.desa_id, "")
    return server if server and server != row.puskesmas.name else ""
