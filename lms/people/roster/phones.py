"""Telephone numbers in every spelling. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberType

SEPARATORS = re.compile(r"[/,;\n|&]|\bdan\b|\batau\b", re.IGNORECASE)
BEFORE_A_NUMBER = re.compile(r"\s+(?=\+?62[\s-]?8|0\s?8|8\d{8})")
ROUNDED = re.compile(r"\d[.,]?\d*\s*[eE]\s*\+?\d+")
FEWEST_DIGITS = 6
LOST_DIGITS = "000000"  # what a spreadsheet leaves of a number it rounded
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


@dataclass(frozen=True)
class Phones:
    """``good`` in E.164, each once; ``bad`` as written, where digits stand that are no mobile number."""

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def read_phones(cell: object) -> Phones:
    """All mobile numbers in a cell. Landlines, account numbers, NIK and numbers that a spreadsheet rounded are bad."""
    if cell is None or isinstance(cell, bool):
        return Phones()
    if isinstance(cell, float):
        cell = f"{cell:.0f}" if cell == int(cell) else str(cell)
    text = str(cell).replace("\xa0", " ").strip()
    if ROUNDED.fullmatch(text):
        whole = _unrounded(text)
        return Phones((whole,)) if whole else Phones((), (text,))
    if len(_digits(text)) < FEWEST_DIGITS:
        return Phones()
    if number := e164(text):
        return Phones((number,))
    good: list[str] = []
    bad: list[str] = []
    for part in SEPARATORS.split(text):
        _sort_out(part.strip(), good, bad)
    return Phones(tuple(dict.fromkeys(good)), tuple(bad))


def _sort_out(part: str, good: list[str], bad: list[str]) -> None:
    if number := e164(part):
        good.append(number)
        return
    pieces = BEFORE_A_NUMBER.split(part)
    numbers = [e164(piece) for piece in pieces]
    if len(pieces) > 1 and any(numbers):
        good.extend(number for number in numbers if number)
    elif len(_digits(part)) >= FEWEST_DIGITS:
        bad.append(part)


def e164(text: str) -> str:
    """One mobile number: "(0812) 3456-7890", "62812...", "812..." -> "+62812..."; "" for anything else.

    Letters between digits hide some of them, so such a text is no number.
    """
    if re.search(r"\d\s*[xX*#]+\s*\d?|\d[A-Za-z]+\d", text):
        return ""
    abroad = re.search(r"\+|^\D*00(?=[1-9])", text) is not None
    digits = _digits(text).removeprefix("00")
    if digits.startswith("62"):
        digits = digits[2:].lstrip("0")
    elif abroad:
        return _foreign(digits)
    national = digits.removeprefix("0")
    if national.endswith(LOST_DIGITS):
        return ""
    return f"+62{national}" if _indonesian_mobile().fullmatch(national) else ""


@cache
def _indonesian_mobile() -> re.Pattern[str]:
    """What phonenumbers knows, without its way to it: a hundred thousand times that is half a minute."""
    indonesia: Any = PhoneMetadata.metadata_for_region("ID")
    return re.compile(indonesia.mobile.national_number_pattern)


def _foreign(digits: str) -> str:
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in MOBILE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _unrounded(text: str) -> str:
    """ "8.1234567890E+10" still holds every digit, "8.12E+10" does not."""
    mantissa = re.split(r"[eE]", text)[0]
    try:
        whole = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return ""
    return e164(f"{whole:f}") if len(_digits(mantissa)) >= 10 and whole < 10**14 else ""


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
