"""Small spreadsheets, made in the test that reads them."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def xlsx(*sheets: Rows, names: Sequence[str] = (), paint: Callable[[Any], None] | None = None) -> bytes:
    """One sheet for each list of rows; ``paint(book)`` may add merged cells, hidden sheets and the like."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"nan_inf_to_errors": True}) as book:
        for index, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[index] if index < len(names) else None)
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None and value != "":
                        write_cell(sheet, number, column, value, day)
        if paint:
            paint(book)
    return file.getvalue()


def write_cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif hasattr(value, "year"):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write(row, column, value)


def ods(*sheets: Rows, names: Sequence[str] = (), body: str = "") -> bytes:
    """As xlsx(); ``body`` is the XML of tables to put in instead."""
    tables = body or "".join(
        f'<table:table table:name="{escape(names[index] if index < len(names) else f"Sheet{index + 1}")}">'
        f"{''.join(_ods_row(row) for row in rows)}</table:table>"
        for index, rows in enumerate(sheets)
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>',
            "content.xml": content,
        }
    )


def _ods_row(row: Sequence[Any]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if hasattr(value, "year"):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def delimited(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def xls(rows: Rows, *, locked: bool = False, name: str = "Sheet1") -> bytes:
    """The old binary format: a BIFF8 stream in a compound file, as small as it can be."""
    sheet = b"".join(
        _xls_cell(row, column, value) for row, cells in enumerate(rows) for column, value in enumerate(cells)
    )
    bof = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    start = bof + (_record(0x002F, b"\x00\x00" + b"\x01" * 4) if locked else b"")
    title = name.encode("latin-1")
    length = len(start) + 4 + 8 + len(title) + 4
    bound = _record(0x0085, struct.pack("<IHBB", length, 0, len(title), 0) + title)
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    end = _record(0x000A, b"")
    return compound({"Workbook": start + bound + end + page + sheet + end})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xls_cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<d", value))
    return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")) if value else b""


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE) with one sector for its directory and one for its chains: three streams, 60 KB in all."""
    free, last = 0xFFFFFFFF, 0xFFFFFFFE
    table, data, entries = [0xFFFFFFFD, last], b"", _entry("Root Entry", 5, last, 0, child=1 if streams else free)
    for number, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\x00")
        count = -(-len(content) // 512)
        first = len(table)
        table += [*range(first + 1, first + count), last]
        data += content.ljust(count * 512, b"\x00")
        entries += _entry(name, 2, first, len(content), right=number + 1 if number < len(streams) else free)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0) + struct.pack("<I", 0) + b"\xff" * 432
    sectors = b"".join(struct.pack("<I", sector) for sector in table).ljust(512, b"\xff")
    return header + sectors + entries.ljust(512, b"\x00") + data


def _entry(name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    title = name.encode("utf-16-le") + b"\x00\x00"
    head = title.ljust(64, b"\x00") + struct.pack("<HBBIII", len(title), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)
