"""NIK: sixteen digits, or nothing. Pure."""

import re

from lms.areas.sheets.grid import Cell

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_nik(cell: Cell) -> str:
    """Sixteen digits that can be a NIK (region, day and month of birth); "" for none and for a damaged one.

    A spreadsheet keeps fifteen digits of a number and writes nought for the last, so a number that ends in nought is
    one whose end is lost.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell != int(cell) or int(cell) % 10 == 0:
            return ""
        cell = str(int(cell))
    if not isinstance(cell, str) or re.search(r"[A-Za-z]", cell):
        return ""
    digits = re.sub(r"[^0-9]", "", cell)
    return digits if _is_possible(digits) else ""


def _is_possible(digits: str) -> bool:
    if len(digits) != 16 or len(set(digits)) < 4:
        return False
    province, regency, day, month = (int(digits[at : at + 2]) for at in (0, 2, 6, 8))
    born = day - 40 if day > 40 else day  # a woman's day counts from 41
    known_day = 1 <= month <= 12 and 1 <= born <= DAYS[month - 1]
    return 11 <= province <= 97 and regency > 0 and known_day and digits[12:] != "0000"
