"""From bytes to grids, from grids to lines: any format, the right sheet, the right row, nothing around the people."""

from datetime import date, datetime
from typing import Any

import pytest

from lms.areas.sheets.context import context_above, named_in, section_of
from lms.areas.sheets.dates import NoDate, read_birth_date, read_day
from lms.areas.sheets.delimited import delimiter_of
from lms.areas.sheets.finding import find_tables, fingerprint, mapping_of
from lms.areas.sheets.header import find_header
from lms.areas.sheets.people_across import parts
from lms.areas.sheets.reading import Unreadable, read
from lms.areas.sheets.table import Table
from lms.areas.sheets.vocabulary import Column, Vocabulary, plain
from lms.areas.sheets.writing import Page, workbook
from tests.sheets import delimited, ods, xls, xlsx

TODAY = date(2026, 11, 25)
COLUMNS = [
    Column("name", ("nama", "nama posyandu"), required=True),
    Column("kelurahan", ("kelurahan", "desa"), carried=True),
    Column("kind", ("jenis", "jenis posyandu")),
    Column("since", ("tanggal berdiri", "mulai")),
    Column("number", ("no", "nomor")),
]
HEAD = ["No", "Nama Posyandu", "Kelurahan", "Jenis"]


def tables(content: bytes, **options: Any) -> list[Table]:
    return find_tables(read(content, "a.xlsx"), COLUMNS, **options)


def names(content: bytes) -> list[tuple[int, object]]:
    return [(line.number, line.values.get("name")) for table in tables(content) for line in table.lines]


@pytest.mark.parametrize("make", [xlsx, ods, xls, delimited], ids=["xlsx", "ods", "xls", "csv"])
def test_every_format_gives_the_same_text(make: Any):
    (grid,) = read(make([["Nama", "Jumlah"], ["Siti", ""], ["", "x"]]), "a.xls")
    assert list(grid) == [["Nama", "Jumlah"], ["Siti"], [None, "x"]]


def test_rows_and_columns_count_from_the_corner_of_the_sheet():
    (grid,) = read(xlsx([[], [], ["", "", "Nama"]]), "a.xlsx")
    assert len(grid) == 3
    assert grid.row(2) == [None, None, "Nama"]


def test_numbers_days_and_hidden_sheets_are_known():
    content = xlsx([[date(1978, 8, 17), 81234567890, 3.5]], [["x"]], paint=lambda book: book.worksheets()[1].hide())
    grids = read(content, "a.xlsx")
    assert grids[0].row(0) == [date(1978, 8, 17), 81234567890, 3.5]
    assert [grid.hidden for grid in grids] == [False, True]


def test_what_we_wrote_comes_back_unchanged():
    texts = ["-Siti", "=1+1", "'-x", "081234567890", "+62812", "@a", "Nur'aini"]
    content = workbook([Page("Kader", ["Nama"], [[text] for text in texts])], datetime(2026, 1, 1))
    assert [row[0] for row in read(content, "a.xlsx")[0]][1:] == texts


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_any_encoding_and_delimiter(encoding: str, delimiter: str):
    rows = [["No", "Nama", "Alamat"], *[[n, "Andr\u00e9", "Jl. Mawar"] for n in range(9)]]
    (grid,) = read(delimited(rows, delimiter, encoding), "a.csv")
    assert grid.row(5) == ["4", "Andr\u00e9", "Jl. Mawar"]


def test_titles_with_commas_do_not_hide_the_semicolon():
    assert delimiter_of("Nama;HP\nSiti, S.Kep, Ners;08\nWulan, A.Md;09\n")[0] == ";"


def test_the_list_is_found_though_it_is_not_on_the_first_sheet():
    found = tables(xlsx([["Petunjuk"], ["Isi nama"]], [["Rekap"], ["Kota", 5]], [HEAD, [1, "Melati"]]))
    assert [(table.sheet, table.header_row) for table in found] == [("Sheet3", 1)]


