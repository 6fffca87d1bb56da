"""Text with delimiters (CSV and its kin), in whatever encoding."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from charset_normalizer import from_bytes

from lms.areas.sheets.grid import Grid, folded
from lms.areas.sheets.harmless import cleaned
from lms.areas.sheets.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from lms.areas.sheets.refusal import BROKEN, LONG_CELL, NOT_A_SHEET, TOO_WIDE, Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
LIKELY = ["cp1252", "cp437", "mac_roman", "utf_16_le", "utf_16_be"]
SAMPLE_BYTES, SAMPLE_LINES = 64 * 1024, 60
DELIMITERS = ",;\t|"
MOST_UNSEEN = 0.02  # of all signs; text has hardly any, other bytes have many


def read_delimited(content: bytes, name: str) -> list[Grid]:
    """One grid named ``name``. Raises Unreadable."""
    text = decoded(content)
    delimiter, text = delimiter_of(text)
    try:
        rows = list(_folded_rows(text, delimiter))
    except csv.Error:  # a lone quote mark swallows the rest of the file
        rows = _without_quotes(text, delimiter)
    while rows and rows[-1] == b"[]":
        rows.pop()
    return [Grid(name, rows)] if rows else []


def decoded(content: bytes) -> str:
    """By its mark, as UTF-8 if it is that, else by what the signs look like; cp1252 when nothing looks better."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _texty(content[len(mark) :].decode(encoding, "replace"))
    if b"\x00" not in content[:SAMPLE_BYTES]:
        try:
            return _texty(content.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    found = from_bytes(content[:SAMPLE_BYTES], cp_isolation=LIKELY).best()
    return _texty(content.decode(found.encoding if found else "cp1252", "replace"))


def _texty(text: str) -> str:
    sample = text[:SAMPLE_BYTES]
    if len(sample) - len(cleaned(sample)) + sample.count("\ufffd") > MOST_UNSEEN * len(sample) + 1:
        raise Unreadable(NOT_A_SHEET.format(what="berkas jenis lain"))
    return cleaned(text)


def delimiter_of(text: str) -> tuple[str, str]:
    """The delimiter that cuts most lines into the same number of cells, and the text without Excel's ``sep=`` line."""
    if text[:4].lower() == "sep=" and len(text) > 4 and text[5:6] in ("\r", "\n"):
        return text[4], text[5:].lstrip("\r\n")
    lines = [line for line in islice(StringIO(text, newline=""), SAMPLE_LINES * 3) if line.strip()][:SAMPLE_LINES]
    return max(DELIMITERS, key=lambda sign: _evenness("".join(lines), sign)), text


def _evenness(sample: str, delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(StringIO(sample, newline=""), delimiter=delimiter) if row)
    except csv.Error:
        widths = Counter(len(line.split(delimiter)) for line in sample.splitlines())
    return max((lines * (width - 1) for width, lines in widths.items()), default=0)


def _folded_rows(text: str, delimiter: str, quotes: bool = True) -> Iterator[bytes]:
    lines = StringIO(text, newline="")
    quoted = csv.reader(lines, delimiter=delimiter)
    for number, row in enumerate(quoted if quotes else csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)):
        cells: list[str | None] = [cell if cell.strip() else None for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if number >= MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Unreadable(TOO_WIDE)
        if any(cell and len(cell) > LONGEST_CELL for cell in cells):
            raise csv.Error
        yield folded(cells)


def _without_quotes(text: str, delimiter: str) -> list[bytes]:
    if max(map(len, text.splitlines())) > LONGEST_CELL:
        raise Unreadable(LONG_CELL)
    try:
        return list(_folded_rows(text, delimiter, quotes=False))
    except csv.Error as error:
        raise Unreadable(BROKEN) from error
