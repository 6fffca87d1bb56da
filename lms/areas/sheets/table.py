"""From a sheet with a known header to one line a person (or place), without what stands around them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lms.areas.sheets.context import context_above, entered, section_of
from lms.areas.sheets.grid import Cell, Grid, Row
from lms.areas.sheets.header import Header, titles_above
from lms.areas.sheets.people_across import group_columns, split_people
from lms.areas.sheets.vocabulary import Vocabulary, plain

TOTAL = re.compile(r"\s*(grand\s*|sub\s*)?(jumlah|total|jml|rekapitulasi)\b", re.IGNORECASE)
SIGNATURE = re.compile(
    r"\s*(mengetahui|menyetujui|mengesahkan|disahkan|tertanda|ttd\b|an\.?\s|a\.n|nip\b|nip\.|plt\b|plh\b|pembina\b|penata\b|"
    r"(kepala|ka\.?)\s+(upt|uptd|puskesmas|pusk|pkm|dinas|kelurahan|desa|seksi|bidang)|lurah\b|camat\b|kades\b|"
    r"ketua\s+(tp|tim|pokja)|penanggung\s*jawab|dibuat\s+oleh|petugas\b|catatan\s*:|keterangan\s*:|sumber\s*:|"
    r"[\w .]{3,30},\s*[\d. \u2026_]{0,12}\s*(januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|"
    r"november|desember)?\s*(19|20)\d\d\s*$)",
    re.IGNORECASE,
)
DITTO = frozenset(
    ('"', "''", "\u201d", "\u201c", "\u3003", '-"-', "-''-", "s.d.a", "sda", "sda.", "s.d.a.", "idem", "id.", "ibid")
)
ENUMERATOR = re.compile(r"\W*(?:[ivxlc]+|[a-z]|\d+)\W*", re.IGNORECASE)
LETTERS = re.compile(r"[A-Za-z]{2}")
SAMPLE = 2_000
OFTEN_EMPTY = 0.6  # a column filled less often than this says each value once, over those it holds for


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is the row in the spreadsheet (from 1). ``context`` says by kind of place (see context.KINDS) what
    titles and section rows above it say, under "" what they say otherwise. ``group`` is the heading over a person in
    a row of several ("KETUA", "Kader 2")."""

    number: int
    values: Mapping[str, Cell]
    context: Mapping[str, str]
    group: str = ""


@dataclass(frozen=True)
class Table:
    """One sheet, read. ``lines`` unfolds anew each time it is asked for."""

    grid: Grid
    header: Header
    vocabulary: Vocabulary = field(repr=False)

    @property
    def sheet(self) -> str:
        return self.grid.name

    @property
    def header_row(self) -> int:
        """From 1, as the spreadsheet shows it."""
        return self.header.row + 1

    @property
    def mapping(self) -> dict[str, str]:
        """Heading -> key of the column, "" where none was understood."""
        return {heading.text: heading.key for heading in self.header.headings.values()}

    @property
    def not_understood(self) -> list[str]:
        return [text for text, key in self.mapping.items() if not key]

    @property
    def lines(self) -> Iterator[Line]:
        return _People(self).lines()

    @cached_property
    def titles(self) -> list[str]:
        return titles_above(self.grid, self.header)


