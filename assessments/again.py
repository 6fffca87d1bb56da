"""*Ukur ulang*: two readings of the same thing, and whether they agree. Pure.

A form may say how far two readings may lie apart; where it does not, nobody here invents a number: both are kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

PATTERN = r"\s*[0-9]{1,4}([.,][0-9]{1,3})?\s*"  # the same for a page that cannot ask
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")


@dataclass(frozen=True)
class Twice:
    """What was read first and second. ``agrees`` None: the form sets no tolerance."""

    what: str
    unit: str
    first: Decimal
    second: Decimal
    tolerance: Decimal | None

    @property
    def apart(self) -> Decimal:
        return abs(self.first - self.second)

    @property
    def agrees(self) -> bool | None:
        return None if self.tolerance is None else self.apart <= self.tolerance

    @property
    def kept(self) -> dict[str, Any]:
        """As it stands with the evidence: texts, so that no digit is lost."""
        return {
            "what": self.what,
            "unit": self.unit,
            "first": str(self.first),
            "second": str(self.second),
            "tolerance": None if self.tolerance is None else str(self.tolerance),
        }


def number(text: str) -> Decimal | None:
    """ "23,4" or "23.4"; None: nothing was written. ValueError: no number."""
    written = text.strip()
    if not written:
        return None
    if not _NUMBER.fullmatch(written):
        raise ValueError(written)
    return Decimal(written.replace(",", "."))


def is_number(text: str) -> bool:
    """Is it a number, a cited fact that will be one, or nothing?"""
    if "{fakta:" in text:
        return True
    try:
        number(text)
    except ValueError:
        return False
    return True


def of(line: Mapping[str, str], first: Decimal, second: Decimal) -> Twice:
    """Two readings of what a form wants read twice: ``{what, unit, tolerance}``, the last perhaps empty."""
    return Twice(line["what"], line["unit"], first, second, number(line.get("tolerance", "")))
