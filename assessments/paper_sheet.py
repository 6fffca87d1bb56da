"""A form on paper as typst reads it: the questions, the answer sheet, and the key on a page of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from assessments import paper, pictures, printed, types
from assessments.models import PaperForm, PaperItem
from assessments.types.base import Payload
from lms.areas import typeset
from lms.areas.format import angka, tanggal
from lms.people.queries import office_of

TEMPLATE = Path(__file__).resolve().parent / "typst" / "paper.typ"
KINDS = {"soal": "Lembar soal", "jawaban": "Lembar jawaban", "kunci": "Kunci lembar soal"}
Shown = Sequence[tuple[PaperItem, Payload]]


def pdf(form: PaperForm, kind: str) -> bytes:
    """One of ``KINDS``; the same bytes each time. Raises typst.TypstError."""
    return typeset.pdf(TEMPLATE, data(form, kind), made_at=form.made_at)


def png(form: PaperForm, kind: str) -> list[bytes]:
    """The pages as pictures, for eyes and tests."""
    return typeset.png(TEMPLATE, data(form, kind))


def data(form: PaperForm, kind: str) -> dict[str, Any]:
    """Everything that stands on it. Only the key says what is right."""
    shown, day = paper.items(form), timezone.localdate(form.made_at)
    office = office_of(form.puskesmas)
    return {
        "kind": kind,
        "title": f"{KINDS[kind]} {form.letter}: {form.quiz.title}",
        "paper": KINDS[kind],
        "letter": form.letter,
        "quiz": form.quiz.title,
        "office": office.name if office and office.name else str(form.puskesmas),
        "made": f"Dicetak {tanggal(day)}",
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "count": f"{angka(len(shown))} soal",
        "items": _items(shown) if kind == "soal" else [],
        "cells": [cell.label for cell in paper.cells(shown)] if kind == "jawaban" else [],
        "key": _key(shown) if kind == "kunci" else [],
        "contoh": settings.DEMO,
    }


def _items(shown: Shown) -> list[dict[str, Any]]:
    files = pictures.bytes_of(pictures.of_version(item.version.question, item.version) for item, _ in shown)
    return [_item(item, payload, own) for (item, payload), own in zip(shown, files, strict=True)]


def _drawn(item: PaperItem, kind: str) -> bytes | None:
    """The picture its type draws; on a KMS the points to choose stand with their letters."""
    version = item.version
    return types.draw(kind, version.content, item.pin, types.LETTERED if kind == "kms" else "")


def _item(item: PaperItem, payload: Payload, files: Sequence[bytes | None]) -> dict[str, Any]:
    block, drawn = printed.block(payload), _drawn(item, payload["type"])
    return {
        "pictures": [list(file) for file in [*files, drawn] if file],
        "alt": _alt(payload),
        "number": str(item.position),
        "stem": str(payload["stem"]),
        "hint": block.hint,
        "options": [list(option) for option in block.options],
        "rows": [
            {
                "label": printed.label(item.position, name, len(block.rows)),
                "text": text,
                "options": [list(option) for option in options],
            }
            for name, text, options in block.rows
        ],
    }


def _alt(payload: Payload) -> str:
    """What its pictures show, in words, as for those who cannot see them."""
    return str(payload.get("alt") or payload.get("picture", {}).get("alt", ""))


def _key(shown: Shown) -> list[list[str]]:
    return [
        [cell.label, text]
        for item, payload in shown
        for cell, text in zip(
            printed.cells(item.position, payload),
            printed.key(item.version.content, item.pin, payload),
            strict=True,
        )
    ]
