"""*Hari buka*: on which day of each month a posyandu opens. Pure: a code in, words and days out.

``t10``: the tenth, or the last day of a shorter month. ``m2-1``: the second Tuesday; ``m5-1``: the last one.
"""

import calendar
import re
from datetime import date

from lms.areas.format import MONTHS

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WHICH = ("pertama", "kedua", "ketiga", "keempat", "terakhir")
LAST = len(WHICH)
BY_DATE = tuple(f"t{day}" for day in range(1, 32))
BY_WEEKDAY = tuple(f"m{week}-{day}" for day in range(7) for week in range(1, LAST + 1))
CODES = (*BY_DATE, *BY_WEEKDAY)
_WRITTEN = re.compile(
    r"(?:setiap )?(?:(?:tanggal|tgl\.?)? ?(?P<date>\d{1,2})"
    rf"|(?:hari )?(?P<weekday>{'|'.join(DAYS).casefold()})(?: minggu)? "
    rf"(?:(?P<which>{'|'.join(WHICH)})|ke-? ?(?P<number>[1-4])))"
    r"(?: setiap bulan)?"
)
_CODE = re.compile(r"t(?P<date>\d+)|m(?P<week>\d)-(?P<weekday>\d)")


def words(code: str) -> str:
    """What people read: "setiap tanggal 10", "Selasa kedua setiap bulan"; "" for no code."""
    found = _CODE.fullmatch(code)
    if found is None:
        return ""
    if found["date"]:
        return f"setiap tanggal {found['date']}"
    return f"{DAYS[int(found['weekday'])]} {WHICH[int(found['week']) - 1]} setiap bulan"


def read(text: str) -> str:
    """The code of what somebody wrote: "tanggal 10", "Selasa kedua", "selasa minggu ke-2", as ``words`` writes it too;
    "" for what cannot be read so."""
    found = _WRITTEN.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        return ""
    if found["date"]:
        code = f"t{int(found['date'])}"
    else:
        week = int(found["number"]) if found["number"] else WHICH.index(found["which"]) + 1
        code = f"m{week}-{[day.casefold() for day in DAYS].index(found['weekday'])}"
    return code if code in CODES else ""


def next_day(code: str, on: date) -> date | None:
    """The first opening day on or after ``on``; None where no code says one."""
    if code not in CODES:
        return None
    this = _in_month(code, on.year, on.month)
    return this if this >= on else _in_month(code, on.year + on.month // len(MONTHS), on.month % len(MONTHS) + 1)


def _in_month(code: str, year: int, month: int) -> date:
    first_weekday, length = calendar.monthrange(year, month)
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"no opening day: {code!r}")
    if found["date"]:
        return date(year, month, min(int(found["date"]), length))
    days = range(1 + (int(found["weekday"]) - first_weekday) % 7, length + 1, 7)
    week = int(found["week"])
    return date(year, month, days[-1] if week == LAST else days[week - 1])
