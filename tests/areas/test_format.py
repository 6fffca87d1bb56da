from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.areas import format as text

BATCH_DAY = datetime(2025, 11, 20, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (999, "999"), (3581, "3.581"), (1234567, "1.234.567"), (Decimal("1072"), "1.072"), (-1643, "−1.643")],
)
def test_a_count_has_dots_between_its_thousands(value: int, written: str) -> None:
    assert text.angka(value) == written


@pytest.mark.parametrize("value", ["", None, "12", True])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        text.angka(value)
    with pytest.raises(TypeError):
        text.desimal(value)


def test_a_count_with_a_fraction_is_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="whole"):
        text.angka(12.5)


def test_half_goes_up_even_where_binary_floats_would_round_down() -> None:
    assert text.desimal(85.5) == "85,5"
    assert text.desimal(0.285, 2) == "0,29"
    assert text.desimal(Decimal("1234.55")) == "1.234,6"
    assert text.desimal(7, 0) == "7"


def test_the_shares_of_the_reference_case_read_as_published() -> None:
    assert text.persen_dari(1074, 3581) == "30,0\u00a0%"
    assert text.persen_dari(1643, 3343) == "49,1\u00a0%"
    assert text.persen(0.491) == "49,1\u00a0%"


def test_there_is_no_share_of_nothing() -> None:
    assert text.persen_dari(0, 0) == "–"


def test_a_day_and_a_month_carry_indonesian_names() -> None:
    assert text.tanggal(date(2024, 7, 31)) == "31 Juli 2024"
    assert text.bulan(date(2025, 12, 1)) == "Desember 2025"


def test_a_moment_is_no_day_because_its_day_depends_on_the_zone() -> None:
    with pytest.raises(TypeError):
        text.tanggal(BATCH_DAY)


def test_one_moment_reads_differently_in_the_three_zones() -> None:
    assert text.tanggal_waktu(BATCH_DAY, "Asia/Jakarta") == "20 November 2025 pukul 08.10 WIB"
    assert text.tanggal_waktu(BATCH_DAY, "Asia/Makassar") == "20 November 2025 pukul 09.10 WITA"
    assert text.tanggal_waktu(BATCH_DAY, ZoneInfo("Asia/Jayapura")) == "20 November 2025 pukul 10.10 WIT"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        text.tanggal_waktu(datetime(2025, 11, 20, 8, 10), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2025, 5, 3), date(2025, 5, 3), "3 Mei 2025"),
        (date(2025, 5, 3), date(2025, 5, 5), "3 sampai 5 Mei 2025"),
        (date(2025, 4, 30), date(2025, 5, 2), "30 April sampai 2 Mei 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 Desember 2024 sampai 2 Januari 2025"),
    ],
)
def test_a_period_names_month_and_year_only_where_they_change(start: date, end: date, written: str) -> None:
    assert text.rentang(start, end) == written


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        text.rentang(date(2025, 5, 3), date(2025, 5, 2))


def test_a_list_reads_as_a_sentence() -> None:
    assert text.daftar([]) == ""
    assert text.daftar(["B3"]) == "B3"
    assert text.daftar(["B3", "C2"]) == "B3 dan C2"
    assert text.daftar(["B3", "C2", "E1"]) == "B3, C2, dan E1"


def test_one_text_is_not_taken_for_a_list_of_letters() -> None:
    with pytest.raises(TypeError):
        text.daftar("B3")


@given(st.integers(0, 10**12))
def test_dots_lose_no_digit(value: int) -> None:
    assert int(text.angka(value).replace(".", "")) == value


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (22, "dua puluh dua"),
        (100, "seratus"),
        (1_001, "seribu satu"),
        (2_025, "dua ribu dua puluh lima"),
        (110_012, "seratus sepuluh ribu dua belas"),
    ],
)
def test_a_number_is_said_in_words(number: int, words: str) -> None:
    assert text.terbilang(number) == words


def test_a_number_beyond_the_words_is_refused() -> None:
    with pytest.raises(ValueError, match="999999"):
        text.terbilang(1_000_000)


def test_a_day_is_said_as_an_official_report_says_it() -> None:
    day = date(2025, 12, 22)
    said = "Senin, tanggal dua puluh dua, bulan Desember, tahun dua ribu dua puluh lima"
    assert text.tanggal_terbilang(day) == said
    assert text.hari_tanggal(day) == "Senin, 22 Desember 2025"


SIZES = {"puluh": 10, "ratus": 100}


def read(words: str) -> int:
    """The number again."""
    for short, whole in (("seribu", "satu ribu"), ("seratus", "satu ratus"), ("sepuluh", "satu puluh")):
        words = words.replace(short, whole)
    total = part = last = 0
    for word in words.replace("sebelas", "satu belas").split():
        if word == "ribu":
            total, part, last = (part + last) * 1000, 0, 0
        elif word in SIZES:
            part, last = part + last * SIZES[word], 0
        elif word == "belas":
            part, last = part + last + 10, 0
        else:
            last = [text.terbilang(number) for number in range(10)].index(word)
    return total + part + last


@given(st.integers(0, 999_999))
def test_a_number_in_words_can_be_read_again(number: int) -> None:
    assert read(text.terbilang(number)) == number
