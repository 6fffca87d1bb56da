"""Small spreadsheets, made in the test that reads them."""

import io
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
