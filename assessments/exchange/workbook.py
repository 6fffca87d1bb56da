"""Items in a spreadsheet: a template for those who write them in Excel, and what they send back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from assessments.exchange.entry import MOST_ITEMS, Entry, Reading, Refusal, Unusable, key_of, lettered, slug
from lms.areas.sheets.grid import Grid
from lms.areas.sheets.reading import read as read_grids
from lms.areas.sheets.refusal import Unreadable
from lms.areas.sheets.writing import Page, Value, workbook

Written = dict[str, Any]
Cells = Mapping[str, str]

KINDS = {
    "pilihan tunggal": "single",
    "pilihan ganda": "multiple",
    "benar salah": "truefalse",
    "menjodohkan": "matching",
    "mengurutkan": "ordering",
    "angka": "numeric",
    "isian singkat": "short",
}
USES = {"latihan": "latihan", "cek kemampuan": "counting"}
DIFFICULTIES = ("mudah", "sedang", "sulit")
LETTERS = "ABCDEF"
HEAD = (
    "Kunci",
    "Jenis",
    "Guna",
    "Kompetensi",
    "Pelajaran",
    "Kesulitan",
    "Wajib benar",
    "Pertanyaan",
    *(f"Pilihan {letter}" for letter in LETTERS),
    "Jawaban",
    "Satuan",
    "Toleransi",
    *(f"Penjelasan {letter}" for letter in LETTERS),
    "Penjelasan",
)
EXAMPLES: tuple[Mapping[str, str], ...] = (
    {
        "Jenis": "pilihan tunggal",
        "Pertanyaan": "Di mana timbangan bayi sebaiknya diletakkan?",
        "Pilihan A": "Di atas tikar",
        "Pilihan B": "Di meja yang datar dan keras",
        "Pilihan C": "Di pangkuan kader",
        "Jawaban": "B",
        "Penjelasan A": "Tikar membuat timbangan goyang.",
        "Penjelasan B": "Tempat datar dan keras membuat angka bisa dipercaya.",
        "Penjelasan C": "Pangkuan bergerak.",
    },
    {
        "Jenis": "pilihan ganda",
        "Pertanyaan": "Mana yang diperiksa sebelum anak pertama ditimbang? Pilih semua yang benar.",
        "Pilihan A": "Timbangan menunjukkan nol",
        "Pilihan B": "Timbangan berdiri datar",
        "Pilihan C": "Berat bulan lalu sudah disalin",
        "Jawaban": "A, B",
    },
    {"Jenis": "benar salah", "Pertanyaan": "Anak ditimbang dengan jaketnya.", "Jawaban": "salah"},
    {
        "Jenis": "menjodohkan",
        "Pertanyaan": "Alat mana untuk ukuran mana?",
        "Pilihan A": "Pita LiLA = lingkar lengan",
        "Pilihan B": "Dacin = berat badan",
    },
    {
        "Jenis": "mengurutkan",
        "Pertanyaan": "Urutkan langkah menimbang.",
        "Pilihan A": "Nolkan timbangan",
        "Pilihan B": "Letakkan anak",
        "Pilihan C": "Baca angkanya",
        "Pilihan D": "Catat di buku",
    },
    {
        "Jenis": "angka",
        "Pertanyaan": "Berat bayi dan selimut 7,5 kg, selimut 0,3 kg. Berapa berat bayi?",
        "Jawaban": "7,2",
        "Satuan": "kg",
        "Toleransi": "0",
    },
    {"Jenis": "isian singkat", "Pertanyaan": "Pita apa untuk lingkar lengan atas?", "Jawaban": "LiLA; pita LiLA"},
)
HELP = (
    ("Kunci", "Kosongkan untuk soal baru. Jangan diubah pada soal yang diunduh: dari sini Tuntas mengenalinya."),
    ("Jenis", ", ".join(KINDS)),
    ("Guna", "latihan (kunci dan penjelasan ditunjukkan) atau cek kemampuan (dinilai)"),
    ("Kompetensi", "Kode seperti B3. Boleh kosong bila dipilih saat mengunggah."),
    ("Pelajaran", "Judul pelajaran yang diuji, seperti di lembar Pelajaran; nama alamatnya juga boleh."),
    ("Kesulitan", "mudah, sedang, atau sulit; kosong berarti sedang"),
    ("Wajib benar", "ya untuk soal tanda bahaya; selain itu kosong"),
    ("Pilihan A-F", "Menjodohkan: kiri = kanan. Mengurutkan: tulis dalam urutan yang benar."),
    ("Jawaban", "Huruf pilihan yang benar (A atau A, C); benar atau salah; angka; atau kata yang diterima, pisahkan ;"),
    ("Penjelasan A-F", "Mengapa pilihan itu benar atau keliru. Dibaca dalam latihan."),
)


class _Refused(ValueError):
    """This row is no item; one plain sentence."""


def template(now: datetime, lessons: Sequence[Sequence[str]] = ()) -> bytes:
    """An empty list with an example of each type and a page of help; ``lessons``: competency, title and address of
    those that can be named."""
    return write([], now, examples=True, lessons=lessons)


def write(
    entries: Sequence[Entry], now: datetime, *, examples: bool = False, lessons: Sequence[Sequence[str]] = ()
) -> bytes:
    """Items as the template has them. Those that no row can hold are named on a page of their own."""
    fitting = [entry for entry in entries if fits(entry)]
    left = [(entry.key, "Jenis atau isinya tidak muat dalam satu baris.") for entry in entries if not fits(entry)]
    rows: list[list[Value]] = [[cells.get(name, "") for name in HEAD] for cells in map(_cells, fitting)]
    if examples:
        rows += [[{"Guna": "latihan", "Kesulitan": "mudah", **row}.get(name, "") for name in HEAD] for row in EXAMPLES]
    pages = [Page("Soal", HEAD, rows), Page("Petunjuk", ("Kolom", "Isi"), HELP)]
    if lessons:
        pages.append(Page("Pelajaran", ("Kompetensi", "Pelajaran", "Nama alamat"), lessons))
    return workbook([*pages, Page("Tidak ikut", ("Kunci", "Mengapa"), left)] if left else pages, now)


def fits(entry: Entry) -> bool:
    """Does a row hold the whole of it, so that reading it gives the same item back?"""
    try:
        back = _entry(entry.at, _cells(entry))
    except (KeyError, StopIteration, _Refused):
        return False
    return _whole(back.written) == _whole(entry.written)


def _whole(written: Mapping[str, Any]) -> Any:
    """Without keys of rows, which a spreadsheet gives anew, and what is empty."""
    if isinstance(written, Mapping):
        return {name: _whole(value) for name, value in written.items() if name != "key" and value not in ("", [], None)}
    return [_whole(one) for one in written] if isinstance(written, list) else written


def read(content: bytes, filename: str) -> Reading:
    """All rows of the sheet "Soal". Unusable: it is no such spreadsheet."""
    try:
        grids = read_grids(content, filename)
    except Unreadable as error:
        raise Unusable(str(error)) from error
    head, rows = _table(grids)
    entries: list[Entry] = []
    refusals: list[Refusal] = []
    for at, cells in rows:
        try:
            entries.append(_entry(at, {name: value for name, value in zip(head, cells, strict=False) if name}))
        except _Refused as refused:
            refusals.append(Refusal(at, str(refused)))
    if len(entries) > MOST_ITEMS:
        raise Unusable("Daftar ini memuat lebih dari 1.000 soal. Bagi menjadi beberapa berkas.")
    return Reading(entries, refusals)


def _table(grids: list[Grid]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    known = {name.casefold(): name for name in HEAD}
    for grid in grids:
        rows = [[_shown(cell) for cell in row] for row in grid]
        for at, row in enumerate(rows):
            head = [known.get(cell.casefold(), "") for cell in row]
            if {"Jenis", "Pertanyaan"} <= set(head):
                below = [(number, cells) for number, cells in enumerate(rows[at + 1 :], at + 2) if any(cells)]
                return head, below
    raise Unusable("Kolom Jenis dan Pertanyaan tidak ditemukan. Pakai templat dari halaman ini.")


def _shown(cell: object) -> str:
    """A cell as its writer sees it: numbers with a comma."""
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return " ".join(str(cell).split()) if cell is not None else ""


def _entry(at: int, row: Cells) -> Entry:
    kind = KINDS.get(row.get("Jenis", "").casefold(), "")
    if not kind:
        raise _Refused(f"Jenis “{row.get('Jenis', '')}” tidak dikenal. Pilih: {', '.join(KINDS)}.")
    stem, use = row.get("Pertanyaan", ""), row.get("Guna", "").casefold()
    if not stem:
        raise _Refused("Pertanyaan belum diisi.")
    if use and use not in USES:
        raise _Refused(f"Guna “{row['Guna']}” tidak dikenal. Pilih latihan atau cek kemampuan.")
    difficulty = row.get("Kesulitan", "").casefold()
    if difficulty and difficulty not in DIFFICULTIES:
        raise _Refused(f"Kesulitan “{row['Kesulitan']}” tidak dikenal. Pilih mudah, sedang, atau sulit.")
    written = _READERS[kind](row)
    explanation = row.get("Penjelasan", "")
    return Entry(
        at=at,
        key=slug(row.get("Kunci", "")) or key_of("x", kind, stem, str(written)),
        kind=kind,
        written={"stem": stem, **written, **({"explanation": explanation} if explanation else {})},
        place=row.get("Kompetensi", ""),
        lesson=row.get("Pelajaran", ""),
        use=USES.get(use, ""),
        difficulty=difficulty,
        essential=row.get("Wajib benar", "").casefold() == "ya",
    )


# ---- From a row
def _choices(row: Cells) -> list[tuple[str, str, str]]:
    """Letter, words and explanation of each option that is filled in."""
    rows = [(letter, row.get(f"Pilihan {letter}", ""), row.get(f"Penjelasan {letter}", "")) for letter in LETTERS]
    return [one for one in rows if one[1]]


def _options(row: Cells) -> Written:
    wanted = {letter.strip().upper() for letter in row.get("Jawaban", "").replace(";", ",").split(",")}
    given = _choices(row)
    if strange := wanted - {letter for letter, _text, _why in given}:
        raise _Refused(f"Jawaban “{', '.join(sorted(strange))}” bukan huruf pilihan yang terisi.")
    return {
        "options": [
            {"key": letter.lower(), "text": text, "correct": letter in wanted, "feedback": why}
            for letter, text, why in given
        ]
    }


def _truefalse(row: Cells) -> Written:
    right = row.get("Jawaban", "").casefold()
    if right not in ("benar", "salah"):
        raise _Refused("Jawaban soal benar salah diisi benar atau salah.")
    whys = {"benar": row.get("Penjelasan A", ""), "salah": row.get("Penjelasan B", "")}
    return {
        "options": [
            {"key": key, "text": key.capitalize(), "correct": key == right, "feedback": why}
            for key, why in whys.items()
        ]
    }


def _pairs(row: Cells) -> Written:
    split = [(text.partition("="), why) for _letter, text, why in _choices(row)]
    if any(not sign for (_left, sign, _right), _why in split):
        raise _Refused("Tiap pasangan ditulis kiri = kanan, misalnya Pita LiLA = lingkar lengan.")
    keys = lettered([why for _pair, why in split])
    return {
        "pairs": [
            {"key": key, "left": left.strip(), "right": right.strip(), "feedback": why}
            for key, ((left, _sign, right), why) in zip(keys, split, strict=True)
        ]
    }


def _steps(row: Cells) -> Written:
    texts = [text for _letter, text, _why in _choices(row)]
    return {"steps": [{"key": key, "text": text} for key, text in zip(lettered(texts), texts, strict=True)]}


def _number(row: Cells) -> Written:
    given = {"value": row.get("Jawaban", ""), "tolerance": row.get("Toleransi", ""), "unit": row.get("Satuan", "")}
    if not given["value"]:
        raise _Refused("Jawaban belum diisi dengan angka.")
    return {name: text for name, text in given.items() if text}


def _accepted(row: Cells) -> Written:
    said = [one.strip() for one in row.get("Jawaban", "").split(";") if one.strip()]
    if not said:
        raise _Refused("Jawaban belum diisi dengan kata yang diterima.")
    return {"accepted": said}


_READERS: dict[str, Callable[[Cells], Written]] = {
    "single": _options,
    "multiple": _options,
    "truefalse": _truefalse,
    "matching": _pairs,
    "ordering": _steps,
    "numeric": _number,
    "short": _accepted,
}


# ---- To a row
def _cells(entry: Entry) -> dict[str, str]:
    names = {kind: name for name, kind in KINDS.items()}
    uses = {value: name for name, value in USES.items()}
    return {
        "Kunci": entry.key,
        "Jenis": names[entry.kind],
        "Guna": uses[entry.use],
        "Kompetensi": entry.place,
        "Pelajaran": entry.lesson,
        "Kesulitan": entry.difficulty,
        "Wajib benar": "ya" if entry.essential else "",
        "Pertanyaan": entry.written["stem"],
        "Penjelasan": entry.written.get("explanation", ""),
        **_own(entry),
    }


def _own(entry: Entry) -> dict[str, str]:
    written, kind = entry.written, entry.kind
    if kind in ("single", "multiple"):
        return _option_cells(written["options"])
    if kind == "truefalse":
        by = {option["key"]: option for option in written["options"]}
        right = next(key for key, option in by.items() if option["correct"])
        whys = {"Penjelasan A": by["benar"].get("feedback", ""), "Penjelasan B": by["salah"].get("feedback", "")}
        return {"Jawaban": right, **whys}
    if kind == "matching":
        texts = [f"{pair['left']} = {pair['right']}" for pair in written["pairs"]]
        return _lettered_cells("Pilihan", texts) | _lettered_cells(
            "Penjelasan", [pair.get("feedback", "") for pair in written["pairs"]]
        )
    if kind == "ordering":
        return _lettered_cells("Pilihan", [step["text"] for step in written["steps"]])
    if kind == "numeric":
        names = {"value": "Jawaban", "unit": "Satuan", "tolerance": "Toleransi"}
        return {label: written[name] for name, label in names.items() if name in written}
    return {"Jawaban": "; ".join(written["accepted"])}


def _option_cells(options: Sequence[Written]) -> dict[str, str]:
    right = [letter for letter, option in zip(LETTERS, options, strict=False) if option["correct"]]
    return {
        **_lettered_cells("Pilihan", [option["text"] for option in options]),
        **_lettered_cells("Penjelasan", [option.get("feedback", "") for option in options]),
        "Jawaban": ", ".join(right),
    }


def _lettered_cells(name: str, texts: Sequence[str]) -> dict[str, str]:
    return {f"{name} {letter}": text for letter, text in zip(LETTERS, texts, strict=False)}
