"""Part *questions*: ``modules/<code>/questions.yaml``, the bank items of a module."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _noop

from assessments import bank, trail
from assessments.models import Question, QuestionStep
from assessments.package import pictured
from assessments.package.common import all_modules, fact_problems, fitted, is_scored, module_files, problem
from assessments.types import TYPES, fields_of
from assessments.types.fields import given, shape_of
from modules.markdown import NBSP
from modules.packages.context import Context
from modules.packages.pieces import Piece, entries, in_order
from modules.packages.registry import Problem
from modules.rules import CITATION, map_strings
from modules.shapes import Choice, Optional, Variant, duplicates, fit

FILE = "questions.yaml"
FILES = f"modules/*/{FILE}"
KIND = _noop("Soal")
COMMON = {
    "key": str,
    "type": Choice(tuple(TYPES)),
    "use": Choice(tuple(Question.Use.values)),
    "lesson": str,
    "essential": Optional(bool, False),
    "difficulty": Optional(Choice(tuple(Question.Difficulty.values)), Question.Difficulty.MEDIUM.value),
}
SHAPE = [Variant("type", {key: {**COMMON, **shape_of(fields_of(key))} for key in TYPES})]


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the questions of the package. Reads only."""
    found: list[Problem] = []
    keys: list[str] = []
    said = _said(context)
    for _, path, module in module_files(context, FILE):
        entries, problems = fitted(context, path, SHAPE)
        found += problems
        for at, entry in enumerate(entries or []):
            found += _entry_problems(context, path, at, entry, module, said)
        by_key = {entry["key"]: entry for entry in entries or []}
        found += pictured.problems(context, path, by_key, module["competency"])
        earlier = len(keys)
        keys += [entry["key"] for entry in entries or []]
        found += [
            problem(context, path, (at - earlier,), f"Kunci “{key}” sudah dipakai soal lain.")
            for at, key in duplicates(keys)
            if at >= earlier
        ]
    return found


def pieces(context: Context, now: datetime) -> Iterator[Piece]:
    """Item after item; one that the file no longer names is retired."""
    for competency, path, _ in all_modules(context, FILE):
        base = entries(context.base_as(path, SHAPE))
        file = entries(fit(context.read(path), SHAPE)[0]) if context.exists(path) else {}
        for key in (*file, *(key for key in base if key not in file)):
            here = partial(_here, context, key)
            take = partial(_load, context, file[key], competency, now) if key in file else partial(_retire, key, now)
            yield Piece(f"soal {key}", KIND, path, base.get(key), file.get(key), here, take)


def dump(context: Context, folder: Path) -> None:
    """Write the questions of each module that has any."""
    for code, module in context.modules.items():
        path = f"modules/{code}/{FILE}"
        rows = _questions(context, module["competency"]).exclude(status=Question.Status.RETIRED).order_by("key")
        rows = rows.exclude(current=None)  # an author is still at it
        written = in_order({row.key: _entry(row) for row in rows}, entries(context.base(path)))
        if written or context.base_file(path):
            context.write(folder, path, written, shape=SHAPE)


def _here(context: Context, key: str) -> dict[str, Any] | None:
    row = Question.objects.filter(competency__group__programme__key=context.package["programme"]["key"], key=key)
    found = row.exclude(status=Question.Status.RETIRED).first()
    return _entry(found) if found else None


def _load(context: Context, entry: dict[str, Any], code: str, now: datetime) -> None:
    """Only what its author changed is published: a fact that changed under it waits for a person."""
    written = given(fields_of(entry["type"]), entry)
    question = Question.objects.select_for_update().filter(key=entry["key"]).first() or Question(key=entry["key"])
    same = question.pk is not None and (question.use, question.written) == (entry["use"], written)
    rests = same and question.status == Question.Status.DRAFT
    goes_on = same and question.status == Question.Status.ACTIVE
    question.competency, question.lesson_key = context.competency(code), entry["lesson"]
    for name in ("type", "use", "difficulty", "essential"):
        setattr(question, name, entry[name])
    question.written = written
    question.save()
    if not rests and not goes_on:  # in use as it came; that no nakes has read it is said wherever it is listed
        trail.step(question, QuestionStep.Act.IMPORTED, Question.Status.ACTIVE, now=now)
    (bank.propose_written if same else bank.publish_written)(question, now=now)


def _retire(key: str, now: datetime) -> None:
    for question in Question.objects.filter(key=key).exclude(status=Question.Status.RETIRED):
        trail.step(question, QuestionStep.Act.REMOVED, Question.Status.RETIRED, now=now)


def _entry(row: Question) -> dict[str, Any]:
    return {
        "key": row.key,
        "type": row.type,
        "use": row.use,
        "lesson": row.lesson_key,
        "essential": row.essential,
        "difficulty": row.difficulty,
        **fit(row.written, shape_of(fields_of(row.type)))[0],
    }


def _questions(context: Context, code: str) -> Any:
    return Question.objects.filter(competency__group__programme=context.programme, competency__key=code)


def _entry_problems(
    context: Context, path: str, at: int, entry: dict[str, Any], module: dict[str, Any], said: dict[str, str]
) -> Iterator[Problem]:
    for sentence in TYPES[entry["type"]].problems(_as_said(entry, said)):
        yield problem(context, path, (at,), f"Soal {entry['key']}: {sentence}.")
    if entry["lesson"] not in module["lessons"]:
        yield problem(context, path, (at, "lesson"), f"Pelajaran “{entry['lesson']}” tidak ada di modul ini.")
    yield from fact_problems(context, path, (at,), entry, scored=is_scored(entry["use"]))


def _said(context: Context) -> dict[str, str]:
    """The facts of the package as they are written out."""
    return {key: f"{fact['value']}{NBSP}{fact['unit']}".strip() for key, fact in context.facts.items()}


def _as_said(entry: dict[str, Any], said: dict[str, str]) -> dict[str, Any]:
    """The item with the facts written out, those that there are: two options may only then say the same."""
    return map_strings(entry, lambda text: CITATION.sub(lambda match: said.get(match[1], match[0]), text))
