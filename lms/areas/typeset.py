"""Typst turns a template and data into paper: PDFs tagged for screen readers, pictures for eyes and tests."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FONTS = Path(__file__).resolve().parent / "fonts"
ACCESSIBLE = ("ua-1",)
ARCHIVED = ("a-3a", "ua-1")
_one_at_a_time = Lock()  # a Compiler serves one thread


def pdf(template: Path, data: Mapping[str, Any], *, made_at: datetime, standards: Sequence[str] = ACCESSIBLE) -> bytes:
    """The PDF of a template; the same data and moment give the same bytes. Raises typst.TypstError."""
    moment = int(made_at.timestamp())
    return _compile(template, data, format="pdf", pdf_standards=list(standards), timestamp=moment)


def png(template: Path, data: Mapping[str, Any], *, ppi: int = 110) -> list[bytes]:
    """The pages as pictures."""
    pages = _compile(template, data, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(template: Path, data: Mapping[str, Any], **how: Any) -> Any:
    # Data only ever goes in as JSON, never as markup: a name cannot become code.
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _one_at_a_time:
        return _compiler(template.parent).compile(input=str(template), sys_inputs=inputs, **how)


@lru_cache(maxsize=8)
def _compiler(folder: Path) -> typst.Compiler:
    # Our own fonts only: what the machine has installed must not change a paper.
    return typst.Compiler(root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True)
