"""Numbers as people type them: comma or point, dots between thousands, a unit behind them or none. Pure.

A kader types ``80,7``, ``80.7`` or ``80,7 cm``; ``1.500`` is fifteen hundred to her and one and a half to her phone. A
text therefore has *readings*: an answer is right when any of them fits.
"""

import re
from decimal import Decimal
from unicodedata import normalize

MAX_LENGTH = 40  # a number with its unit; whatever is longer is none
_DIGITS = 12  # before or behind the mark
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<digits>[0-9.,]*[0-9][0-9.,]*)(?P<unit>(?:[^0-9].*)?)")
_UNITS = {
    "sentimeter": "cm",
    "milimeter": "mm",
    "kilogram": "kg",
    "kilo": "kg",
    "gram": "g",
    "gr": "g",
    "persen": "%",
    "bln": "bulan",
    "thn": "tahun",
    "derajat": "c",
}
_QUANTITY = re.compile(r"(?P<digits>-?[0-9][0-9.,]*)\s*(?P<unit>[^\W\d_][^0-9]*[23]?|[%°][^0-9]*)?")
_PLAIN = re.compile(rf"(?P<whole>[0-9]{{0,{_DIGITS}}})(?:[.,](?P<part>[0-9]{{0,{_DIGITS}}}))?")
_DOTTED = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){1,3})(?:,(?P<part>[0-9]{1,12}))?")
_COMMAED = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.(?P<part>[0-9]{1,12}))?")


def readings(text: str, unit: str = "") -> list[Decimal]:
    """Every number this text can mean, the plainest first; empty: none, or it names another unit than ``unit``."""
    if len(text) > MAX_LENGTH:
        return []
    found = _NUMBER.fullmatch(_folded(text))
    if found is None or (found["unit"] and not same_unit(found["unit"], unit)):
        return []
    meant = dict.fromkeys(_value(form.fullmatch(found["digits"])) for form in (_PLAIN, _DOTTED, _COMMAED))
    return [-value if found["sign"] == "-" else value for value in meant if value is not None]


def number(text: str) -> Decimal:
    """A number as an author writes it, comma or point for the decimals. ValueError: it is none."""
    found = re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,12})?", text.strip())
    if found is None:
        raise ValueError("not a number")
    return Decimal(text.strip().replace(",", "."))


def quantity(text: str) -> tuple[Decimal, str]:
    """Number and unit ("" for none) as a fact writes them, "80,7 cm"; dots before three digits mean thousands.

    ValueError: no number.
    """
    found = _QUANTITY.fullmatch(normalize("NFKC", text).strip())
    if found is None:
        raise ValueError("not a number")
    dotted = _DOTTED.fullmatch(found["digits"])
    if dotted and not dotted["whole"].startswith("0"):
        return _value(dotted) or Decimal(0), found["unit"] or ""
    return number(found["digits"]), found["unit"] or ""


def same_unit(one: str, other: str) -> bool:
    """Do both name one unit, in whatever writing?"""
    names = [_folded(unit).strip(".,") for unit in (one, other)]
    return len({_UNITS.get(name, name) for name in names}) == 1


def fits(text: str, value: Decimal, tolerance: Decimal, unit: str = "") -> bool:
    """Whether some reading of the text lies within the tolerance, bounds included."""
    return any(abs(reading - value) <= tolerance for reading in readings(text, unit))


def _folded(text: str) -> str:
    """Without spaces, capitals, degree signs and the many shapes of a minus."""
    return re.sub(r"\s+|°", "", normalize("NFKC", text)).casefold().replace("\u2212", "-").replace("\u2013", "-")


def _value(found: re.Match[str] | None) -> Decimal | None:
    if found is None:
        return None
    whole = re.sub(r"[.,]", "", found["whole"])
    return Decimal(f"{whole or '0'}.{found['part'] or '0'}")
