"""Part *questions*: ``modules/<code>/questions.yaml``, the bank items of a module."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from assessments import bank
from assessments.models import Question
from assessments.package.common import fact_problems, fitted, is_scored, module_files, problem
from assessments.types import TYPES
from modules.models import Competency
from modules.packages.context import Context
from modules.packages.registry import Problem
from modules.shapes import Choice, Optional, duplicates, fit

FILE = "questions.yaml"
SHAPE = [
    {
        "key": str,
        "type": Choice(tuple(TYPES)),
        "use": Choice(tuple(Question.Use.values)),
        "lesson": str,
        "essential": Optional(bool, False),
        "difficulty": Optional(Choice(tuple(Question.Difficulty.values)), Question.Difficulty.MEDIUM.value),
        "stem": str,
        "options": [{"key": str, "text": str, "correct": bool, "feedback": Optional(str, "")}],
    }
]


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the questions of the package. Reads only."""
    found: list[Problem] = []
    keys: list[str] = []
    for _, path, module in module_files(context, FILE):
        entries, problems = fitted(context, path, SHAPE)
        found += problems
        for at, entry in enumerate(entries or []):
            found += _entry_problems(context, path, at, entry, module)
        earlier = len(keys)
        keys += [entry["key"] for entry in entries or []]
        found += [
            problem(context, path, (at - earlier,), f"Kunci “{key}” sudah dipakai soal lain.")
            for at, key in duplicates(keys)
            if at >= earlier
        ]
    return found


def load(folder: Path, context: Context, now: datetime) -> None:
    """Bring in the questions of each file that changed; what a file no longer names is retired."""
    for _, path, module in module_files(context, FILE):
        if context.changed(path):
            entries, _ = fit(context.read(path), SHAPE)
            fresh = _load_file(context, path, entries, module["competency"], now)
            context.say(f"{path}: {len(entries)} soal, {fresh} versi baru.")


def dump(context: Context, folder: Path) -> None:
    """Write the questions of each module that has any."""
    for code, module in context.modules.items():
        rows = _questions(context, module["competency"]).exclude(status=Question.Status.RETIRED).order_by("key")
        if rows:
            context.write(folder, f"modules/{code}/{FILE}", [_entry(row) for row in rows], shape=SHAPE)


@transaction.atomic
def _load_file(context: Context, path: str, entries: list[dict[str, Any]], code: str, now: datetime) -> int:
    competency = Competency.objects.get(group__programme=context.programme, key=code)
    fresh = sum(_load(entry, competency, now) for entry in entries)
    gone = _questions(context, code).exclude(key__in=[entry["key"] for entry in entries])
    gone.update(status=Question.Status.RETIRED)
    context.keep_base(path)
    return fresh


def _load(entry: dict[str, Any], competency: Competency, now: datetime) -> bool:
    """Out: did this make a new version?"""
    question, _ = Question.objects.update_or_create(
        key=entry["key"],
        defaults={
            "competency": competency,
            "lesson_key": entry["lesson"],
            "type": entry["type"],
            "use": entry["use"],
            "status": Question.Status.ACTIVE,
            "difficulty": entry["difficulty"],
            "essential": entry["essential"],
            "written": {"stem": entry["stem"], "options": entry["options"]},
        },
    )
    before = question.current_id
    bank.publish_written(question, now=now)
    return question.current_id != before


def _entry(row: Question) -> dict[str, Any]:
    return {
        "key": row.key,
        "type": row.type,
        "use": row.use,
        "lesson": row.lesson_key,
        "essential": row.essential,
        "difficulty": row.difficulty,
        **row.written,
    }


def _questions(context: Context, code: str) -> Any:
    return Question.objects.filter(competency__group__programme=context.programme, competency__key=code)


def _entry_problems(
    context: Context, path: str, at: int, entry: dict[str, Any], module: dict[str, Any]
) -> Iterator[Problem]:
    for sentence in TYPES[entry["type"]].problems(entry):
        yield problem(context, path, (at,), f"Soal {entry['key']}: {sentence}.")
    if entry["lesson"] not in module["lessons"]:
        yield problem(context, path, (at, "lesson"), f"Pelajaran “{entry['lesson']}” tidak ada di modul ini.")
    yield from fact_problems(context, path, (at,), entry, scored=is_scored(entry["use"]))
