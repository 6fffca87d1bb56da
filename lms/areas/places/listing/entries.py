"""From the bytes of a file to one entry a posyandu, with every cell read or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from lms.areas import opening
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.places.common import clean_name
from lms.areas.places.listing.columns import COLUMNS
from lms.areas.sheets import reading
from lms.areas.sheets.dates import NoDate, read_day
from lms.areas.sheets.finding import find_tables
from lms.areas.sheets.grid import Cell
from lms.areas.sheets.table import TOTAL, Line
from lms.areas.sheets.vocabulary import plain

MOST = 5000  # of one kab/kota; the largest has some 4,000 posyandu
DAYS = ("decree_date", "kind_on", "strata_on", "verified_on", "opened_on")
TEXTS = {
    "kecamatan": 80,
    "kelurahan": 80,
    "puskesmas": 80,
    "registration_number": 32,
    "decree_number": 80,
    "verified": 80,
}
KINDS = {
    "terpadu": ("terpadu", "siklus hidup", "ilp", "keluarga"),
    "balita": ("balita", "kia"),
    "lansia": ("lansia", "lanjut usia"),
    "remaja": ("remaja",),
    "posbindu": ("posbindu", "ptm"),
}
STRATA = ("pratama", "madya", "purnama", "mandiri")


@dataclass(frozen=True)
class Entry:
    """One posyandu as a list has it; "" or None: the list does not say. ``problem`` says why it cannot be used.

    ``at`` is its place among all of the file, from nought; ``row`` the row of its sheet, as a spreadsheet shows it.
    """

    at: int
    row: int
    sheet: str
    name: str = ""
    kecamatan: str = ""
    kelurahan: str = ""
    puskesmas: str = ""
    registration_number: str = ""
    decree_number: str = ""
    decree_date: date | None = None
    kind: str = ""
    kind_on: date | None = None
    strata: str = ""
    strata_on: date | None = None
    verified: str = ""
    verified_on: date | None = None
    opened_on: date | None = None
    problem: str = ""
    opening: str = ""

    def as_json(self) -> list[Any]:
        """In the order of the fields; days as ISO text."""
        values = (getattr(self, one.name) for one in fields(self))
        return [value.isoformat() if isinstance(value, date) else value for value in values]

    @classmethod
    def of_json(cls, values: list[Any]) -> "Entry":
        given = dict(zip((one.name for one in fields(cls)), values, strict=False))
        return cls(**given | {name: date.fromisoformat(given[name]) for name in DAYS if given[name]})


def read_entries(content: bytes, filename: str, *, today: date) -> list[Entry]:
    """Every posyandu of the file. UserError for what is no list of posyandu, and for more than some MOST of them."""
    found: list[Entry] = []
    for table in find_tables(reading.read(content, filename), COLUMNS):
        for line in filter(_is_place, table.lines):
            found.append(_entry(len(found), line, table.sheet, today))
            if len(found) > MOST:
                raise UserError(f"Daftar ini memuat lebih dari {angka(MOST)} posyandu. Bagi per kecamatan dulu.")
    if not found:
        raise UserError("Tidak ada baris posyandu di bawah judul kolomnya. Periksa berkasnya, lalu unggah lagi.")
    return found


def _is_place(line: Line) -> bool:
    """Not the row that counts them: "JUMLAH | 344"."""
    name = _text(line.values.get("posyandu"), 200)
    return not name.isdigit() or not any(TOTAL.match(str(cell)) for cell in line.values.values())


def _entry(at: int, line: Line, sheet: str, today: date) -> Entry:
    given: dict[str, Any] = {key: _text(line.values.get(key), most) for key, most in TEXTS.items()}
    for kind in ("kecamatan", "kelurahan", "puskesmas"):
        given[kind] = _bare(given[kind] or line.context.get(kind, ""), kind)
    name = _text(line.values.get("posyandu"), 200)
    try:
        read: dict[str, Any] = {
            **given,
            "name": clean_name(name, "posyandu"),
            "kind": _kind(_text(line.values.get("kind"), 80)),
            "strata": _strata(_text(line.values.get("strata"), 80)),
            "opening": _opening(_text(line.values.get("opening"), 80)),
            **{key: _day(line.values, key, today) for key in DAYS},
        }
    except (NoDate, UserError) as error:
        return Entry(at, line.number, sheet, name=name[:80], **given, problem=str(error))
    return Entry(at, line.number, sheet, **read)


def _text(cell: Cell, most: int) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a number of a registry is no measurement
    words = " ".join(str(cell).split()) if cell is not None else ""
    return "" if words in ("-", "–") else words[:most]


def _bare(name: str, kind: str) -> str:
    """Without the word for what it is: "Kel. Semampir" -> "Semampir"."""
    prefixes = {
        "kecamatan": ("kecamatan ", "kec. ", "kec "),
        "kelurahan": ("kelurahan ", "kel. ", "kel ", "desa ", "ds. "),
        "puskesmas": ("upt puskesmas ", "uptd puskesmas ", "puskesmas ", "pkm ", "pusk. "),
    }
    found = next((prefix for prefix in prefixes[kind] if name.casefold().startswith(prefix)), "")
    return name[len(found) :].strip()


def _day(values: Mapping[str, Cell], key: str, today: date) -> date | None:
    day = read_day(values.get(key), today=today, rough=True)
    if day is not None and day > today:
        raise UserError(f"Tanggal {day:%d-%m-%Y} belum tiba. Betulkan tahunnya, lalu unggah lagi.")
    return day


def _kind(text: str) -> str:
    words = plain(text)
    found = next((kind for kind, names in KINDS.items() if any(name in words for name in names)), "")
    if words and not found:
        raise UserError(f"Jenis “{text}” tidak dikenal. Tulis balita, lansia, remaja, posbindu, atau terpadu.")
    return found


def _opening(text: str) -> str:
    code = opening.read(text)
    if text and not code:
        raise UserError(f"Hari buka “{text}” tidak terbaca. Tulis misalnya tanggal 10, atau Selasa kedua.")
    return code


def _strata(text: str) -> str:
    words = plain(text)
    found = next((strata for strata in STRATA if strata in words), "")
    if words and not found:
        raise UserError(f"Strata “{text}” tidak dikenal. Tulis pratama, madya, purnama, atau mandiri.")
    return found
