"""Looks into a ZIP before anything unpacks it: how much it holds, and that no part of it commands the parser."""

import zipfile
import zlib
from io import BytesIO

from lms.areas.sheets.refusal import (
    BINARY_SHEET,
    BROKEN,
    FOREIGN_XML,
    LOCKED,
    NOT_A_SHEET,
    PACKED_TOO_TIGHT,
    Unreadable,
)

MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
ALWAYS_FINE = 1024 * 1024
TIGHTEST = 250  # real sheets of one sentence over and over reach 150
CHUNK = 1024 * 1024
COMMANDS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
WHAT_ELSE = {
    "word/document.xml": "dokumen Word",
    "ppt/presentation.xml": "presentasi",
    "Index/Document.iwa": "berkas Numbers dari Apple",
    "AndroidManifest.xml": "aplikasi Android",
}


def check(content: bytes) -> None:
    """Raises Unreadable with the reason."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            _check_directory(parts)
            for part in parts.infolist():
                _check_part(parts, part)
    # What zipfile raises for damaged bytes is not one family.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, OverflowError) as error:
        raise Unreadable(BROKEN) from error


def _check_directory(parts: zipfile.ZipFile) -> None:
    found = parts.infolist()
    names = {part.filename.lower() for part in found}
    if len(found) > MOST_PARTS or sum(part.file_size for part in found) > MOST_UNPACKED:
        raise Unreadable(PACKED_TOO_TIGHT)
    for part in found:
        if part.flag_bits & 1:
            raise Unreadable(LOCKED)
        if part.file_size > ALWAYS_FINE and part.file_size > TIGHTEST * max(part.compress_size, 1):
            raise Unreadable(PACKED_TOO_TIGHT)
    if len(names) < len(found):  # which of two is meant, we and the parser might see differently
        raise Unreadable(BROKEN)
    if "xl/workbook.bin" in names:
        raise Unreadable(BINARY_SHEET)
    _check_kind(parts, names)


def _check_kind(parts: zipfile.ZipFile, names: set[str]) -> None:
    for name, what in WHAT_ELSE.items():
        if name.lower() in names:
            raise Unreadable(NOT_A_SHEET.format(what=what))
    workbook = any(name.replace("\\", "/").endswith(("/workbook.xml", "content.xml")) for name in names)
    if "mimetype" in names and b"spreadsheet" not in parts.read("mimetype")[:200]:
        raise Unreadable(NOT_A_SHEET.format(what="dokumen atau buku"))
    if not workbook:
        known = "mimetype" in names or "[content_types].xml" in names
        raise Unreadable(BROKEN if known else NOT_A_SHEET.format(what="kumpulan berkas ZIP"))


def _check_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Reads it to its end, so that its size and checksum are known to be true."""
    end, is_xml = b"", False
    with parts.open(part) as stream:
        while chunk := stream.read(CHUNK):
            is_xml = is_xml or (not end and chunk.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"))
            if is_xml and any(command in end + chunk for command in COMMANDS):
                raise Unreadable(FOREIGN_XML)
            end = chunk[-16:]
