"""The paper of a booklet."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from lms.areas import typeset

TEMPLATE = Path(__file__).resolve().parent / "typst" / "booklet.typ"
MOST_PAGES = 39  # of a group, A5: ten sheets, folded and stapled
COVER = 1
MOST_OF_MODULE = 6  # begun pages: the largest group has seven modules, and they run on without a break


def pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF, tagged for screen readers; the same data and moment give the same bytes."""
    return typeset.pdf(TEMPLATE, data, made_at=made_at)


def pages_of_modules(data: Mapping[str, Any]) -> dict[str, int]:
    """How many pages each module would fill by itself, the last of them perhaps in part: key -> pages."""
    alone = ({**data, "modules": [module], "sources": []} for module in data["modules"])
    return {paper["modules"][0]["key"]: len(pages(paper)) - COVER for paper in alone}


def pages(data: Mapping[str, Any], *, ppi: int = 2) -> list[bytes]:
    """Its pages as pictures; in the smallest size their number is what one wants to know."""
    return typeset.png(TEMPLATE, data, ppi=ppi)
