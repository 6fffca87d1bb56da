"""Part *instrument*: ``modules/<code>/instrument.yaml``, the practical form of a module."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _noop

from assessments import again, bank
from assessments.models import Instrument
from assessments.package.common import all_modules, fact_problems, fitted, module_files, problem
from assessments.rules import BENAR
from modules.packages.context import Context
from modules.packages.pieces import Piece
from modules.packages.registry import Problem
from modules.shapes import Choice, Many, Optional, Text, duplicates, fit

FILE = "instrument.yaml"
FILES = f"modules/*/{FILE}"
KIND = _noop("Formulir praktik")
_TEXT = Optional(str, "")
SHAPE = {
    "key": str,
    "title": str,
    "version": int,
    "official": bool,
    "source": str,
    "setup": _TEXT,
    "materials": Optional([str], []),
    "minutes": int,
    "adaptation": _TEXT,
    "steps": [
        {
            "key": str,
            "lesson": _TEXT,  # which lesson of the module teaches it, where one does
            "text": str,
            "critical": bool,
            "benar": _TEXT,
            "bantuan": _TEXT,
            "belum": _TEXT,
        }
    ],
    "pass": {"critical": Choice((BENAR,)), "min_benar_percent": int},
    "repeat": Optional(
        Many({"what": Text(80), "unit": Text(12), "tolerance": Optional(Text(8, least=0), "")}, 0, 4), []
    ),
    "coaching": _TEXT,
}


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the practical forms of the package. Reads only."""
    found: list[Problem] = []
    for _, path, module in module_files(context, FILE):
        entry, problems = fitted(context, path, SHAPE)
        found += problems
        if entry is not None:
            found += _entry_problems(context, path, entry, module["lessons"])
    return found


def pieces(context: Context, now: datetime) -> Iterator[Piece]:
    """One form a module; one that left the package is not taken on any more."""
    for competency, path, _ in all_modules(context, FILE):
        file = fit(context.read(path), SHAPE)[0] if context.exists(path) else None
        base = context.base_as(path, SHAPE)
        here = partial(_here, context, (file or base)["key"])
        take = partial(_load, context, file, competency, now) if file else partial(_retire, base["key"], now)
        yield Piece(path, KIND, path, base, file, here, take)


def dump(context: Context, folder: Path) -> None:
    """Write the form of each module that has one."""
    rows = Instrument.objects.filter(competency__group__programme=context.programme).select_related("competency")
    of_competency = {row.competency.key: row for row in rows if row.written and bank.in_use(row)}
    for code, module in context.modules.items():
        row = of_competency.get(module["competency"])
        if row is not None:
            context.write(folder, f"modules/{code}/{FILE}", row.written, shape=SHAPE)


def _here(context: Context, key: str) -> dict[str, Any] | None:
    programme = context.package["programme"]["key"]
    row = Instrument.objects.filter(competency__group__programme__key=programme, key=key).first()
    return fit(row.written, SHAPE)[0] if row and bank.in_use(row) else None


def _load(context: Context, entry: dict[str, Any], code: str, now: datetime) -> None:
    competency = context.competency(code)
    instrument, _ = Instrument.objects.update_or_create(
        key=entry["key"], defaults={"competency": competency, "title": entry["title"], "written": entry}
    )
    bank.publish_form(instrument, now=now)


def _retire(key: str, now: datetime) -> None:
    bank.retire_form(Instrument.objects.get(key=key), now=now)


def _entry_problems(context: Context, path: str, entry: dict[str, Any], lessons: list[str]) -> Iterator[Problem]:
    if not entry["steps"]:
        yield problem(context, path, ("steps",), "Formulir perlu paling sedikit satu langkah.")
    for at, key in duplicates([step["key"] for step in entry["steps"]]):
        yield problem(context, path, ("steps", at), f"Kunci langkah “{key}” dipakai dua kali.")
    for at, step in enumerate(entry["steps"]):
        if step["lesson"] and step["lesson"] not in lessons:
            told = f"Pelajaran “{step['lesson']}” tidak ada di modul ini."
            yield problem(context, path, ("steps", at, "lesson"), told)
    for at, line in enumerate(entry["repeat"]):
        if not again.is_number(line["tolerance"]):
            yield problem(context, path, ("repeat", at, "tolerance"), "Tulis angkanya saja, misalnya 0,5.")
    if not 1 <= entry["pass"]["min_benar_percent"] <= 100:
        yield problem(context, path, ("pass", "min_benar_percent"), "Harus antara 1 dan 100.")
    yield from fact_problems(context, path, (), entry, scored=False)
