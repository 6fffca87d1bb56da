"""The papers of an office as plain data for one typst template: blocks, put together as in a letter. Pure, but for the
typesetter; the caller says whether it is a sample.

A block is a dictionary with its ``kind``; the functions below make them. Nothing in it is ever markup.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lms.areas import typeset

TEMPLATE = Path(__file__).resolve().parent / "typst" / "surat.typ"
ROWS_KEPT, WORDS_KEPT = 2, 2  # rows of a table and paragraphs that stay with the first signature
BLANK = "." * 32  # to be filled in by hand
_LONG = re.compile(r"(\S{18})(?=\S)")
Block = dict[str, Any]
Cell = str | dict[str, Any]


@dataclass(frozen=True)
class Surat:
    """A paper. Each of its ``parts`` begins on a page of its own and counts its pages for itself."""

    title: str
    office: str
    day: date
    parts: Sequence[Sequence[Block]]
    footer: str
    contoh: bool
    paper: str = "a4"
    landscape: bool = False
    size: float = 10
    ornate: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a table: ``width`` as ``12mm``, ``1fr`` or ``auto``."""

    head: str
    width: str = "auto"
    align: str = "left"
    upright: bool = False


@dataclass(frozen=True)
class Signer:
    """Who signs: what stands above (place and date, office), the name or "" for a line, and what stands below it."""

    above: Sequence[str]
    name: str = ""
    below: Sequence[str] = field(default=())
    room: int = 19  # mm for the wet signature and the stamp


def pdf(surat: Surat, *, made_at: datetime) -> bytes:
    """The paper, tagged for screen readers; the same data and moment give the same bytes. Raises typst.TypstError."""
    return typeset.pdf(TEMPLATE, data(surat), made_at=made_at)


def png(surat: Surat, *, ppi: int = 90) -> list[bytes]:
    """The pages as pictures."""
    return typeset.png(TEMPLATE, data(surat), ppi=ppi)


def data(surat: Surat) -> dict[str, Any]:
    """What the template needs."""
    parts, logos = _logos_apart([[one for block in part for one in _paired(block)] for part in surat.parts])
    return {
        "title": surat.title,
        "office": surat.office,
        "year": surat.day.year,
        "month": surat.day.month,
        "day": surat.day.day,
        "footer": surat.footer,
        "contoh": surat.contoh,
        "paper": surat.paper,
        "landscape": surat.landscape,
        "size": surat.size,
        "ornate": surat.ornate,
        "logos": logos,
        "parts": [_closed(part) for part in parts],
    }


def ornate(surat: Surat) -> Surat:
    """For the wall: a frame on each page, and no line at its foot."""
    return replace(surat, ornate=True)


def kop(government: str, name: str, lines: Sequence[str], logo: bytes = b"") -> Block:
    """The head of an office's paper. ``logo``: a PNG; empty for none."""
    return {"kind": "kop", "government": government, "name": name, "lines": list(lines), "logo": logo}


def title(text: str, *under: str) -> Block:
    """The name of the paper in capitals, with lines below it."""
    return {"kind": "title", "text": text, "under": list(under)}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def text(words: str, *, bold: bool = False, indent: int = 0, justify: bool = True, centred: bool = False) -> Block:
    """A paragraph. ``indent`` in millimetres."""
    return {
        "kind": "text",
        "text": words,
        "bold": bold,
        "indent": indent,
        "justify": justify,
        "centred": centred,
    }


def numbered(items: Iterable[str], *, letters: bool = False) -> Block:
    """1. 2. 3., or a. b. c. with ``letters``."""
    return {"kind": "list", "items": list(items), "letters": letters}


def pairs(rows: Iterable[tuple[str, str]], *, indent: int = 0, label: int = 34) -> Block:
    """ "Hari : Senin". ``label``: the width of the first column in millimetres."""
    return {"kind": "pairs", "rows": [list(row) for row in rows], "indent": indent, "label": label}


def opening(rows: Iterable[tuple[str, str]], *, dated: str, to: Sequence[str]) -> Block:
    """How a letter begins: number and subject on the left, to whom on the right, place and date above."""
    return {"kind": "opening", "rows": [list(row) for row in rows], "dated": dated, "to": list(to)}


