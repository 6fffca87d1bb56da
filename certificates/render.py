"""The paper of a certificate: a PDF for the archive (PDF/A-3a) and for screen readers (PDF/UA-1)."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from lms.areas import typeset

TEMPLATE = Path(__file__).resolve().parent / "typst" / "certificate.typ"


def pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of a sheet; the same data and moment give the same bytes. Raises typst.TypstError."""
    return typeset.pdf(TEMPLATE, data, made_at=made_at, standards=typeset.ARCHIVED)


def png(data: Mapping[str, Any], *, ppi: int = 110) -> list[bytes]:
    """The pages as pictures, for eyes and tests."""
    return typeset.png(TEMPLATE, data, ppi=ppi)
