"""The paper of a booklet."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from lms.areas import typeset

TEMPLATE = Path(__file__).resolve().parent / "typst" / "booklet.typ"
MOST_PAGES = 40  # what a puskesmas staples


def pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF, tagged for screen readers; the same data and moment give the same bytes."""
    return typeset.pdf(TEMPLATE, data, made_at=made_at)


def pages(data: Mapping[str, Any], *, ppi: int = 2) -> list[bytes]:
    """Its pages as pictures; in the smallest size their number is what one wants to know."""
    return typeset.png(TEMPLATE, data, ppi=ppi)