def test_a_hidden_sheet_is_read_only_if_no_other_fits():
    def hide(book: Any) -> None:
        book.worksheets()[1].hide()

    assert [table.sheet for table in tables(xlsx([HEAD, [1, "Baru"]], [HEAD, [1, "Lama"]], paint=hide))] == ["Sheet1"]
    assert [table.sheet for table in tables(xlsx([["Rekap"]], [HEAD, [1, "Melati"]], paint=hide))] == ["Sheet2"]


def test_sheets_of_one_shape_are_read_together():
    content = xlsx(
        [HEAD, [1, "Melati"]], [HEAD, [1, "Mawar"]], [["Nama"], ["Siti"]], names=["Kel. Semampir", "Dandangan", "x"]
    )
    found = tables(content)
    assert [table.sheet for table in found] == ["Kel. Semampir", "Dandangan"]
    assert next(found[0].lines).context == {"kelurahan": "Semampir"}


def test_no_header_is_a_clear_refusal():
    with pytest.raises(Unreadable, match="Tidak ada baris judul kolom dengan “nama”"):
        tables(xlsx([["Melati", "Semampir"], ["Mawar", "Dandangan"]]))


def test_a_header_over_two_rows_without_merged_cells():
    rows = [
        ["DAFTAR"],
        [],
        ["No", "Nama", "Tanggal", ""],
        ["", "", "Berdiri", "SK"],
        [1, "Melati", "1-1-2001", "2-2-2002"],
    ]
    (table,) = tables(xlsx(rows))
    assert table.mapping == {"No": "number", "Nama": "name", "Tanggal Berdiri": "since", "Tanggal SK": ""}
    assert [line.values for line in table.lines] == [{"number": 1, "name": "Melati", "since": "1-1-2001"}]


@pytest.mark.parametrize("downwards", [True, False], ids=["merged downwards too", "merged sideways only"])
def test_a_known_word_over_two_columns_does_not_hide_what_stands_below_it(downwards: bool):
    def merge(book: Any) -> None:
        sheet = book.worksheets()[0]
        sheet.merge_range(0, 2, 0, 3, "Desa")
        if downwards:
            sheet.merge_range(0, 0, 1, 0, "No")
            sheet.merge_range(0, 1, 1, 1, "Nama")

    rows = [["No", "Nama", "Desa"], ["", "", "Kelurahan", "Nomor SK"], [1, "Melati", "Semampir", 7]]
    (table,) = tables(xlsx(rows, paint=merge))
    assert table.not_understood == ["Desa Nomor SK"]
    assert [line.values for line in table.lines] == [{"number": 1, "name": "Melati", "kelurahan": "Semampir"}]


def test_groups_over_columns_do_not_hide_them():
    rows = [["IDENTITAS", "", "", "LAIN"], ["No", "Nama", "Desa", "Jenis"], [1, "Melati", "Semampir", "balita"]]
    (table,) = tables(xlsx(rows))
    assert {heading.key for heading in table.header.headings.values()} == {"number", "name", "kelurahan", "kind"}
    assert len(list(table.lines)) == 1


def test_misspelt_and_shouted_headings_are_understood():
    vocabulary = Vocabulary(COLUMNS)
    assert vocabulary.key_of(plain("KELURAHN")) == "kelurahan"
    assert vocabulary.key_of(plain("Nama  Posyandu *)")) == "name"
    assert vocabulary.key_of(plain("Alamat posyandu")) == ""
    assert plain("No. HP / WA *)") == "no hp wa"


def test_numbers_of_columns_totals_blank_and_repeated_rows_are_no_lines():
    rows = [HEAD, [1, 2, 3, 4], [1, "Melati"], [], HEAD, [2, "Mawar"], ["", "Jumlah", 2], ["TOTAL", "", 2], [3]]
    assert names(xlsx(rows)) == [(3, "Melati"), (6, "Mawar"), (9, None)]


def test_signatures_end_a_list_and_a_new_page_begins_it_again():
    rows = [
        HEAD,
        [1, "Melati", "Semampir", "balita"],
        ["", "", "", "Kediri, 3 Mei 2025"],
        ["", "Mengetahui", "", "Lurah Semampir"],
        [],
        ["", "SRI WAHYUNI", "", "dr. Budi"],
        ["", "NIP. 19700101"],
        HEAD,
        [2, "Mawar", "Semampir", "balita"],
        [],
        ["", "Ketua TP PKK"],
        [3, "Kenanga", "Semampir", "lansia"],
    ]
    assert names(xlsx(rows)) == [(2, "Melati"), (9, "Mawar"), (12, "Kenanga")]


