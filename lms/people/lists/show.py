"""The lines of a list of kader, for the screen and for the spreadsheet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.format import angka, daftar
from lms.areas.sheets.writing import Page
from lms.people.models import Card, Kader, Membership, User
from lms.people.queries import PLACES, listed_name, place_name
from lms.people.registry import columns
from lms.people.rules import local_number

MOST_EXPORTED = 20_000
CHUNK = 500


@dataclass(frozen=True)
class Line:
    """One kader of the list: where she serves (or served last), and the cells of the registered columns."""

    kader: Kader
    name: str
    membership: Membership | None
    others: Sequence[Membership]
    cells: Sequence[Any]

    @property
    def place(self) -> str:
        return place_name(self.membership) if self.membership else ""

    @property
    def told(self) -> str:
        """What the higher floors say of her, in one line."""
        return " · ".join(str(cell) for cell in self.cells if cell)

    @property
    def duty(self) -> str:
        """Bidang and jabatan, of every duty she has."""
        own = [self.membership, *self.others] if self.membership else []
        return daftar([one.get_field_display() + _office(one) for one in own])


def lines(kader: Collection[Kader], *, on: date) -> list[Line]:
    """In the order given. A fixed number of queries, whatever the number of kader."""
    ids = [one.pk for one in kader]
    duties = duties_of(ids, on=on)
    cells = [column.cells(ids) for column in columns()]
    return [_line(one, duties.get(one.pk, []), cells, on) for one in kader]


def duties_of(ids: Collection[int], *, on: date) -> dict[int, list[Membership]]:
    """Kader id -> what she does on that day, the one that counts her first; else what she did last."""
    real = Membership.objects.filter(kader_id__in=ids).exclude(until=F("since"))
    rows = list(real.select_related(*PLACES).order_by("-primary", "since", "pk"))
    found: dict[int, list[Membership]] = {}
    for row in rows:
        if row.since <= on < (row.until or date.max):
            found.setdefault(row.kader_id, []).append(row)
    for row in sorted(rows, key=lambda row: row.until or date.max, reverse=True):
        found.setdefault(row.kader_id, [row])
    return found


def page_of(found: QuerySet[Kader], *, on: date, total: int) -> Page:
    """The list as a sheet; read in chunks. UserError if it is longer than anybody can work with."""
    if total > MOST_EXPORTED:
        raise UserError(
            _("Daftar ini berisi %(count)s kader, lebih dari %(most)s. Pilih satu puskesmas atau kelurahan dulu.")
            % {"count": angka(total), "most": angka(MOST_EXPORTED)}
        )
    head = [
        _("Nama"),
        _("L/P"),
        _("Nomor HP"),
        _("Posyandu"),
        _("Kelurahan"),
        _("Puskesmas"),
        _("Bidang"),
        _("Jabatan"),
    ]
    head += [_("Bertugas di sini sejak"), _("Menjadi kader sejak"), _("Berhenti"), _("Tugas lain")]
    head += [_("Kartu masuk"), _("PIN"), *(str(column.title) for column in columns())]
    return Page(_("Kader"), head, _rows(found, on=on))


def _rows(found: QuerySet[Kader], *, on: date) -> Iterator[Sequence[Any]]:
    rest = found.iterator(chunk_size=CHUNK)
    while some := list(islice(rest, CHUNK)):
        people = [one.person_id for one in some]
        carded = set(Card.objects.filter(person__in=people, revoked_at=None).values_list("person_id", flat=True))
        known = set(User.objects.filter(person__in=people).exclude(pin="").values_list("person_id", flat=True))
        for line in lines(some, on=on):
            person = line.kader.person_id
            yield [*_row(line), person in carded, person in known, *(str(cell) for cell in line.cells)]


def _row(line: Line) -> list[Any]:
    person, duty = line.kader.person, line.membership
    place = (duty.posyandu or duty.pustu) if duty else None
    where = [str(place), place.desa.name, place.puskesmas.name] if place else ["", "", ""]
    what = [duty.get_field_display(), duty.get_office_display(), duty.since] if duty else ["", "", None]
    others = daftar([f"{place_name(other)} ({other.get_field_display()})" for other in line.others])
    return [
        line.name,
        person.sex,
        local_number(person.phone),
        *where,
        *what,
        line.kader.served_since,
        duty.until if duty else None,
        others,
    ]


def _line(kader: Kader, duties: Sequence[Membership], cells: Sequence[Mapping[int, Any]], on: date) -> Line:
    first, others = (duties[0], duties[1:]) if duties else (None, [])
    return Line(kader, listed_name(kader.person, on=on), first, others, [column.get(kader.pk, "") for column in cells])


def _office(membership: Membership) -> str:
    plain = membership.office == Membership.Office.KADER
    return "" if plain else f", {membership.get_office_display().lower()}"
