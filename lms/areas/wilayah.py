"""Loading Kemendagri's area codes (``lms/areas/data``, ODbL) into ``Area``, again and again, and re-coding an area."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from lms.areas.errors import UserError
from lms.areas.models import Area, Catchment, Home, Posyandu, Puskesmas, Pustu
from lms.areas.models.area import Level, TimeZone

DATA = Path(__file__).resolve().parent / "data"
FILES = {Level.PROVINCE: "provinces", Level.KAB: "regencies", Level.KEC: "districts", Level.DESA: "villages"}
# Presidential decree 41/1987 and the provinces made since; the rest of the country is WIB.
WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96", "97"})
# Reference rows, loaded while nobody hands in; chunks of 200 would cost 460 synchronous commits for nothing.
CHUNK = 2000
UNKNOWN = "Kode wilayah {code} tidak ada di data Kemendagri. Tulis seperti 35.71 atau 35.71.02."

T = TypeVar("T")


@dataclass(frozen=True)
class Loaded:
    """How many areas a load created, changed (name, parent or zone) and ended."""

    created: int = 0
    changed: int = 0
    ended: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.created + other.created, self.changed + other.changed, self.ended + other.ended)


def load(*, on: date, only: str = "") -> Loaded:
    """Bring ``Area`` up to the data: 38 provinces, 514 kab/kota, 7,285 kecamatan, 83,762 desa/kelurahan.

    ``only`` (a code such as ``35.71``) loads that area with its ancestors and descendants. An area in force that has
    vanished from the data ends ``on`` that day and is never deleted. UserError if no area has the code ``only``.
    """
    if only and level_of(only) is None:
        raise UserError(UNKNOWN.format(code=only))
    return sum((_load_level(level, on=on, only=only) for level in FILES), Loaded())


def level_of(code: str) -> Level | None:
    """The level of a code in the data; None if no area has it."""
    return next((level for level in FILES if any(known == code for known, _name in _read(level))), None)


def time_zone_of(code: str) -> TimeZone:
    """The zone of an area, by its province."""
    if code[:2] in WIT:
        return TimeZone.WIT
    return TimeZone.WITA if code[:2] in WITA else TimeZone.WIB


@transaction.atomic
def recode(old: str, new: str, *, on: date) -> Area:
    """Say that ``old`` goes on as ``new`` from that day: end it, name its successor, and move what stands there.

    Both are codes of one level; ``new`` must be in force. Posyandu, pustu and puskesmas move; catchments end and begin
    anew on that day. Returns the successor. UserError if one of them is not there.
    """
    successor = Area.objects.filter(code=new, until__isnull=True).first()
    former = Area.objects.filter(code=old, successor__isnull=True).order_by("-until").first()
    if not successor or not former or former.level != successor.level or former.pk == successor.pk:
        raise UserError(
            f"Kode {old} tidak dapat diganti {new}: keduanya harus ada, setingkat, dan {new} masih berlaku."
        )
    Area.objects.filter(pk=former.pk).update(successor=successor, until=former.until or on)
    Area.objects.filter(pk=successor.pk, since__isnull=True).update(since=on)
    _move(former, successor, on=on)
    return successor


def _move(former: Area, successor: Area, *, on: date) -> None:
    Posyandu.objects.filter(desa=former).update(desa=successor)
    Pustu.objects.filter(desa=former).update(desa=successor)
    Puskesmas.objects.filter(kab=former).update(kab=successor)
    Home.objects.filter(area=former).update(area=successor)
    serving = Catchment.objects.filter(Q(until__isnull=True) | Q(until__gt=on), desa=former, since__lt=on)
    for catchment in serving:
        Catchment.objects.get_or_create(puskesmas_id=catchment.puskesmas_id, desa=successor, since=on)
    serving.update(until=on)


def _load_level(level: Level, *, on: date, only: str) -> Loaded:
    wanted = {code: name for code, name in _read(level) if _concerns(code, only)}
    present = _in_force(level)
    parents = _in_force(Level(level - 1)) if level > Level.PROVINCE else {}
    fresh: list[Area] = []
    stale: list[Area] = []
    for code, name in wanted.items():
        area = _area(code, name, level, parents.get(code.rpartition(".")[0]))
        _sort(area, present.get(code), fresh, stale)
    gone = [old for code, old in present.items() if code not in wanted and _is_under(code, only)]
    _date_returned(fresh, on=on)
    _save(fresh, stale, gone, on=on)
    return Loaded(len(fresh), len(stale), len(gone))


def _read(level: Level) -> Iterator[tuple[str, str]]:
    """Code and name of each area of a level."""
    with gzip.open(DATA / f"{FILES[level]}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], row["name"]


def _is_under(code: str, only: str) -> bool:
    return not only or code == only or code.startswith(f"{only}.")


def _concerns(code: str, only: str) -> bool:
    """Is it the one area asked for, below it or above it?"""
    return _is_under(code, only) or only.startswith(f"{code}.")


def _in_force(level: Level) -> dict[str, Area]:
    columns = ("id", "code", "name", "parent_id", "time_zone")
    return {area.code: area for area in Area.objects.filter(level=level, until__isnull=True).only(*columns)}


def _area(code: str, name: str, level: Level, parent: Area | None) -> Area:
    parts = code.split(".")
    return Area(
        code=code,
        name=name,
        level=level,
        parent=parent,
        province_code=parts[0],
        kab_code=".".join(parts[:2]) if level >= Level.KAB else "",
        kec_code=".".join(parts[:3]) if level >= Level.KEC else "",
        time_zone=time_zone_of(code),
    )


def _sort(area: Area, present: Area | None, fresh: list[Area], stale: list[Area]) -> None:
    """Put an area among those to create, those to change, or neither."""
    if present is None:
        fresh.append(area)
        return
    new, old = ((row.name, row.parent_id, row.time_zone) for row in (area, present))
    if new != old:
        area.pk = present.pk
        stale.append(area)


def _date_returned(fresh: list[Area], *, on: date) -> None:
    """A code that was in force before begins again on that day; the others have been there since before us."""
    returned = set(Area.objects.filter(until__isnull=False).values_list("code", flat=True))
    for area in fresh:
        area.since = on if area.code in returned else None


def _save(fresh: list[Area], stale: list[Area], gone: list[Area], *, on: date) -> None:
    for some in _chunks(fresh):
        Area.objects.bulk_create(some)
    for some in _chunks(stale):
        Area.objects.bulk_update(some, ["name", "parent", "time_zone"])
    for some in _chunks(gone):
        Area.objects.filter(pk__in=[area.pk for area in some]).update(until=on)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
