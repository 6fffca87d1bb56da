"""How a file is made that nobody should send, and the table of them."""

import base64
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.sheets import ods, xlsx, zipped

OK = "OK"
Maker = Callable[[], bytes]
HOSTILE: dict[str, tuple[str, Maker]] = {}
ROWS = [["Nama", "HP"], ["Siti", "081234567890"], ["Wulan", "081398765432"]]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHTER = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'


def add(outcome: str, **makers: Maker) -> None:
    for name, make in makers.items():
        assert name not in HOSTILE, name
        HOSTILE[name] = (outcome, make)


def parts(content: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(name: str, content: str | bytes) -> Maker:
    """A good workbook with one part put in or replaced."""
    return lambda: zipped({**parts(xlsx(ROWS)), name: content})


def changed(name: str, old: bytes, new: bytes) -> Maker:
    def make() -> bytes:
        found = parts(xlsx(ROWS))
        assert old in bytes(found[name]), (name, old)
        return zipped({**found, name: bytes(found[name]).replace(old, new, 1)})

    return make


def without(name: str) -> Maker:
    return lambda: zipped({key: value for key, value in parts(xlsx(ROWS)).items() if key != name})


def sheet(cells: str) -> Maker:
    """A workbook whose sheet has these rows."""
    return part(
        SHEET, f'<?xml version="1.0" encoding="UTF-8"?><worksheet {SPACE}><sheetData>{cells}</sheetData></worksheet>'
    )


def row(cells: str) -> Maker:
    return sheet(f'<row r="1">{cells}</row>')


def text(content: str) -> Maker:
    return row(f'<c r="A1" t="inlineStr"><is><t>{content}</t></is></c><c r="B1" t="inlineStr"><is><t>y</t></is></c>')


def number(value: str, style: str = "") -> Maker:
    return row(f'<c r="A1"{style}><v>{value}</v></c><c r="B1"><v>1</v></c>')


def table(rows: str) -> Maker:
    return lambda: ods(body=f'<table:table table:name="A">{rows}</table:table>')


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def flagged(content: bytes, flag: int) -> bytes:
    """Sets a flag of the first part, in its local header and in the directory."""
    changed_bytes = bytearray(content)
    directory = content.index(b"PK\x01\x02")
    changed_bytes[6] |= flag
    changed_bytes[directory + 8] |= flag
    return bytes(changed_bytes)


def in_directory(offset: int, value: int, size: str = "<I") -> Maker:
    """A good workbook whose directory lies about its first part."""

    def make() -> bytes:
        content = bytearray(xlsx(ROWS))
        struct.pack_into(size, content, content.index(b"PK\x01\x02") + offset, value)
        return bytes(content)

    return make


def doubled() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(xlsx(ROWS)).items():
            archive.writestr(name, content)
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return file.getvalue()


def many_parts() -> bytes:
    return zipped({**parts(xlsx(ROWS)), **{f"xl/extra/{n}.xml": "<a/>" for n in range(2_100)}})


def sheets(count: int) -> Maker:
    return lambda: xlsx(*[ROWS] * count)


def noise(length: int) -> str:
    """Text that no ratio of compression betrays."""
    state, found = 1, []
    for _ in range(length // 4_000 + 1):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append(base64.b32encode(state.to_bytes(8, "big") * 300).decode()[:4_000])
    return "".join(found)[:length]