class _People:
    """One walk down a sheet."""

    def __init__(self, table: Table) -> None:
        self.grid, self.header, self.columns = table.grid, table.header, table.vocabulary.columns
        self.groups = group_columns(table.header, table.vocabulary)
        self.places = {column for column, heading in table.header.headings.items() if heading.key}
        self.in_order = sorted(self.places)
        self.named = {group.place_of_name for group in self.groups}
        self.merged = _merged_rows(table.grid, table.header.below)
        self.wide = {(top, left) for top, left, _, right in table.grid.merged if right >= left + 2}
        self.context = context_above(table.titles, table.grid.name)
        self.over = self.grid.row(self.header.row)
        self.carried = self._carried_columns()
        self.last: dict[int, Cell] = {}

    def lines(self) -> Iterator[Line]:
        ended = False
        for number, row in self._rows():
            if self._is_header(row):
                ended = False
                continue
            filled = [column for column, cell in enumerate(row) if cell is not None]
            if not filled or _is_counting(row, filled):
                continue
            if section := self._section_text(number, row, filled):
                self._enter(section)
                continue
            if ended or len(filled) <= 4:
                ended = self._is_signature(row, filled) or (ended and not self._is_surely_somebody(row, filled))
            if ended or self._is_total(row, filled):
                continue
            yield from self._people(number, self._completed(row))

    def _rows(self) -> Iterator[tuple[int, Row]]:
        for number, row in enumerate(islice(self.grid, self.header.below, None), self.header.below):
            if number in self.merged:
                for column, value in self.merged[number].items():
                    row.extend([None] * (column + 1 - len(row)))
                    row[column] = value if row[column] is None else row[column]
            yield number, row

    def _people(self, number: int, row: Row) -> Iterator[Line]:
        for group in self.groups:
            values = group.values(row, self.columns)
            if any(not self.columns[key].carried or self.columns[key].required for key in values):
                for person in split_people(values, self.columns):
                    yield Line(number + 1, person, self.context, group.label)

    def _carried_columns(self) -> set[int]:
        """Columns of places whose empty cells mean the same as above: those that are mostly empty."""
        if any(heading.key and self.columns[heading.key].ours for heading in self.header.headings.values()):
            return set()
        places = [
            column
            for column, heading in self.header.headings.items()
            if heading.key and self.columns[heading.key].carried
        ]
        sample = [
            row for _, row in islice(self._rows(), SAMPLE) if any(_at(row, column) is not None for column in self.named)
        ]
        return {
            column for column in places if sum(_is_said(_at(row, column)) for row in sample) < OFTEN_EMPTY * len(sample)
        }

    def _completed(self, row: Row) -> Row:
        """With what an empty cell or a ditto mark takes from above. A new place of a wider kind ends the narrower."""
        width = len(row)
        for column in self.in_order:
            cell = row[column] if column < width else None
            if (cell is None and column in self.carried) or _is_ditto(cell):
                row.extend([None] * (column + 1 - len(row)))
                row[column] = cell = self.last.get(column)
                width = len(row)
            elif column in self.carried and cell != self.last.get(column):
                self.last = {place: value for place, value in self.last.items() if place < column}
            self.last[column] = cell
        return row

    def _is_header(self, row: Row) -> bool:
        """The header once more, on the next page. Looks closely only where the first heading fits."""
        column = next(iter(self.named))
        if _at(row, column) is None or _at(row, column) != _at(self.over, column):
            return False
        same = [
            place for place in self.places if _at(row, place) is not None and _at(row, place) == _at(self.over, place)
        ]
        return len(same) * 2 > sum(_at(self.over, place) is not None for place in self.places)

    def _section_text(self, number: int, row: Row, filled: list[int]) -> str:
        """The text of a row that holds nothing else (but a number), wide, or of a kind of place, or beside names."""
        texts = {str(row[column]) for column in filled if isinstance(row[column], str)}
        if len(texts) > 2:
            return ""
        texts = {text for text in texts if not ENUMERATOR.fullmatch(text)}
        text = next(iter(texts)) if len(texts) == 1 else ""
        if not LETTERS.search(text) or TOTAL.match(text) or SIGNATURE.match(text):
            return ""
        places = [column for column in filled if row[column] == text]
        if len(filled) - len(places) > 1:
            return ""
        return text if self._stands_over(number, places, text) else ""

    def _stands_over(self, number: int, places: list[int], text: str) -> bool:
        if len(places) > 2 or (number, places[0]) in self.wide:
            return True
        heading = self.header.headings.get(places[0])
        if heading is not None and heading.key and self.columns[heading.key].carried:
            return False  # a lone place in its own column is what follows, said once
        return section_of(text) is not None or places[0] not in self.named

    def _enter(self, text: str) -> None:
        section = section_of(text)
        self.last = {}
        self.context = entered(self.context, *section) if section else {**self.context, "": " ".join(text.split())}

    def _is_total(self, row: Row, filled: list[int]) -> bool:
        text = next((str(row[column]) for column in filled if isinstance(row[column], str)), "")
        return bool(TOTAL.match(text)) and all(
            _at(row, column) is None or _at(row, column) == text or not isinstance(_at(row, column), str)
            for column in self.named
        )

    def _is_signature(self, row: Row, filled: list[int]) -> bool:
        """Not where somebody is named beside it: her jabatan may be "Pembina"."""
        signed = self._signed(row, filled)
        return len(filled) <= 4 and bool(signed) and (bool(signed & self.named) or not self._is_named(filled))

    def _is_surely_somebody(self, row: Row, filled: list[int]) -> bool:
        """Below signatures too: many columns filled, or numbered as people are."""
        numbered = filled[0] not in self.named and plain(row[filled[0]]).isdigit()
        return self._is_named(filled) and not self._signed(row, filled) and (len(filled) > 3 or numbered)

    def _is_named(self, filled: list[int]) -> bool:
        return not self.named.isdisjoint(filled) and len(self.places.intersection(filled)) > 1

    def _signed(self, row: Row, filled: list[int]) -> set[int]:
        return {column for column in filled if isinstance(row[column], str) and SIGNATURE.match(str(row[column]))}


def _merged_rows(grid: Grid, below: int) -> dict[int, dict[int, Cell]]:
    """By row and column the value of a cell merged downwards over it (posyandu of five kader)."""
    found: dict[int, dict[int, Cell]] = {}
    for top, left, bottom, _ in grid.merged:
        if bottom > top >= below and top < len(grid):
            value = _at(grid.row(top), left)
            for number in range(top + 1, min(bottom, top + 500) + 1):
                found.setdefault(number, {})[left] = value
    return found


def _is_counting(row: Row, filled: list[int]) -> bool:
    """The row of column numbers that forms have under the header: 1 2 3 4, (1) (2) (3)."""
    if len(filled) < 3 or any(isinstance(row[column], str) and len(str(row[column])) > 4 for column in filled):
        return False
    numbers = [plain(row[column]) for column in filled]
    return all(number.isdigit() for number in numbers) and [int(n) for n in numbers] == list(
        range(int(numbers[0]), int(numbers[0]) + len(numbers))
    )


def _is_ditto(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) < 8 and cell.strip().lower() in DITTO


def _is_said(cell: Cell) -> bool:
    return cell is not None and not _is_ditto(cell)


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None
