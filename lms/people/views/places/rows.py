"""Places as rows of a list: what stands in each, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.areas.format import angka, tanggal
from lms.areas.models import Posyandu, Puskesmas, Pustu
from lms.people.places.overview import Counted, Found, Line


@dataclass(frozen=True)
class Row:
    """What ``components/row.html`` shows."""

    href: str
    title: str
    small: str = ""
    chip: str = ""
    chip_kind: str = ""


def of_desa(rows: Iterable[Counted]) -> list[Row]:
    missing = _("belum ada puskesmas yang melayani")
    return [
        Row(
            reverse("places-desa", args=[row.place.code]),
            row.place.name,
            _counts(row),
            "" if row.server else missing,
            "warn",
        )
        for row in rows
    ]


def of_puskesmas(rows: Iterable[Counted]) -> list[Row]:
    return [
        Row(
            address(row.place),
            row.place.name,
            " · ".join([_("%(count)s kelurahan") % {"count": angka(row.desa)}, _counts(row)]),
            _closed(row.place),
        )
        for row in rows
    ]


def of_lines(lines: Iterable[Line], *, with_desa: bool = False) -> list[Row]:
    """Posyandu and pustu: kind, kader, and where the puskesmas of their kelurahan is another one."""
    strange = _("kelurahannya dilayani Puskesmas %(place)s")
    rows = []
    for line in lines:
        place = line.place
        words = [place.desa.name if with_desa else "", line.kind, _("%(count)s kader") % {"count": angka(line.kader)}]
        chip = _closed(place) or (strange % {"place": line.strange} if line.strange else "")
        kind = "" if place.closed_on else "warn"
        rows.append(Row(address(place), str(place), " · ".join(filter(None, words)), chip, kind))
    return rows


def of_found(found: Iterable[Found]) -> list[Row]:
    return [Row(address(one.place), str(one.place), _where(one), _closed(one.place)) for one in found]


def address(place: Posyandu | Pustu | Puskesmas) -> str:
    """Where a place is worked on."""
    names = {Posyandu: "posyandu-facts", Pustu: "pustu-edit", Puskesmas: "puskesmas"}
    return reverse(names[type(place)], args=[place.uuid])


def _where(one: Found) -> str:
    place = one.place
    where = place.kab.name if isinstance(place, Puskesmas) else f"{place.desa.name} · {place.puskesmas}"
    return " · ".join([where, _("dulu %(name)s") % {"name": one.former}] if one.former else [where])


def _counts(row: Counted) -> str:
    words = [_("%(count)s posyandu") % {"count": angka(row.posyandu)}]
    if row.pustu:
        words.append(_("%(count)s pustu") % {"count": angka(row.pustu)})
    return " · ".join([*words, _("%(count)s kader") % {"count": angka(row.kader)}])


def _closed(place: Posyandu | Pustu | Puskesmas) -> str:
    return _("ditutup %(day)s") % {"day": tanggal(place.closed_on)} if place.closed_on else ""