def test_an_office_that_sounds_like_a_signature_ends_nothing():
    rows = [["No", "Nama", "Jenis"], [1, "Melati", "Pembina"], [2, "Mawar", "Lurah"]]
    assert names(xlsx(rows)) == [(2, "Melati"), (3, "Mawar")]


def test_section_rows_hold_for_what_stands_below_them():
    rows = [
        ["DATA POSYANDU KECAMATAN KOTA TAHUN 2025"],
        HEAD,
        ["I.", "KELURAHAN SEMAMPIR"],
        [1, "Melati"],
        ["PUSKESMAS BALOWERTI"],
        ["KEL. DANDANGAN"],
        [1, "Mawar"],
        ["RW 03"],
        [2, "Kenanga"],
    ]
    (table,) = tables(xlsx(rows))
    assert [dict(line.context) for line in table.lines] == [
        {"kecamatan": "KOTA", "kelurahan": "SEMAMPIR"},
        {"kecamatan": "KOTA", "puskesmas": "BALOWERTI", "kelurahan": "DANDANGAN"},
        {"kecamatan": "KOTA", "puskesmas": "BALOWERTI", "kelurahan": "DANDANGAN", "rw": "03"},
    ]


def test_a_place_said_once_or_merged_holds_downwards():
    def merge(book: Any) -> None:
        book.worksheets()[0].merge_range(3, 2, 4, 2, "Dandangan")

    rows = [
        HEAD,
        [1, "Melati", "Semampir"],
        [2, "Mawar"],
        [3, "Kenanga"],
        [4, "Anggrek"],
        [5, "Dahlia", '"'],
        [6, "Ros"],
    ]
    (table,) = tables(xlsx(rows, paint=merge))
    assert [line.values.get("kelurahan") for line in table.lines] == [
        "Semampir",
        "Semampir",
        "Dandangan",
        "Dandangan",
        "Dandangan",
        "Dandangan",
    ]


def test_a_mapping_can_be_kept_and_used_again():
    rows = [["No", "Nama", "Sebutan"], [1, "x", "Melati"]]
    kept = {**mapping_of(tables(xlsx(rows))), "Nama": "", "Sebutan": "name"}
    (table,) = tables(xlsx(rows), mapping=kept)
    assert [line.values["name"] for line in table.lines] == ["Melati"]
    assert fingerprint([table]) == fingerprint(tables(xlsx([["SEBUTAN", "no", "nama"], ["a", 1, "b"]])))
    assert fingerprint([table]) != fingerprint(tables(xlsx([["Nama"], ["a"]])))


def test_a_key_that_no_column_has_is_ignored_in_a_mapping():
    assert Vocabulary(COLUMNS, {"Nama": "drop table"}).key_of("nama") == "name"


def test_a_sheet_without_words_has_no_header():
    (grid,) = read(xlsx([[1, 2], [3, 4]]), "a.xlsx")
    assert find_header(grid, Vocabulary(COLUMNS)) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1. Ani\n2. Eni", ["Ani", "Eni"]),
        ("Ani\nEni", ["Ani", "Eni"]),
        ("Ani; Eni", ["Ani", "Eni"]),
        ("1) Ani 2) Eni", ["Ani", "Eni"]),
        ("Ani Lestari, Eni Wati, Uni Sari", ["Ani Lestari", "Eni Wati", "Uni Sari"]),
        ("Ani, S.Pd", ["Ani, S.Pd"]),
        ("Ani, S.Kep., Ners", ["Ani, S.Kep., Ners"]),
        ("- Ani\n- Eni", ["Ani", "Eni"]),
        (5, ["5"]),
    ],
)
def test_people_in_one_cell(cell: Any, found: list[str]):
    assert parts(cell) == found


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("KELURAHAN SEMAMPIR", ("kelurahan", "SEMAMPIR")),
        ("A. Desa Sukorame", ("kelurahan", "Sukorame")),
        ("Posyandu: Melati 1", ("posyandu", "Melati 1")),
        ("UPTD PUSKESMAS CAMPUREJO", ("puskesmas", "CAMPUREJO")),
        ("Kec. Mojoroto", ("kecamatan", "Mojoroto")),
        ("Semampir", None),
        ("POSYANDU", None),
        ("Desi Ratna", None),
        ("Kelvin", None),
    ],
)
def test_sections(text: str, section: tuple[str, str] | None):
    assert section_of(text) == section


