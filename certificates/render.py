"""Typst turns the data of a sheet into a PDF: tagged, for the archive (PDF/A-3a) and for screen readers (PDF/UA-1)."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

HERE = Path(__file__).resolve().parent / "typst"
TEMPLATE = HERE / "certificate.typ"
STANDARDS = ["a-3a", "ua-1"]
_one_at_a_time = Lock()  # a Compiler serves one thread


def pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of a sheet; the same data and moment give the same bytes. Raises typst.TypstError."""
    moment = int(made_at.timestamp())
    return _compile(data, format="pdf", pdf_standards=STANDARDS, timestamp=moment)


def png(data: Mapping[str, Any], *, ppi: int = 110) -> list[bytes]:
    """The pages as pictures, for eyes and tests."""
    pages = _compile(data, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(data: Mapping[str, Any], **how: Any) -> Any:
    # Data only ever goes in as JSON, never as markup: a name cannot become code.
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _one_at_a_time:
        return _compiler().compile(input=str(TEMPLATE), sys_inputs=inputs, **how)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    # Our own fonts only: what the machine has installed must not change a paper.
    return typst.Compiler(root=str(HERE), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True)
