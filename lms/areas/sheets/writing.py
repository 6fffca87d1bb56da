"""The one XLSX exporter: text stays text, dates are dates, nothing in it can run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from lms.areas.sheets.harmless import cleaned, neutral

Value = str | int | float | Decimal | bool | date | datetime | None

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767  # of a cell; the format's own limit
MOST_ROWS = 1_048_575
NARROWEST, WIDEST = 6, 60
DIGITS_OF_A_NUMBER = 15  # a longer one would lose its end
FIRST_DAY = date(1900, 1, 1)
AS_WRITTEN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


@dataclass(frozen=True)
class Page:
    """One sheet. ``rows`` may be an iterator: it is read once. Without ``widths`` (in characters) they are measured."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[float] | None = None


def workbook(pages: Sequence[Page], now: datetime) -> bytes:
    """An XLSX file; the same pages and moment give the same bytes.

    ValueError for no page or more rows than a sheet holds, TypeError for a moment with a time zone in a cell: convert
    it first, whose clock is meant would be a guess here.
    """
    if not pages:
        raise ValueError("A workbook needs a page.")
    file = BytesIO()
    with xlsxwriter.Workbook(file, AS_WRITTEN) as book:
        book.set_properties({"created": now.replace(tzinfo=None)})
        formats = _formats(book)
        for page, title in zip(pages, legal_titles([page.title for page in pages]), strict=True):
            _write_page(book.add_worksheet(title), page, formats)
    return file.getvalue()


def answer(name: str, pages: Sequence[Page], now: datetime) -> HttpResponse:
    """A workbook to download as ``name``.xlsx, kept by no cache. ``name`` says what it is, never whose."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "private, no-store"}
    return HttpResponse(workbook(pages, now), content_type=MEDIA_TYPE, headers=headers)


def legal_titles(titles: Sequence[str]) -> list[str]:
    """Names that Excel takes: at most 31 characters, without []:*?/\\ and quote marks at the ends, each only once."""
    given: list[str] = []
    for title in titles:
        plain = "".join(" " if sign in "[]:*?/\\\n\r\t" else sign for sign in cleaned(title))
        plain = plain.strip("' ") or "Lembar"
        if plain.lower() == "history":  # Excel keeps this one for itself
            plain = "Riwayat"
        given.append(next(name for name in _numbered(plain) if name.lower() not in map(str.lower, given)))
    return given


def _numbered(title: str) -> Iterator[str]:
    yield title[:31].strip("' ")
    number = 2
    while True:
        yield f"{title[: 31 - len(str(number)) - 3].strip()} ({number})"
        number += 1


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EFE3D3", "border": 1}),
        "text": book.add_format({"num_format": "@"}),
        "long": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }


def _write_page(sheet: Any, page: Page, formats: dict[str, Any]) -> None:
    longest = [len(cell) for cell in page.head]
    for column, heading in enumerate(page.head):
        sheet.write_string(0, column, _text(heading), formats["head"])
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(page.rows, start=1):
        if last > MOST_ROWS:
            raise ValueError("A sheet holds 1,048,576 rows.")
        for column, value in enumerate(row):
            length = _write_cell(sheet, last, column, value, formats)
            if column < len(longest) and length > longest[column]:
                longest[column] = length
    if page.head:
        sheet.autofilter(0, 0, last, len(page.head) - 1)
    measured = [float(min(max(length + 2, NARROWEST), WIDEST)) for length in longest]
    for column, width in enumerate(page.widths or measured):
        sheet.set_column(column, column, width)


def _write_cell(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> int:
    """Returns how many characters wide it is."""
    if value is None or value == "":
        return 0
    if isinstance(value, date):
        is_moment = isinstance(value, datetime)
        if (value.date() if isinstance(value, datetime) else value) >= FIRST_DAY:
            sheet.write_datetime(row, column, value, formats["moment" if is_moment else "date"])
            return 16 if is_moment else 10
        value = value.isoformat()
    if isinstance(value, bool):
        value = "ya" if value else "tidak"
    if isinstance(value, int | float | Decimal):
        if isfinite(value) and len(str(value).replace(".", "").lstrip("-0")) <= DIGITS_OF_A_NUMBER:
            sheet.write_number(row, column, value)
            return len(str(value))
        value = str(value)
    text = _text(value)
    longest = max(map(len, text.split("\n")))
    sheet.write_string(row, column, text, formats["long" if longest > WIDEST or "\n" in text else "text"])
    return longest


def _text(value: str) -> str:
    return neutral(cleaned(value))[:LONGEST_TEXT]
