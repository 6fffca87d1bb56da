"""From a list as puskesmas send it to one entry a kader."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.areas.sheets import reading
from lms.areas.sheets.finding import find_tables
from lms.areas.sheets.grid import Grid, folded
from lms.areas.sheets.refusal import Unreadable
from lms.people.identity import read_nik
from lms.people.models import Membership
from lms.people.models.kader import Field
from lms.people.roster import entries
from lms.people.roster.columns import COLUMNS
from lms.people.roster.entries import Entry, Roster, entries_of, read_roster
from lms.people.roster.forms import ColumnsForm
from lms.people.roster.names import read_name, with_titles
from lms.people.roster.phones import read_phones
from lms.people.roster.terms import FIELDS, OFFICES, read_field, read_office, read_sex, says_left
from tests.sheets import delimited, ods, xlsx

TODAY = date(2026, 11, 25)
HEAD = ["No", "Nama", "L/P", "Tanggal Lahir", "No. HP", "Posyandu"]


def roster(content: bytes, filename: str = "kader.xlsx", **options: Any) -> Roster:
    return read_roster(content, filename, today=TODAY, **options)


def only(*cells: object, head: list[str], **options: Any) -> Entry:
    """The entry of a list of one row with a name."""
    (entry,) = roster(xlsx([["Nama", *head], ["Siti", *cells]]), **options).entries
    return entry


def told(entry: Entry) -> list[tuple[str, bool]]:
    return [(remark.field, remark.refuses) for remark in entry.remarks]


def official(book: Any) -> None:
    """Titles, a header over two rows with merged cells, column numbers."""
    sheet = book.worksheets()[1]
    head = ["No", "Nama", "L/P", None, None, "NIK", "No. HP / WA", "Posyandu", "Ket."]
    for column, heading in enumerate(head):
        if heading:
            sheet.merge_range(3, column, 4, column, heading)
    sheet.merge_range(3, 3, 3, 4, "Tanggal")
    sheet.merge_range(6, 0, 6, 8, "KELURAHAN SEMAMPIR")


OFFICIAL = [
    ["DAFTAR KADER POSYANDU"],
    ["PUSKESMAS SUKORAME TAHUN 2025"],
    [],
    [],
    ["", "", "", "Lahir", "Mulai Bertugas"],
    list(range(1, 10)),
    [],
    [
        1,
        "HJ. SITI AMINAH, S.Pd",
        "P",
        "17 Agustus 1978",
        2010,
        "3571014101780001",
        6281234567890,
        "Posy. Melati",
        "aktif",
    ],
    [2, "NUR'AINI", "Pr", "17-08-78", "", "", 8.12e10, "Posyandu Melati", "meninggal"],
    [3, "Moch. Ali", "L", "31/02/1980", "", "", "0812-3456-7890 / 0813 1111 2222", "Melati", ""],
    ["KELURAHAN DANDANGAN"],
    [4, "wulan", "P", date(1976, 8, 28), "", "", "0354-123456", "Mawar", ""],
    ["", "Jumlah", 4],
    [],
    ["", "", "", "", "", "", "Kediri, 12 Mei 2025"],
    ["", "", "", "", "", "", "Mengetahui,"],
    ["", "", "", "", "", "", "Kepala Puskesmas"],
    ["", "", "", "", "", "", "dr. Budi"],
    ["", "", "", "", "", "", "NIP. 19700101 199001 1 001"],
]


def test_a_list_as_it_is_sent_gives_its_people_and_nobody_else():
    found = roster(xlsx([["Isi nama di lembar DATA"]], OFFICIAL, names=["Petunjuk", "DATA"], paint=official))
    assert [(entry.row, entry.name, entry.kelurahan, entry.posyandu) for entry in found.entries] == [
        (8, "Siti Aminah", "SEMAMPIR", "Melati"),
        (9, "Nur'aini", "SEMAMPIR", "Melati"),
        (10, "Moch. Ali", "SEMAMPIR", "Melati"),
        (12, "Wulan", "DANDANGAN", "Mawar"),
    ]
    assert found.sheet_names == ("DATA",)
    assert found.not_understood == ()
    assert {entry.puskesmas for entry in found.entries} == {"SUKORAME"}


def test_cells_become_values_and_what_is_wrong_with_them_is_said():
    siti, nuraini, ali, wulan = roster(xlsx([], OFFICIAL, paint=official)).entries
    assert (siti.full_name, siti.sex, siti.birth_date) == ("Hj. Siti Aminah, S.Pd", "P", date(1978, 8, 17))
    assert (siti.phone, siti.since, siti.active) == ("+6281234567890", date(2010, 1, 1), True)
    assert (nuraini.birth_date, nuraini.phone, nuraini.active) == (date(1978, 8, 17), "", False)
    assert (ali.phone, ali.more_phones, ali.birth_date) == ("+6281234567890", ("+6281311112222",), None)
    assert told(siti) == []
    assert told(nuraini) == [("phone", False)] == told(wulan)
    assert told(ali) == [("birth_date", False)]


def test_a_nik_is_read_only_where_the_office_turned_it_on():
    assert roster(xlsx([], OFFICIAL, paint=official)).entries[0].nik == ""
    assert roster(xlsx([], OFFICIAL, paint=official), nik=True).entries[0].nik == "3571014101780001"


def test_one_row_a_posyandu_with_people_across():
    head = ["No", "Nama Posyandu", "RW", "Kader 1", "HP", "Kader 2", "HP", "Ketua", "No HP"]
    rows = [
        head,
        [1, "Melati", "01", "Ani", "08123456789", "Budi", "0813-2222-3333", "SRI-WAHYUNI", "0857 1234 5678"],
        [2, "Mawar", "02", "Eni", "08123456781", "-"],
    ]
    found = roster(xlsx(rows, rows, names=["Semampir", "Kel. Balowerti"]))
    first = [(entry.row, entry.name, entry.phone[-4:], entry.office) for entry in found.entries[:4]]
    assert first == [
        (2, "Ani", "6789", ""),
        (2, "Budi", "3333", ""),
        (2, "Sri-Wahyuni", "5678", "ketua"),
        (3, "Eni", "6781", ""),
    ]
    assert {(entry.sheet, entry.kelurahan) for entry in found.entries} == {
        ("Semampir", "Semampir"),
        ("Kel. Balowerti", "Balowerti"),
    }


def test_several_people_in_one_cell_and_places_said_once():
    rows = [
        ["No", "Kelurahan", "Posyandu", "Nama Kader", "No HP"],
        [1, "Semampir", "Melati", "1. Ani\n2. Eni, S.Pd\n3. Uni", "08123456781\n08123456782\n08123456783"],
        [2, "", "Mawar", "Tini; Tono", "08123456781"],
        ["", "", "", "Sri", ""],
        ["", "", "", "Sra", ""],
    ]
    entries = roster(xlsx(rows)).entries
    assert [entry.name for entry in entries] == ["Ani", "Eni", "Uni", "Tini", "Tono", "Sri", "Sra"]
    assert [entry.posyandu for entry in entries] == ["Melati"] * 3 + ["Mawar"] * 4
    assert {entry.kelurahan for entry in entries} == {"Semampir"}
    assert [entry.phone[-1:] for entry in entries[:5]] == ["1", "2", "3", "", ""], "whose one number is, nobody can say"


def test_an_empty_place_among_filled_ones_stays_empty():
    rows = [["Nama", "Posyandu"], ["Ani", "Melati"], ["Budi", "Melati"], ["Cici", ""], ["Dini", "Mawar"]]
    assert [entry.posyandu for entry in roster(xlsx(rows)).entries] == ["Melati", "Melati", "", "Mawar"]


@pytest.mark.parametrize(
    "make",
    [xlsx, ods, lambda rows: delimited(rows, ","), lambda rows: delimited(rows, "\t", "utf-16")],
    ids=["xlsx", "ods", "csv", "utf-16"],
)
def test_any_format_gives_the_same(make: Any):
    (entry,) = roster(
        make([HEAD, [1, "Siti Nur\u00e9", "P", "17-8-1978", "0812 3456 7890", "Melati"]]), "kader.xls"
    ).entries
    assert (entry.row, entry.name, entry.phone, entry.posyandu) == (2, "Siti Nur\u00e9", "+6281234567890", "Melati")


def test_numbers_of_people_under_one_heading():
    rows = [
        ["NO", "NAMA POSYANDU", "NAMA KADER", "", "", "KET"],
        ["", "", 1, 2, 3, ""],
        [1, "Melati", "Ani", "Budi", "Cici"],
    ]
    assert [entry.name for entry in roster(ods(rows)).entries] == ["Ani", "Budi", "Cici"]


def test_offices_as_headings():
    rows = [
        ["POSYANDU", "PENGURUS", "", "", "KADER", ""],
        ["", "KETUA", "SEKRETARIS", "BENDAHARA", "1", "2"],
        ["Melati", "Ani", "Budi", "Cici", "Dini", "Eni"],
    ]
    found = [(entry.name, entry.office) for entry in roster(xlsx(rows)).entries]
    assert found == [("Ani", "ketua"), ("Budi", "sekretaris"), ("Cici", "bendahara"), ("Dini", ""), ("Eni", "")]


def test_a_name_written_twice_is_one_person():
    rows = [["Nama", "Nama Lengkap (sesuai KTP)", "Posyandu"], ["Ani", "Ani Lestari", "Melati"]]
    assert [entry.name for entry in roster(xlsx(rows)).entries] == ["Ani"]


def test_long_headings_with_remarks_in_brackets():
    head = [
        "NAMA LENGKAP (SESUAI KTP)",
        "TEMPAT/TGL LAHIR",
        "NO. TELP/HP (WA AKTIF)",
        "ALAMAT (RT/RW)",
        "KET (AKTIF/TIDAK)",
    ]
    row = ["HJ.SITI AMINAH,S.Pd.I", "KEDIRI, 17 AGUSTUS 1978", "081234567890", "Jl. Mawar", "TIDAK"]
    (entry,) = roster(xlsx([["PUSKESMAS", ": SUKORAME"], [], head, row])).entries
    assert (entry.full_name, entry.puskesmas, entry.active) == ("Hj. Siti Aminah, S.Pd.I", "SUKORAME", False)
    assert (entry.birth_date, entry.phone) == (date(1978, 8, 17), "+6281234567890")


def test_sheets_and_sections_named_after_posyandu():
    sheets = xlsx([["Nama", "HP"], ["Ani"]], [["Nama", "HP"], ["Budi"]], names=["Melati 1", "Mawar"])
    assert [entry.posyandu for entry in roster(sheets).entries] == ["Melati 1", "Mawar"]
    sections = ods([["No", "Nama Kader"], ["MELATI", ""], [1, "Ani"], ["POSYANDU MAWAR (RW 01)", ""], [1, "Budi"]])
    assert [entry.posyandu for entry in roster(sections).entries] == ["MELATI", "MAWAR"]


CELLS = st.one_of(
    st.none(), st.text(max_size=30), st.integers(-(10**17), 10**17), st.floats(allow_nan=False, width=32), st.dates()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=9), max_size=6), st.booleans())
def test_whatever_stands_in_the_cells_nothing_else_is_raised(rows: list[list[object]], nik: bool):
    head = ["Nama", "JK", "Tgl Lahir", "HP", "NIK", "Posyandu", "Masa Bakti", "No SK", "Mulai Bertugas"]
    lines = [folded([[cell.isoformat()] if isinstance(cell, date) else cell for cell in row]) for row in [head, *rows]]
    (table,) = find_tables([Grid("x", lines)], COLUMNS)
    for entry in entries_of([table], today=TODAY, nik=nik):
        assert entry.name or any(remark.refuses for remark in entry.remarks)


def test_a_remembered_mapping_is_asked_for_by_fingerprint_and_the_file_is_opened_once(monkeypatch):
    content = xlsx([["Nama", "Panggilan resmi", "Pos"], ["Bu Wati", "Wati Lestari", "Melati"]])
    opened = []
    monkeypatch.setattr(entries, "read", lambda *file: opened.append(file) or reading.read(*file))
    kept = {roster(content).fingerprint: {"Nama": "", "Panggilan resmi": "name", "Pos": "posyandu"}}
    found = entries.open_roster(content, "kader.xlsx", remembered=kept.get, today=TODAY)
    assert [one.name for one in found.entries] == ["Wati Lestari"]
    assert len(opened) == 2  # once to know the fingerprint above


def test_a_corrected_mapping_outranks_what_headings_seem_to_say():
    rows = [["Nama", "Alias", "Pos"], ["Ibu RT", "Siti Aminah", "Melati"]]
    found = roster(xlsx(rows), mapping={"Nama": "", "ALIAS": "name"})
    assert [entry.name for entry in found.entries] == ["Siti Aminah"]
    assert found.mapping == {"Nama": "", "Alias": "name", "Pos": "posyandu"}
    assert found.fingerprint == roster(xlsx([["pos", "NAMA", "alias"], ["x", "Siti", ""]])).fingerprint


def test_headings_nobody_understands_are_named():
    found = roster(xlsx([["Nama", "Nomor Rekening", "Ukuran baju"], ["Siti", "0021 01 012345 50 5", "L"]]))
    assert found.not_understood == ("Nomor Rekening", "Ukuran baju")
    assert found.entries[0].phone == ""


def test_every_column_that_is_kept_can_be_chosen_by_hand():
    form = ColumnsForm({"Nama": "name"})
    offered = {key for key, _ in form.fields["k0"].choices}
    not_kept = set("education job number address rt_rw birth_place age plan".split())
    assert {column.key for column in COLUMNS} - offered == not_kept
    assert offered - {column.key for column in COLUMNS} == {""}


def test_a_list_without_names_is_refused():
    with pytest.raises(Unreadable, match="judul kolom dengan “nama kader”"):
        roster(xlsx([["Posyandu", "Jumlah kader"], ["Melati", 5]]))


def test_a_row_without_a_name_is_refused_only_if_somebody_stands_there():
    entries = roster(xlsx([HEAD, [1, "", "", "", "081234567890", "Melati"], [2, "", "", "", "", "Mawar"]])).entries
    assert [(entry.row, told(entry)) for entry in entries] == [(2, [("name", True)])]


def test_a_corrected_plan_brings_back_its_code_and_decisions():
    entry = only("K-7F3A", "orang lain", "kesehatan", head=["Kode kader", "Keputusan", "Bidang"])
    assert (entry.code, entry.decision, entry.field) == ("K-7F3A", "orang lain", "kesehatan")


def test_in_a_plan_that_comes_back_an_empty_place_is_empty():
    rows = [["Nama kader", "Posyandu", "Keputusan", "Alasan"], ["Ani", "Melati"], ["Budi"], ["Cici"], ["Dini"]]
    found = roster(xlsx(rows))
    assert [entry.posyandu for entry in found.entries] == ["Melati", "", "", ""]
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("cell", "since"),
    [
        ("18 tahun", 2008),
        (18, 2008),
        ("2010", 2010),
        (2010, 2010),
        ("2015-2020", 2015),
        ("Mei 2011", 2011),
        ("< 5", None),
    ],
)
def test_years_of_service(cell: object, since: int | None):
    entry = only(cell, head=["Masa Bakti"])
    assert (entry.served_since.year if entry.served_since else None) == since


def test_a_decree_with_its_day_in_one_cell():
    entry = only("188.45/12/2024 tanggal 3 Januari 2024", head=["Nomor SK"])
    assert (entry.decree_number, entry.decree_date) == ("188.45/12/2024", date(2024, 1, 3))


@pytest.mark.parametrize(("female", "male", "sex"), [("v", "", "P"), ("", "\u221a", "L"), ("", "", ""), (1, 1, "")])
def test_two_columns_to_tick(female: object, male: object, sex: str):
    assert only(male, female, head=["L", "P"]).sex == sex


@pytest.mark.parametrize(
    ("written", "name", "titles"),
    [
        ("SITI AMINAH, S.Pd", "Siti Aminah", "S.Pd"),
        ("Hj. Siti Aminah", "Siti Aminah", "Hj."),
        ("dr. BUDI SANTOSO", "Budi Santoso", "dr."),
        ("1. NUR\u2019AINI", "Nur'aini", ""),
        ("Siti  Aminah 2", "Siti Aminah", ""),
        ("RINA WATI A.Md.Keb", "Rina Wati", "A.Md.Keb"),
        ("Sri-Wahyuni", "Sri-Wahyuni", ""),
        ("H. Achmad", "Achmad", "H."),
        ("Moch. Ali", "Moch. Ali", ""),
        ("SUPARMI", "Suparmi", ""),
        ("Ann McDonald", "Ann McDonald", ""),
        ("SITI (MIMIN)", "Siti", "MIMIN"),
        ("'AISYAH", "'Aisyah", ""),
        ("siti binti ali", "Siti binti Ali", ""),
        ("M.RIZAL", "M. Rizal", ""),
        ("-", "", ""),
        ("kosong", "", ""),
        ("12345", "", ""),
        ("IBU SITI", "Siti", "Ibu"),
        ("Endang S., S.Kep., Ners", "Endang S", "S.Kep., Ners"),
    ],
)
def test_names_are_tidied(written: str, name: str, titles: str):
    found = read_name(written)
    assert (found.text, found.titles) == (name, titles)


def test_titles_go_back_to_their_side():
    assert with_titles("Siti", "Hj., S.Pd") == "Hj. Siti, S.Pd"
    assert with_titles("Siti", "") == "Siti"


@pytest.mark.parametrize(
    ("cell", "good"),
    [
        ("6281234567890", ["+6281234567890"]),
        (6281234567890, ["+6281234567890"]),
        (81234567890.0, ["+6281234567890"]),
        (81234567890, ["+6281234567890"]),
        ("+62 (812) 3456-7890", ["+6281234567890"]),
        ("+62 0812 3456 7890", ["+6281234567890"]),
        ("0062812 3456 7890", ["+6281234567890"]),
        ("0812.3456.7890 (WA)", ["+6281234567890"]),
        ("HP: 081234567890", ["+6281234567890"]),
        ("8.1234567890E+10", ["+6281234567890"]),
        ("8,1234567890E+10", ["+6281234567890"]),
        ("081234567890/081398765432", ["+6281234567890", "+6281398765432"]),
        ("081234567890 081398765432", ["+6281234567890", "+6281398765432"]),
        ("081234567890 dan 0813-9876-5432", ["+6281234567890", "+6281398765432"]),
        ("081234567890, 081234567890", ["+6281234567890"]),
        ("'081234567890", ["+6281234567890"]),
        ("+60 12-345 6789", ["+60123456789"]),
        ("8.12E+10", []),
        (8.12e10, []),
        ("0812xxxx7890 / WA", []),
        ("0354-123456", []),
        ("002101012345505", []),
        ("3571014101780001", []),
        ("tidak ada", []),
        ("-", []),
        (None, []),
        ("081", []),
    ],
)
def test_telephone_numbers_in_every_spelling(cell: object, good: list[str]):
    assert list(read_phones(cell).good) == good


@pytest.mark.parametrize(
    ("cell", "nik"),
    [
        ("3571014101780001", "3571014101780001"),
        ("3571.0141.0178.0001", "3571014101780001"),
        (3571014101780001.0, "3571014101780001"),
        (3571014101780000.0, ""),
        ("3,57101E+15", ""),
        ("357101410178000", ""),
        ("0000000000000000", ""),
        ("3571019901780001", ""),
        ("-", ""),
    ],
)
def test_a_damaged_nik_is_never_kept(cell: Any, nik: str):
    assert read_nik(cell) == nik


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        ("P", "P"),
        ("L", "L"),
        ("Laki-laki", "L"),
        ("perempuan", "P"),
        ("W", "P"),
        ("Pr.", "P"),
        ("L/P", ""),
        ("?", ""),
        (None, ""),
    ],
)
def test_sex(cell: Any, sex: str):
    assert read_sex(cell) == sex


def test_bidang_jabatan_and_status():
    assert [read_field(text) for text in ("Bid. Kesehatan", "PU", "Trantibumlinmas", "lain")] == [
        "kesehatan",
        "pekerjaan_umum",
        "trantibum",
        "",
    ]
    assert [read_office(text) for text in ("Ketua", "Ketua Bidang Sosial", "Anggota", "Wakil ketua", "Sekertaris")] == [
        "ketua",
        "ketua_bidang",
        "kader",
        "",
        "sekretaris",
    ]
    assert says_left("Tidak aktif", None)
    assert says_left("Aktif", "pindah ke Nganjuk")
    assert not says_left("Aktif", "pindah dari Nganjuk")


def test_the_keys_are_those_of_the_models():
    assert {key for key, _ in FIELDS} == set(Field.values)
    assert {key for key, _ in OFFICES} - {""} == set(Membership.Office.values)