@pytest.mark.parametrize(
    ("title", "places"),
    [
        (
            "DAFTAR KADER POSYANDU KELURAHAN SEMAMPIR KECAMATAN KOTA TAHUN 2025",
            {"kelurahan": "SEMAMPIR", "kecamatan": "KOTA"},
        ),
        ("DAFTAR KADER POSYANDU DI WILAYAH KERJA PUSKESMAS SUKORAME", {"puskesmas": "SUKORAME"}),
        ("Posyandu : Melati", {"posyandu": "Melati"}),
        ("DATA KADER POSYANDU TAHUN 2025", {}),
        ("Kader posyandu se-Kelurahan Dandangan", {"kelurahan": "Dandangan"}),
    ],
)
def test_titles_name_places(title: str, places: dict[str, str]):
    assert named_in(title) == places


def test_the_name_of_a_sheet_counts_less_than_a_title():
    assert context_above(["Kelurahan: Semampir"], "Kel. Dandangan") == {"kelurahan": "Semampir"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("17 Agustus 1978", date(1978, 8, 17)),
        ("17-08-78", date(1978, 8, 17)),
        ("17/8/1978", date(1978, 8, 17)),
        ("17.08.1978", date(1978, 8, 17)),
        ("1978-08-17", date(1978, 8, 17)),
        ("17 Agt 78", date(1978, 8, 17)),
        ("Kediri, 17 Pebruari 1978", date(1978, 2, 17)),
        ("KEDIRI,17-08-1978", date(1978, 8, 17)),
        ("17-Nop-1978", date(1978, 11, 17)),
        ("08/17/1978", date(1978, 8, 17)),
        ("August 17, 1978", date(1978, 8, 17)),
        ("17Agustus1978", date(1978, 8, 17)),
        (28719, date(1978, 8, 17)),
        ("28719", date(1978, 8, 17)),
        (17081978, date(1978, 8, 17)),
        ("17081978", date(1978, 8, 17)),
        (datetime(1978, 8, 17, 0, 0), date(1978, 8, 17)),
        ("01-01-05", date(2005, 1, 1)),
        ("-", None),
        ("", None),
        (None, None),
    ],
)
def test_days_as_people_write_them(cell: Any, day: date | None):
    assert read_birth_date(cell, today=TODAY) == day


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/1980", "tidak ada di kalender"),
        ("Agustus 1978", "bukan tanggal lengkap"),
        (1978, "hanya tahun"),
        ("17-08-2030", "belum terjadi"),
        ("17-08-2024", "berumur 2 tahun"),
        ("17-08-1901", "berumur 125 tahun"),
        ("17 Bulan 1978", "tidak kami kenal"),
        ("tidak ingat", "bukan tanggal"),
        ("99/99/9999", "tidak ada di kalender"),
        (1e300, "bukan tanggal"),
        (-5, "bukan tanggal"),
        ("9" * 500, "bukan tanggal"),
    ],
)
def test_what_is_no_birth_date_says_why(cell: Any, reason: str):
    with pytest.raises(NoDate, match=reason):
        read_birth_date(cell, today=TODAY)


@pytest.mark.parametrize(
    ("cell", "day"), [("Mei 2010", date(2010, 5, 1)), (2010, date(2010, 1, 1)), ("th. 2010", date(2010, 1, 1))]
)
def test_a_rough_day_is_the_first_of_its_month_or_year(cell: Any, day: date):
    assert read_day(cell, today=TODAY, rough=True) == day
