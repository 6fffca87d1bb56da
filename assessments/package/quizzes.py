"""Part *quizzes*: ``quizzes.yaml`` at the top of a package."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _noop

from assessments.models import Quiz
from assessments.package import questions
from assessments.package.common import fitted, is_scored, module_files, problem
from modules.models import Competency
from modules.packages.context import Context
from modules.packages.pieces import Piece, entries, in_order
from modules.packages.registry import Problem
from modules.shapes import Choice, Optional, duplicates, fit

FILE = "quizzes.yaml"
KIND = _noop("Cek kemampuan")
SHAPE = [
    {
        "key": str,
        "kind": Choice(tuple(Quiz.Kind.values)),
        "competency": Optional(str, None),
        "group": Optional(str, None),
        "title": str,
        "description": Optional(str, ""),
        "pass_percent": int,
        "blueprint": [{"competency": str, "count": int}],
        "max_attempts": Optional(int, None),
        "sample": Optional(bool, False),
    }
]


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the quizzes of the package, also whether the bank can fill them. Reads only."""
    if not context.exists(FILE):
        return []
    entries, found = fitted(context, FILE, SHAPE)
    pool = _pool(context)
    for at, entry in enumerate(entries or []):
        found += _entry_problems(context, at, entry, pool)
    keys = [entry["key"] for entry in entries or []]
    return found + [problem(context, FILE, (at,), f"Kunci “{key}” dipakai dua kali.") for at, key in duplicates(keys)]


def pieces(context: Context, now: datetime) -> Iterator[Piece]:
    """Quiz after quiz; one that the file no longer names is closed."""
    base = entries(context.base_as(FILE, SHAPE))
    file = entries(fit(context.read(FILE), SHAPE)[0]) if context.exists(FILE) else {}
    for key in (*file, *(key for key in base if key not in file)):
        here = partial(_here, context, key)
        take = partial(_load, context, file[key]) if key in file else partial(_close, context, key)
        yield Piece(f"cek {key}", KIND, FILE, base.get(key), file.get(key), here, take)


def dump(context: Context, folder: Path) -> None:
    """Write all open quizzes."""
    rows = _quizzes(context).filter(active=True).select_related("competency", "group").order_by("pk")
    written = in_order({row.key: _entry(row) for row in rows}, entries(context.base(FILE)))
    if written or context.base_file(FILE):
        context.write(folder, FILE, written, shape=SHAPE)


def _here(context: Context, key: str) -> dict[str, Any] | None:
    row = _quizzes(context).filter(active=True, key=key).first()
    return _entry(row) if row else None


def _load(context: Context, entry: dict[str, Any]) -> None:
    competency = Competency.objects.filter(group__programme=context.programme, key=entry["competency"]).first()
    group = context.programme.groups.filter(key=entry["group"]).first()
    values = {**entry, "competency": competency, "group": group, "active": True}
    Quiz.objects.update_or_create(key=entry["key"], defaults=values)


def _close(context: Context, key: str) -> None:
    _quizzes(context).filter(key=key).update(active=False)


def _quizzes(context: Context) -> Any:
    programme = context.package["programme"]["key"]
    of_programme = Quiz.objects.filter(competency__group__programme__key=programme)
    return of_programme | Quiz.objects.filter(group__programme__key=programme)


def _entry(row: Quiz) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "competency": row.competency.key if row.competency else None,
        "group": row.group.key if row.group else None,
        "title": row.title,
        "description": row.description,
        "pass_percent": row.pass_percent,
        "blueprint": row.blueprint,
        "max_attempts": row.max_attempts,
        "sample": row.sample,
    }


def _pool(context: Context) -> Counter[str]:
    """How many counting items the package holds of each competency."""
    pool: Counter[str] = Counter()
    for _, path, module in module_files(context, questions.FILE):
        entries, _ = fitted(context, path, questions.SHAPE)
        pool[module["competency"]] += sum(is_scored(entry["use"]) for entry in entries or [])
    return pool


def _entry_problems(context: Context, at: int, entry: dict[str, Any], pool: Counter[str]) -> Iterator[Problem]:
    codes = {"competency": set(context.competencies), "group": {group["key"] for group in context.package["groups"]}}
    named = [name for name in codes if entry[name] is not None]
    if len(named) != 1:
        yield problem(context, FILE, (at,), "Isi tepat satu dari competency dan group.")
    for name in named:
        if entry[name] not in codes[name]:
            yield problem(context, FILE, (at, name), f"“{entry[name]}” tidak ada di package.yaml.")
    if not 1 <= entry["pass_percent"] <= 100:
        yield problem(context, FILE, (at, "pass_percent"), "Harus antara 1 dan 100.")
    for line, part in enumerate(entry["blueprint"]):
        if not 1 <= part["count"] <= pool[part["competency"]]:
            have = pool[part["competency"]]
            sentence = (
                f"Meminta {part['count']} soal {part['competency']}, padahal bank punya {have} soal yang dinilai."
            )
            yield problem(context, FILE, (at, "blueprint", line), sentence)
