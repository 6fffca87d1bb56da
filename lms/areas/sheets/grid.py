"""One sheet as it stands in the file. Rows are kept as lines of JSON and unfolded one at a time: 100,000 rows of cells
would take ten times the memory."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite

from lms.areas.sheets.harmless import as_it_was, cleaned

Cell = str | int | float | bool | date | datetime | None
Row = list[Cell]


@dataclass(frozen=True)
class Grid:
    """``merged`` holds (top, left, bottom, right), all from nought. ``row(0)`` is row 1 of the spreadsheet."""

    name: str
    lines: Sequence[bytes] = field(repr=False)
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Row]:
        return map(unfolded, self.lines)

    def row(self, index: int) -> Row:
        return unfolded(self.lines[index])

    def first(self, count: int) -> list[Row]:
        return [unfolded(line) for line in self.lines[:count]]


def folded(row: Sequence[object]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def unfolded(line: bytes) -> Row:
    return [None if value is None else _cell(value) for value in json.loads(line)]


def _cell(value: str | float | bool | list[str]) -> Cell:
    """Text clean and composed, None for what is empty; a whole float as int."""
    if isinstance(value, str):
        text = value if value.isascii() else unicodedata.normalize("NFC", value)
        return as_it_was(cleaned(text)) if text.strip() else None
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, list):
        moment = datetime.fromisoformat(value[0])
        return moment if "T" in value[0] else moment.date()
    return value
