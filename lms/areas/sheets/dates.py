"""Days as people write them. Pure; the clock is passed in."""

import re
from datetime import date, datetime, timedelta

from lms.areas.format import MONTHS
from lms.areas.sheets.grid import Cell

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(367, 73_051)  # 1901 to 2099
OTHER_MONTHS = {
    "peb": 2, "pebruari": 2, "nop": 11, "nopember": 11, "nov": 11, "agt": 8, "ags": 8, "agust": 8, "aug": 8,
    "august": 8, "january": 1, "february": 2,
    "march": 3, "may": 5, "june": 6, "july": 7, "october": 10, "oct": 10, "december": 12,
    "dec": 12, "des": 12, "mrt": 3, "juni": 6, "juli": 7, "sept": 9,
}  # fmt: skip
MONTH_BY_NAME = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)},
    **OTHER_MONTHS,
}
DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]{3,10})\.?\s*[-/., ]\s*(\d{4}|\d{2})(?!\d)")
RUN_TOGETHER = re.compile(r"(\d{1,2})([a-z]{3,10})(\d{4})")
MONTH_FIRST = re.compile(r"([a-z]{3,10})\s+(\d{1,2}),?\s+(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
MONTH_ONLY = re.compile(r"([a-z]{3,10}|\d{1,2})\s*[-/. ]\s*(\d{4})")
YEAR_ONLY = re.compile(r"(?:th|thn|tahun|sejak)?\.?\s*((?:19|20)\d\d)")
OLDEST_BIRTH = 100
YOUNGEST_BIRTH = 10


class NoDate(ValueError):
    """``str(error)`` is one plain Indonesian sentence."""


def read_day(value: Cell, *, today: date, rough: bool = False) -> date | None:
    """The day in a cell; None for an empty one (also "-"). With ``rough`` a month or a year counts as its first day.

    NoDate for what is no day. A year of two digits is the latest that is not after ``today``.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(value, rough)
    text = " ".join(value.replace("\xa0", " ").split()).lower().strip(" '`.,")
    if not re.search(r"\d", text):
        if text in ("", "-", "–", "belum", "tidak ada", "tidak tahu"):
            return None
        raise NoDate(f"“{_short(value)}” bukan tanggal; tulis seperti 17-08-1978.")
    return _from_text(text, value, today, rough)


def read_birth_date(value: Cell, *, today: date) -> date | None:
    """As read_day(); NoDate also for the future and for ages that no kader has (under 10, over 100)."""
    day = read_day(value, today=today)
    if day is None:
        return None
    if day > today:
        raise NoDate(f"Tanggal lahir {day:%d-%m-%Y} belum terjadi; periksa tahunnya.")
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    if not YOUNGEST_BIRTH <= years <= OLDEST_BIRTH:
        raise NoDate(f"Tanggal lahir {day:%d-%m-%Y} berarti berumur {years} tahun; periksa tahunnya.")
    return day


def _from_number(value: float, rough: bool) -> date | None:
    if 1900 <= value <= 2100 and value == int(value):  # a year is likelier than a day of 1905
        if rough:
            return date(int(value), 1, 1)
        raise NoDate(f"“{int(value)}” hanya tahun; tulis lengkap seperti 17-08-1978.")
    if int(value) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(value))
    digits = str(int(value)) if 0 < value < 1e9 else ""
    if len(digits) in (7, 8):  # 17081978 written as a number
        return _day(int(digits[-4:]), int(digits[-6:-4]), int(digits[:-6]), digits)
    raise NoDate(f"“{_short(str(value))}” bukan tanggal; tulis seperti 17-08-1978.")


def _from_text(text: str, shown: str, today: date, rough: bool) -> date:
    if re.fullmatch(r"\d{4,5}(\.0+)?|\d{7,8}", text):
        day = _from_number(float(text), rough)
        if day:
            return day
    if found := YEAR_FIRST.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), shown)
    if (found := MONTH_FIRST.search(text)) and found[1] in MONTH_BY_NAME:
        return _day(int(found[3]), MONTH_BY_NAME[found[1]], int(found[2]), shown)
    if found := DAY_FIRST.search(text) or RUN_TOGETHER.search(text):
        return _day(_year(found[3], today), _month(found[2], shown), int(found[1]), shown)
    return _rough_day(text, shown, rough)


def _rough_day(text: str, shown: str, rough: bool) -> date:
    month = MONTH_ONLY.fullmatch(text)
    year = YEAR_ONLY.fullmatch(text)
    if rough and month:
        return _day(int(month[2]), _month(month[1], shown), 1, shown)
    if rough and year:
        return date(int(year[1]), 1, 1)
    if month or year:
        raise NoDate(f"“{_short(shown)}” bukan tanggal lengkap; tulis hari, bulan dan tahun seperti 17-08-1978.")
    raise NoDate(f"“{_short(shown)}” bukan tanggal; tulis seperti 17-08-1978.")


def _month(text: str, shown: str) -> int:
    number = int(text) if text.isdigit() else MONTH_BY_NAME.get(text) or MONTH_BY_NAME.get(text[:3])
    if not number:
        raise NoDate(f"Bulan pada “{_short(shown)}” tidak kami kenal; tulis seperti 17-08-1978.")
    return number


def _year(text: str, today: date) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def _day(year: int, month: int, day: int, shown: str) -> date:
    """Also with day and month the American way round, where only that makes a day."""
    if 12 < month <= 31 and day <= 12:
        month, day = day, month
    try:
        if not 1900 <= year <= 2100:
            raise ValueError
        return date(year, month, day)
    except ValueError as error:
        raise NoDate(f"Tanggal “{_short(shown)}” tidak ada di kalender; periksa lagi.") from error


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
