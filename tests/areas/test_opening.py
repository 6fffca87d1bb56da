"""The day on which a posyandu opens, from what is written down of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.areas import opening

DAYS = st.dates(min_value=date(1999, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("code", "words", "day"),
    [
        ("t10", "setiap tanggal 10", date(2025, 12, 10)),
        ("t31", "setiap tanggal 31", date(2025, 11, 30)),
        ("m2-1", "Selasa kedua setiap bulan", date(2025, 12, 9)),
        ("m5-5", "Sabtu terakhir setiap bulan", date(2025, 11, 29)),
    ],
)
def test_a_code_says_words_and_a_day(code: str, words: str, day: date):
    assert opening.words(code) == words
    assert opening.next_day(code, date(2025, 11, 24)) == day


@pytest.mark.parametrize("code", ["", "t0", "t32", "m6-1", "m1-7", "kapan-kapan"])
def test_what_is_no_code_says_no_day(code: str):
    assert code not in opening.CODES
    assert opening.next_day(code, date(2025, 11, 24)) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tanggal 10", "t10"),
        ("Tgl. 5", "t5"),
        ("15", "t15"),
        ("Selasa kedua", "m2-1"),
        ("hari SELASA minggu ke-2", "m2-1"),
        ("Minggu terakhir setiap bulan", "m5-6"),
        ("tanggal 32", ""),
        ("tiap ada waktu", ""),
        ("", ""),
    ],
)
def test_what_officers_write_is_read(text: str, code: str):
    assert opening.read(text) == code


def test_what_is_written_out_is_read_back():
    assert [opening.read(opening.words(code)) for code in opening.CODES] == list(opening.CODES)


@settings(max_examples=150, deadline=None)
@given(code=st.sampled_from(opening.CODES), on=DAYS)
def test_it_opens_once_in_every_month_and_never_in_the_past(code: str, on: date):
    first = opening.next_day(code, on)
    second = opening.next_day(code, first + timedelta(days=1))
    assert on <= first
    assert (second.year * 12 + second.month) - (first.year * 12 + first.month) == 1
    assert opening.next_day(code, first) == first
    if code in opening.BY_WEEKDAY:
        assert first.weekday() == second.weekday() == int(code[-1])