def signatures(*signers: Signer) -> Block:
    """Who signs: one on the right, two beside each other, more in two columns."""
    return {
        "kind": "signatures",
        "all": [
            {"above": list(one.above), "name": one.name, "below": list(one.below), "room": one.room} for one in signers
        ],
    }


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    over: Sequence[tuple[str, int]] = (),
    height: float = 0,
    air: float = 1.4,
    size: float = 9,
    upright: int = 46,
) -> Block:
    """A table that says its head on each page and splits no row.

    ``over``: a row above the head, as (words, columns). ``height``: of every row, in millimetres; 0 as it needs.
    ``upright``: how long an upright head may be.
    """
    return {
        "kind": "table",
        "columns": [{"width": one.width, "align": one.align, "upright": one.upright} for one in columns],
        "head": [one.head for one in columns],
        "over": [list(one) for one in over],
        "rows": [[_cell(cell) for cell in row] for row in rows] or [[{"text": "Belum ada.", "span": len(columns)}]],
        "height": height,
        "air": air,
        "size": size,
        "upright": upright,
    }


def diploma(title: str, number: str, *, before: str, name: str, place: str, sentence: str) -> Block:
    """What stands on a certificate between its kop and its signature: a large name, and what it is said of."""
    words = {"title": title, "number": number, "before": before, "name": name, "place": place, "sentence": sentence}
    return {"kind": "diploma", **words}


def rule() -> Block:
    """A line across the page."""
    return {"kind": "rule"}


def photos(shown: Iterable[tuple[bytes, str]]) -> Block:
    """Pictures (JPEG or PNG) with what they show, two beside each other."""
    return {
        "kind": "photos",
        "all": [{"bytes": list(raw), "caption": words, "alt": words or "Foto kegiatan"} for raw, words in shown],
    }


def section(words: str, columns: int, *, bold: bool = True) -> list[Cell]:
    """A row of a table that says of what those after it are; it comes again on each page."""
    return [{"text": words, "span": columns, "bold": bold, "align": "left", "shade": True, "section": True}]


def zigzag(number: int) -> Cell:
    """Where that number signs."""
    return {"zigzag": number}


def ticks(lines: Iterable[str]) -> Cell:
    """Lines with a box to tick before each."""
    return {"ticks": [breakable(line) for line in lines]}


def page() -> Block:
    """A new page of the same part."""
    return {"kind": "page"}


def air(mm: float) -> Block:
    return {"kind": "air", "mm": mm}


def breakable(words: str) -> str:
    """A place to break in words that are longer than a column: no name is too long for a table."""
    return _LONG.sub("\\1\u200b", words)


def _logos_apart(parts: list[list[Block]]) -> tuple[list[list[Block]], list[list[int]]]:
    """The parts with the number of its logo in each kop (None: it has none), and each logo once."""
    found = list(dict.fromkeys(one["logo"] for part in parts for one in part if one["kind"] == "kop" and one["logo"]))
    numbers = {logo: at for at, logo in enumerate(found)}
    numbered = [
        [{**one, "logo": numbers.get(one["logo"])} if one["kind"] == "kop" else one for one in part] for part in parts
    ]
    return numbered, [list(logo) for logo in found]


def _paired(block: Block) -> list[Block]:
    """Many who sign, two by two, so that a page may end between them."""
    if block["kind"] != "signatures":
        return [block]
    found = block["all"]
    return [{**block, "all": found[at : at + 2], "alone": len(found) == 1} for at in range(0, len(found), 2)]


def _closed(blocks: list[Block]) -> list[Block]:
    """The first signature keeps the words before it and the last rows of a table: it never stands on a page alone."""
    at = next((at for at, block in enumerate(blocks) if block["kind"] == "signatures"), None)
    if at is None:
        return blocks
    first = at
    while first and blocks[first - 1]["kind"] == "text" and at - first < WORDS_KEPT:
        first -= 1
    before, kept = blocks[:first], blocks[first : at + 1]
    if before and before[-1]["kind"] == "table":
        *before, whole = before
        rest, tail = _parted(whole)
        before += [rest] if rest else []
        kept = [tail, *kept]
    joined = kept[0]["kind"] == "table" and not kept[0]["headed"]
    return [*before, {"kind": "closing", "blocks": kept, "joined": joined}, *blocks[at + 1 :]]


def _parted(table: Block) -> tuple[Block | None, Block]:
    """All but the last rows, and these. A section goes with what is in it, or is known as what they are ``within``."""
    rows = table["rows"]
    at = max(len(rows) - ROWS_KEPT, 0)
    while at and "section" in rows[at - 1][0]:
        at -= 1
    rest = {**table, "rows": rows[:at]} if at else None
    within = next((row for row in reversed(rows[:at]) if "section" in row[0]), None)
    if "section" in rows[at][0]:
        within = None
    return rest, {**table, "rows": rows[at:], "headed": rest is None, "within": within}


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return breakable(cell)
    return {**cell, "text": breakable(cell["text"])} if "text" in cell else cell
