"""The papers of an office: blocks become one PDF, tagged, whose parts count their pages and whose tables keep whole."""

import io
from datetime import UTC, date, datetime

import pikepdf
import pytest

from lms.areas import surat
from lms.areas.surat import Column, Signer, Surat

DAY = date(2025, 12, 22)
MADE = datetime(2025, 12, 22, 3, 0, tzinfo=UTC)
COLUMNS = [Column("No.", "10mm", "center"), Column("Nama", "1fr"), Column("Tanda tangan", "50mm")]
LONGEST = "Siti Nur Halimah Rahmawati Kusumaningtyas"


def paper(*parts: list[surat.Block], contoh: bool = False) -> Surat:
    return Surat("Daftar hadir", "Dinas Kesehatan", DAY, parts, "Pelatihan kader", contoh)


def rows(count: int) -> list[list[surat.Cell]]:
    return [[str(number), LONGEST, surat.zigzag(number)] for number in range(1, count + 1)]


def test_every_block_is_set_and_each_part_begins_a_page():
    first = [
        surat.kop("Pemerintah Kota Kediri", "Dinas Kesehatan", ["Jalan Contoh 1"]),
        surat.title("Daftar hadir", "Nomor 1"),
        surat.opening([("Nomor", "1")], dated="Kediri", to=["Kepada Yth."]),
        surat.heading("A. Dasar"),
        surat.pairs([("Hari", "Senin")]),
        surat.numbered(["satu"], letters=True),
        surat.text("Demikian.", bold=True),
        surat.table(COLUMNS, [surat.section("Puskesmas Balowerti", 3), *rows(2)], height=11, over=[("Kader", 3)]),
        surat.signatures(Signer(["Kediri", "Kepala"], "dr. Ratna", ["NIP 1"]), Signer(["Ketua"])),
    ]
    second = [surat.title("Lampiran"), surat.table([Column("Langkah", "1fr")], [[surat.ticks(["Menimbang"])]])]
    file = surat.pdf(paper(first, second, contoh=True), made_at=MADE)
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Daftar hadir"


@pytest.mark.soak
def test_two_hundred_long_names_with_room_to_sign_break_between_rows():
    body = [surat.table(COLUMNS, rows(200), height=11)]
    assert 8 <= len(surat.png(paper(body), ppi=10)) <= 10


def test_a_logo_stands_once_in_the_data_and_a_kop_without_one_has_none():
    kops = [[surat.kop("Pemerintah", name, [], logo)] for name, logo in (("A", b"x"), ("B", b"x"), ("C", b""))]
    data = surat.data(paper(*kops))
    assert data["logos"] == [[120]]
    assert [part[0]["logo"] for part in data["parts"]] == [0, 0, None]


def test_the_last_rows_of_a_list_know_of_which_section_they_are():
    section = surat.section("Puskesmas Balowerti", 3)
    body = [surat.table(COLUMNS, [section, *rows(5)]), surat.signatures(Signer(["Ketua"]))]
    rest, closing = surat.data(paper(body))["parts"][0]
    assert [len(rest["rows"]), len(closing["blocks"][0]["rows"])] == [4, 2]
    assert closing["blocks"][0]["within"][0]["text"] == "Puskesmas Balowerti"


def test_a_word_longer_than_a_column_may_break_and_no_other():
    assert surat.breakable("a" * 40).split("\u200b") == ["a" * 18, "a" * 18, "a" * 4]
    assert surat.breakable(LONGEST) == LONGEST


def test_words_that_look_like_markup_stay_words():
    data = surat.data(paper([surat.text('#read("/etc/passwd") *x*')]))
    assert data["parts"][0][0]["text"] == '#read("/etc/passwd") *x*'
    assert surat.png(paper([surat.text('#read("/etc/passwd") *x*')]), ppi=10)
