"""Parses a spreadsheet in a process of its own: bytes on stdin, one JSON text a line on stdout.

Calamine reserves memory for the whole rectangle that a sheet claims to fill, and one far cell (XFD1048576) ends the
process it runs in, not only the request. So it runs here, with limits of memory and time, and only its end is felt.
Started by path, never imported: nothing of Django is loaded.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import limits
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

LINE_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Refused(Exception):
    """With the name of a sentence in refusal.py."""


def cell(value: object) -> object:
    if isinstance(value, str):
        if len(value) > limits.LONGEST_CELL:
            raise Refused("LONG_CELL")
        return None if value.isspace() else value
    if isinstance(value, date):  # a list marks a date
        return [value.isoformat()]
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def rows(sheet: CalamineSheet) -> Iterator[list[object]]:
    """iter_rows() begins at the first row of the sheet, but at the first column that holds something."""
    _, left = sheet.start or (0, 0)
    for row in sheet.iter_rows():
        cells = [None if value == "" else cell(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield [None] * left + cells if cells else []


def tell(content: bytes, write: Callable[[object], None]) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    rows_left = limits.MOST_ROWS
    for about in sheets[: limits.MOST_SHEETS]:
        sheet = book.get_sheet_by_name(about.name)
        top, left = sheet.start or (0, 0)
        if top > limits.MOST_ROWS or left + sheet.width > limits.MOST_COLUMNS:
            raise Refused("TOO_WIDE")
        merged = [[*start, *end] for start, end in (sheet.merged_cell_ranges or [])[: limits.MOST_MERGED]]
        hidden = about.visible != SheetVisibleEnum.Visible
        write({"name": about.name, "hidden": hidden, "merged": merged})
        waiting = 0  # empty rows at the end are none
        for row in rows(sheet):
            if not row:
                waiting += 1
                continue
            rows_left -= waiting + 1
            if rows_left < 0:
                raise Refused("TOO_WIDE")
            for _ in range(waiting):
                write([])
            write(row)
            waiting = 0


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer

    def write(line: object) -> None:
        out.write(LINE_AS_JSON(line).encode("utf-8", "replace") + b"\n")

    try:
        tell(sys.stdin.buffer.read(), write)
        write("WHOLE")
    except PasswordError:
        write("LOCKED")
    except Refused as refused:
        write(str(refused))
    except MemoryError:
        write("TOO_WIDE")
    # A panic of the parser is a BaseException. Whatever it stumbles over, the file is the cause.
    except BaseException:
        write("BROKEN")


if __name__ == "__main__":
    main()
