"""Questions written in a spreadsheet: the template, what comes back, and what is refused by its row."""

from dataclasses import replace

import pytest

from assessments.exchange import workbook
from assessments.exchange.entry import Entry, Unusable
from lms.areas.sheets.writing import Page
from lms.areas.sheets.writing import workbook as make
from tests.factories import NOW


def read(*rows: dict[str, str], head: tuple[str, ...] = workbook.HEAD):
    cells = [[row.get(name, "") for name in head] for row in rows]
    return workbook.read(make([Page("Soal", head, cells)], NOW), "soal.xlsx")


GOOD = {
    "Jenis": "Pilihan tunggal",
    "Guna": "latihan",
    "Kompetensi": "B3",
    "Pelajaran": "menimbang",
    "Pertanyaan": "Di mana?",
    "Pilihan A": "Di meja",
    "Pilihan B": "Di tikar",
    "Jawaban": "a",
    "Penjelasan B": "Goyang.",
}


def test_the_template_is_a_list_that_reads_itself():
    reading = workbook.read(workbook.template(NOW), "templat.xlsx")
    assert {entry.kind for entry in reading.entries} == set(workbook.KINDS.values())
    assert reading.refusals == []


def test_a_row_becomes_an_item():
    (entry,) = read(GOOD).entries
    assert (entry.at, entry.kind, entry.use, entry.place, entry.lesson) == (2, "single", "latihan", "B3", "menimbang")
    assert entry.written["options"][1] == {"key": "b", "text": "Di tikar", "correct": False, "feedback": "Goyang."}
    assert entry.written["options"][0]["correct"] is True


def test_what_is_written_out_comes_back_the_same():
    entries = [
        replace(entry, use="latihan", lesson="menimbang", place="B3", difficulty="mudah")
        for entry in workbook.read(workbook.template(NOW), "t.xlsx").entries
    ]
    back = workbook.read(workbook.write(entries, NOW), "soal.xlsx").entries
    assert [replace(entry, at=0) for entry in back] == [replace(entry, at=0) for entry in entries]
    assert all(workbook.fits(entry) for entry in entries)


def test_what_a_row_cannot_hold_is_known_before():
    entry = read(GOOD).entries[0]
    assert not workbook.fits(replace(entry, kind="scenario"))
    assert not workbook.fits(replace(entry, written={**entry.written, "picture": [{"image": "a.svg", "alt": "a"}]}))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"Jenis": "uraian"}, "Jenis “uraian” tidak dikenal"),
        ({"Pertanyaan": ""}, "Pertanyaan belum diisi"),
        ({"Jawaban": "D"}, "bukan huruf pilihan yang terisi"),
        ({"Guna": "ujian"}, "Guna “ujian” tidak dikenal"),
        ({"Kesulitan": "gampang"}, "Kesulitan “gampang” tidak dikenal"),
        ({"Jenis": "benar salah", "Jawaban": "ya"}, "benar atau salah"),
        ({"Jenis": "menjodohkan", "Pilihan A": "kiri kanan"}, "kiri = kanan"),
        ({"Jenis": "angka", "Jawaban": ""}, "Jawaban belum diisi"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_come_in(change: dict, words: str):
    reading = read({**GOOD, **change}, GOOD)
    assert [one.at for one in reading.refusals] == [2]
    assert words in reading.refusals[0].sentence
    assert len(reading.entries) == 1


def test_the_same_row_gives_the_same_key_and_a_named_one_keeps_its_own():
    first, second, named = read(GOOD, GOOD, {**GOOD, "Kunci": "b3-c01"}).entries
    assert first.key == second.key
    assert named.key == "b3-c01"


def test_a_formula_stays_words():
    (entry,) = read({**GOOD, "Pertanyaan": "=1+1 berapa?"}).entries
    assert entry.written["stem"] == "=1+1 berapa?"
    assert isinstance(entry, Entry)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"a;b\n1;2", b"%PDF-1.7"])
def test_another_file_is_refused_in_one_sentence(raw: bytes):
    with pytest.raises(Unusable):
        workbook.read(raw, "soal.xlsx")
