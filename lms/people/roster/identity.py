"""NIK: sixteen digits, or nothing. Pure."""

import re

from lms.areas.sheets.grid import Cell


def read_nik(cell: Cell) -> str:
    """Sixteen digits that can be a NIK (province, day, month); "" for none and for a damaged one.

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
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12 and digits[12:] != "0000"
