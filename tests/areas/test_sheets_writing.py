"""The exporter: what is written comes back the same, and nothing in it can run."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from lms.areas.sheets.harmless import as_it_was, neutral
from lms.areas.sheets.writing import Page, answer, legal_titles, workbook

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def cells(content: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()


def written(*row: object) -> list[object]:
    return cells(workbook([Page("Kader", ["x"] * len(row), [row])], NOW))[1]


def test_text_stays_text():
    row = ["081234567890", "007", "http://contoh.id", "3571010101780001", "1e5", "TRUE", "_x0041_", "a\nb"]
    assert written(*row) == row


def test_dates_and_numbers_are_real_ones():
    row = [date(1978, 8, 17), datetime(2026, 1, 2, 8, 30), 3.5, 12]
    assert written(*row) == row
    assert written(date(1832, 1, 1), 1234567890123456, float("nan"), True, None) == [
        "1832-01-01",
        "1234567890123456",
        "nan",
        "ya",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62812", "-Siti", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\uff1dcmd", "'=1", "''-x", "\u2212 1"],
)
def test_what_could_run_gets_an_apostrophe_and_loses_it_again(text: str):
    assert neutral(text) == f"'{text}"
    assert as_it_was(neutral(text)) == text
    assert str(written(text)[0]).startswith("'")


@pytest.mark.parametrize("text", ["Siti", "Nur'aini", "'Aisyah", "0812-3456", "a=b", "", "5 - 6"])
def test_other_text_is_left_alone(text: str):
    assert neutral(text) == text == as_it_was(text)


def test_no_formula_and_no_link_stands_in_the_file():
    content = workbook([Page("Kader", ["=a", "b"], [["=HYPERLINK(1)", "https://contoh.id"]])], NOW)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in xml
    assert b"<hyperlinks" not in xml


def test_what_no_file_can_hold_is_left_out():
    assert written("Si\x00ti\x1b \ud800A") == ["Siti A"]
    assert len(str(written("a" * 40_000)[0])) == 32_767


def test_only_a_text_wider_than_a_column_can_be_wraps():
    page = Page("Uji", ["Isi"], [["pendek"], ["panjang " * 20], ["dua\nbaris"]])
    sheet = openpyxl.load_workbook(BytesIO(workbook([page], NOW))).active
    assert [bool(row[0].alignment.wrap_text) for row in sheet.iter_rows(min_row=2)] == [False, True, True]


def test_the_head_is_frozen_and_can_be_filtered():
    content = workbook([Page("Kader", ["Nama", "HP"], [["Siti", "0812"]])], NOW)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B2"/>' in sheet


def test_the_same_pages_give_the_same_bytes():
    pages = [Page("Kader", ["Nama"], [["Siti"], ["Wulan"]])]
    assert workbook(pages, NOW) == workbook(pages, NOW)


def test_titles_are_made_legal_and_told_apart():
    assert legal_titles(["Kel. A/B", "kel. a b", "", "History", "x" * 40, "x" * 40]) == [
        "Kel. A B",
        "kel. a b (2)",
        "Lembar",
        "Riwayat",
        "x" * 31,
        f"{'x' * 27} (2)",
    ]


def test_a_workbook_without_pages_is_a_mistake():
    with pytest.raises(ValueError, match="needs a page"):
        workbook([], NOW)


def test_an_answer_is_a_download_that_no_cache_keeps():
    response = answer("daftar-kader", [Page("Kader", ["Nama"], [["Siti"]])], NOW)
    assert response["Content-Disposition"] == 'attachment; filename="daftar-kader.xlsx"'
    assert "no-store" in response["Cache-Control"]
    assert cells(response.content) == [["Nama"], ["Siti"]]
