"""From the bytes of a list to entries: what each row says of a kader, before anybody is looked up. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lms.areas.sheets.context import section_of
from lms.areas.sheets.dates import NoDate, read_birth_date, read_day
from lms.areas.sheets.finding import find_tables, fingerprint, mapping_of
from lms.areas.sheets.grid import Cell
from lms.areas.sheets.reading import read
from lms.areas.sheets.table import Line, Table
from lms.areas.sheets.vocabulary import plain
from lms.people.identity import read_nik
from lms.people.roster.columns import COLUMNS
from lms.people.roster.names import LONGEST, NOBODY, Name, read_name, with_titles
from lms.people.roster.phones import read_phones
from lms.people.roster.terms import is_ticked, read_field, read_office, read_sex, says_left

LONGEST_TEXT = 80
PLACES = ("kecamatan", "kelurahan", "puskesmas", "posyandu")
KIND_OF_PLACE = re.compile(
    r"^\s*(kecamatan|kec|kelurahan|kel|desa|ds|uptd?\s+puskesmas|puskesmas|pkm|pusk|posyandu|posy|pos)"
    r"\b[\s.:/]+(?=\S)",
    re.IGNORECASE,
)
PUSTU = re.compile(r"\s*(pustu|(puskesmas\s+)?pembantu)\b", re.IGNORECASE)
DEFAULT_SHEET = re.compile(r"(sheet|lembar|lembar kerja|data|tabel|kader|worksheet)?\s*\(?\d*\)?", re.IGNORECASE)
YEARS = re.compile(r"(\d{1,2})\s*(?:th|thn|tahun|tahunan)?\b(?!\s*[-/.]\s*\d)", re.IGNORECASE)
DAY_IN_DECREE = re.compile(r"\b(?:tanggal|tgl|tgl\.)\s*:?\s*(.+)$", re.IGNORECASE)
PERSONAL = frozenset(("phone", "nik", "birth_date", "code", "decision"))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a cell that people should know."""

    field: str
    sentence: str
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in one row. "" and None mean that the list says nothing; places are as written, without their kind.

    ``titles`` is all that was taken off the name, ``full_name`` puts it where it belongs. A refusing remark means
    that the row cannot be taken. ``nik`` is in clear and soon taken out; ``nik_mark`` and ``nik_sealed`` stand for it.
    """

    sheet: str
    row: int
    name: str
    titles: str = ""
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""
    more_phones: tuple[str, ...] = ()
    nik: str = ""
    nik_mark: str = ""
    nik_sealed: str = ""
    kecamatan: str = ""
    kelurahan: str = ""
    puskesmas: str = ""
    posyandu: str = ""
    field: str = ""
    office: str = ""
    decree_number: str = ""
    decree_date: date | None = None
    since: date | None = None
    served_since: date | None = None
    active: bool = True
    code: str = ""
    decision: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def full_name(self) -> str:
        return with_titles(self.name, self.titles)


@dataclass(frozen=True)
class Roster:
    """``mapping`` (heading -> key of a column, "" for none) can be kept and given again for the same
    ``fingerprint``."""

    entries: Iterable[Entry]
    sheet_names: tuple[str, ...]
    mapping: Mapping[str, str]
    not_understood: tuple[str, ...]
    fingerprint: str


def read_roster(
    content: bytes, filename: str, *, mapping: Mapping[str, str] | None = None, nik: bool = False, today: date
) -> Roster:
    """Raises Unreadable for a file without a list of names. NIK are read only where ``nik`` is set."""
    roster = open_roster(content, filename, mapping=mapping, nik=nik, today=today)
    return replace(roster, entries=tuple(roster.entries))


def open_roster(
    content: bytes,
    filename: str,
    *,
    mapping: Mapping[str, str] | None = None,
    remembered: Callable[[str], Mapping[str, str] | None] = lambda _fingerprint: None,
    nik: bool = False,
    today: date,
) -> Roster:
    """As read_roster(), but the entries can be walked once only, and are read as they are asked for: nobody has to hold
    a hundred thousand. Without a ``mapping``, ``remembered`` may give the one that belongs to a fingerprint.
    """
    grids = read(content, filename)
    tables = find_tables(grids, COLUMNS, mapping)
    if mapping is None and (kept := remembered(fingerprint(tables))):
        tables = find_tables(grids, COLUMNS, kept)
    found = mapping_of(tables)
    return Roster(
        entries_of(tables, today=today, nik=nik),
        tuple(table.sheet for table in tables),
        found,
        tuple(heading for heading, key in found.items() if not key),
        fingerprint(tables),
    )


def entries_of(tables: Sequence[Table], *, today: date, nik: bool) -> Iterator[Entry]:
    """Several sheets may each be named after their place; the name of a lone one says nothing."""
    reader = _Reader(today, nik)
    for table in tables:
        yield from reader.entries(table, by_sheet=len(tables) > 1)


class _Reader:
    """Remembers texts and days that come again and again, so that a hundred thousand rows hold each once."""

    def __init__(self, today: date, nik: bool) -> None:
        self.today, self.nik = today, nik
        self.texts: dict[str, str] = {}
        self.places: dict[str, str] = {}

    def entries(self, table: Table, by_sheet: bool) -> Iterator[Entry]:
        sheet_as_place = _bare_place(table.sheet) if by_sheet else ""
        for line in table.lines:
            name = read_name(line.values.get("name"))
            if not name.text and _is_nobody(line):
                continue
            yield self._entry(table.sheet, line, name, sheet_as_place)

    def _entry(self, sheet: str, line: Line, name: Name, sheet_as_place: str) -> Entry:
        values, remarks = line.values, [*_remarks_on(name, line.values.get("name"))]
        phones = read_phones(values.get("phone"))
        if phones.bad:
            remarks.append(Remark("phone", "Ada nomor yang bukan nomor HP; tulis nomor HP seperti 0812-3456-7890."))
        office_text = self._text(values.get("office")) or _office_in(line.group)
        decree, decree_date = self._decree(values, remarks)
        return Entry(
            sheet=sheet,
            row=line.number,
            name=name.text[:LONGEST],
            titles=self._kept(name.titles[:LONGEST_TEXT]),
            sex=_sex(values, remarks),
            birth_date=self._day("birth_date", values, remarks),
            phone=phones.good[0] if phones.good else "",
            more_phones=phones.good[1:],
            nik=self._nik(values, remarks),
            **self._places(line, sheet_as_place),
            field=_field(values, office_text, line.context, remarks),
            office=_office(office_text, remarks),
            decree_number=decree,
            decree_date=decree_date,
            since=self._day("since", values, remarks, rough=True),
            served_since=self._served_since(values, remarks),
            active=not (name.died or says_left(values.get("active"), values.get("note"))),
            code=self._text(values.get("code")),
            decision=self._text(values.get("decision")),
            remarks=tuple(remarks),
        )

    def _kept(self, text: str) -> str:
        return self.texts.setdefault(text, text)

    def _text(self, cell: Cell) -> str:
        if cell is None:
            return ""
        text = cell.strftime("%d-%m-%Y") if isinstance(cell, date) else " ".join(str(cell).split())
        return self._kept("" if text in ("-", "–") else text[:LONGEST_TEXT])

    def _places(self, line: Line, sheet_as_place: str) -> dict[str, str]:
        found = {}
        for kind in PLACES:
            text = self._text(line.values.get(kind)) or line.context.get(kind, "")
            if text not in self.places:
                self.places[text] = KIND_OF_PLACE.sub("", text).strip(" .:-")
            found[kind] = self.places[text]
        if not found["posyandu"] and (pustu := self._text(line.values.get("pustu"))):
            found["posyandu"] = pustu if PUSTU.match(pustu) else f"Pustu {pustu}"
        said = [text for text in (_bare_section(line.context.get("", "")), sheet_as_place) if text]
        for kind in ("posyandu", "kelurahan"):  # what a section or a sheet is named after, from the narrow to the wide
            if said and not found[kind]:
                found[kind] = said.pop(0)
        return found

    def _day(self, key: str, values: Mapping[str, Cell], remarks: list[Remark], rough: bool = False) -> date | None:
        cell = values.get(key)
        if cell is None:
            return None
        try:
            day = self._birth_date(cell) if key == "birth_date" else read_day(cell, today=self.today, rough=rough)
            if day and day > self.today and key != "birth_date":
                raise NoDate(f"Tanggal {day:%d-%m-%Y} belum terjadi; periksa tahunnya.")
        except NoDate as error:
            remarks.append(Remark(key, str(error)))
            return None
        return day

    def _birth_date(self, cell: Cell) -> date | None:
        return read_birth_date(cell, today=self.today)

    def _served_since(self, values: Mapping[str, Cell], remarks: list[Remark]) -> date | None:
        """A day, a month, a year, or how many years it has been."""
        cell = values.get("served_since")
        years = cell if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= 70 else None
        if isinstance(cell, str):
            match = YEARS.match(cell.strip())
            period = re.match(r"\s*((?:19|20)\d\d)\s*(?:-|–|s\.?d\.?|sampai|/)\s*", cell)
            years = (
                int(match[1]) if match and not period and not re.search(r"\d{3}|[a-z]{3,}\s*\d", cell.lower()) else None
            )
            if period:
                return date(int(period[1]), 1, 1)
        if years is not None:
            return date((self.today - timedelta(days=365.25 * years)).year, 1, 1)
        return self._day("served_since", values, remarks, rough=True)

    def _decree(self, values: Mapping[str, Cell], remarks: list[Remark]) -> tuple[str, date | None]:
        number = self._text(values.get("decree_number"))
        day = self._day("decree_date", values, remarks)
        if day is None and (said := DAY_IN_DECREE.search(number)):
            try:
                day = read_day(said[1], today=self.today)
            except NoDate:
                return number, None
            number = number[: said.start()].strip(" ,;/-")
        return number, day

    def _nik(self, values: Mapping[str, Cell], remarks: list[Remark]) -> str:
        if not self.nik or "nik" not in values:
            return ""
        nik = read_nik(values["nik"])
        if not nik and plain(values["nik"]) not in NOBODY:
            sentence = (
                "NIK tidak lengkap atau rusak, jadi tidak disimpan; ubah kolomnya menjadi teks, lalu ketik 16 angkanya."
            )
            remarks.append(Remark("nik", sentence))
        return nik


def _is_nobody(line: Line) -> bool:
    """An empty form line, or a place without people: not worth a word."""
    return all(plain(line.values.get(key)) in NOBODY for key in PERSONAL)


def _remarks_on(name: Name, cell: Cell) -> Iterator[Remark]:
    letters = sum(sign.isalpha() for sign in name.text)
    if not name.text:
        sentence = (
            "Namanya kosong; isi nama kader pada baris ini."
            if cell is None
            else "Isi kolom nama bukan nama orang; perbaiki."
        )
        yield Remark("name", sentence, refuses=True)
    elif letters < 2:
        yield Remark("name", "Nama ini terlalu pendek; tulis nama lengkapnya.", refuses=True)
    elif len(name.text) > LONGEST:
        yield Remark("name", "Isi kolom nama terlalu panjang; tulis satu nama saja.", refuses=True)
    elif name.died:
        yield Remark("name", "Daftar menulis bahwa ia sudah meninggal.")


def _sex(values: Mapping[str, Cell], remarks: list[Remark]) -> str:
    cell = values.get("sex")
    if sex := read_sex(cell):
        return sex
    if cell is not None and plain(cell):
        remarks.append(Remark("sex", "Jenis kelamin tidak terbaca; tulis P atau L."))
    female, male = is_ticked(values.get("female")), is_ticked(values.get("male"))
    return "" if female == male else "P" if female else "L"


def _field(values: Mapping[str, Cell], office: str, context: Mapping[str, str], remarks: list[Remark]) -> str:
    cell = values.get("field")
    if cell is not None and plain(cell):
        field = read_field(str(cell))
        if not field:
            sentence = (
                "Bidang tidak kami kenal; tulis kesehatan, pendidikan, pekerjaan umum, perumahan, trantibum, atau "
                "sosial."
            )
            remarks.append(Remark("field", sentence))
        return field
    above = context.get("", "")
    return read_field(office) if "bid" in office.lower() else read_field(above) if "bidang" in above.lower() else ""


def _office(text: str, remarks: list[Remark]) -> str:
    office = read_office(text)
    if text and not office:
        remarks.append(
            Remark("office", "Jabatan tidak kami kenal; tulis ketua, sekretaris, bendahara, ketua bidang, atau kader.")
        )
    return office


def _office_in(heading: str) -> str:
    """ "KETUA" over a column of names says what she is, "Nama ketua posyandu" too; "Nama kader" says nothing."""
    office = read_office(heading)
    return heading if office and office != "kader" else ""


def _bare_section(text: str) -> str:
    """A section row that says no kind of place but could be the name of one."""
    return "" if re.search(r"bidang|kader|\d{4}|nama|daftar", text, re.IGNORECASE) else text[:LONGEST_TEXT]


def _bare_place(sheet: str) -> str:
    """The name of a sheet that is nothing but a place: one sheet a kelurahan."""
    if section_of(sheet) or DEFAULT_SHEET.fullmatch(sheet.strip()):
        return ""
    return sheet.strip()
