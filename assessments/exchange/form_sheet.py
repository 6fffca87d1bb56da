"""A practical form in a spreadsheet: a template that holds the form in use, and what an office sends back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assessments.exchange.entry import Unusable, slug
from lms.areas.sheets.grid import Grid
from lms.areas.sheets.reading import read as read_grids
from lms.areas.sheets.refusal import Unreadable
from lms.areas.sheets.writing import Page, workbook

Written = dict[str, Any]
HEAD = ("Kunci", "Langkah", "Wajib benar", "Benar", "Dengan bantuan", "Belum")
ABOUT = ("Bagian", "Isi")
FIELDS = {
    "Judul": "title",
    "Sumber": "source",
    "Resmi": "official",
    "Bagian benar (persen)": "percent",
    "Menit": "minutes",
    "Persiapan": "setup",
    "Alat": "materials",
    "Penyesuaian": "adaptation",
    "Bimbingan": "coaching",
}
HELP = (
    ("Kunci", "Kosongkan untuk langkah baru. Jangan diubah pada langkah yang tetap: dari sini pos mengenalinya."),
    ("Langkah", "Apa yang dilakukan kader, satu baris satu langkah, berurutan."),
    ("Wajib benar", "ya untuk langkah yang harus benar tanpa bantuan; selain itu kosong"),
    ("Benar, Dengan bantuan, Belum", "Seperti apa masing-masing terlihat. Boleh kosong."),
    ("Sumber", "Nomor, judul, dan tanggal dokumennya. Tercetak di setiap penilaian."),
    ("Resmi", "ya bila formulir resmi; selain itu tidak"),
    (
        "Bagian benar (persen)",
        "Paling sedikit berapa persen langkah yang benar. Langkah wajib tetap harus benar semua.",
    ),
    ("Alat", "Pisahkan dengan titik koma."),
)


def template(written: Mapping[str, Any], now: datetime) -> bytes:
    """The form as it is in use, to be changed or written over."""
    steps = [
        [one["key"], one["text"], "ya" if one["critical"] else "", *(one.get(tick, "") for tick in _TICKS)]
        for one in written["steps"]
    ]
    about = [(name, _shown(written, field)) for name, field in FIELDS.items()]
    pages = [Page("Langkah", HEAD, steps), Page("Formulir", ABOUT, about)]
    return workbook([*pages, Page("Petunjuk", ("Kolom", "Isi"), HELP)], now)


def read(content: bytes, filename: str) -> Written:
    """What the file says, as an author would have written it; ``key``, ``version`` and ``repeat`` are not in it.

    Unusable: it is no such spreadsheet, or a cell of it cannot be meant so; one sentence says which.
    """
    try:
        grids = read_grids(content, filename)
    except Unreadable as error:
        raise Unusable(str(error)) from error
    about = _about(grids)
    return {
        "title": about.get("title", ""),
        "official": about.get("official", "").casefold() == "ya",
        "source": about.get("source", ""),
        "setup": about.get("setup", ""),
        "materials": [part.strip() for part in about.get("materials", "").split(";") if part.strip()],
        "minutes": _number(about.get("minutes", "")),
        "adaptation": about.get("adaptation", ""),
        "steps": _steps(grids),
        "pass": {"critical": "benar", "min_benar_percent": _number(about.get("percent", ""))},
        "coaching": about.get("coaching", ""),
    }


_TICKS = ("benar", "bantuan", "belum")


def _shown(written: Mapping[str, Any], field: str) -> str:
    if field == "percent":
        return str(written["pass"]["min_benar_percent"])
    if field == "official":
        return "ya" if written["official"] else "tidak"
    if field == "materials":
        return "; ".join(written["materials"])
    return str(written[field])


def _steps(grids: Sequence[Grid]) -> list[dict[str, Any]]:
    known = {name.casefold(): name for name in HEAD}
    for grid in grids:
        rows = [[_text(cell) for cell in row] for row in grid]
        for at, row in enumerate(rows):
            head = [known.get(cell.casefold(), "") for cell in row]
            if {"Langkah", "Wajib benar"} <= set(head):
                return _numbered([dict(zip(head, cells, strict=False)) for cells in rows[at + 1 :] if any(cells)])
    raise Unusable("Kolom Langkah dan Wajib benar tidak ditemukan. Pakai templat dari halaman ini.")


def _numbered(rows: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The steps, each with a key of its own: the one it had, or one made from its words."""
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for row in rows:
        text = row.get("Langkah", "")
        if not text:
            raise Unusable("Ada baris tanpa isi di kolom Langkah. Lengkapi atau hapus barisnya.")
        key = _free(slug(row.get("Kunci", "")) or "-".join(slug(text).split("-")[:3]) or "langkah", taken)
        anchors = dict(zip(_TICKS, (row.get(name, "") for name in HEAD[3:]), strict=True))
        found.append({"key": key, "text": text, "critical": row.get("Wajib benar", "").casefold() == "ya", **anchors})
    return found


def _free(key: str, taken: set[str]) -> str:
    found, number = key, 2
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    taken.add(found)
    return found


def _about(grids: Sequence[Grid]) -> dict[str, str]:
    """What the sheet with *Bagian* and *Isi* says; the help names the same parts and is not meant."""
    known = {name.casefold(): field for name, field in FIELDS.items()}
    found: dict[str, str] = {}
    for grid in grids:
        rows = [[*map(_text, row[:2]), "", ""] for row in grid]
        if [cell.casefold() for cell in rows[0][:2]] == [part.casefold() for part in ABOUT]:
            found |= {known[row[0].casefold()]: row[1] for row in rows if row[0].casefold() in known}
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return str(cell).strip() if cell is not None else ""
