"""Part *quizzes*: ``quizzes.yaml`` at the top of a package."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from assessments.blueprint import Item, Line, read
from assessments.models import Question, Quiz
from assessments.package import questions
from assessments.package.common import fitted, is_scored, module_files, problem
from assessments.soundness import Finding, findings
from assessments.types import TYPES
from lms.areas.format import daftar
from modules.models import Competency
from modules.packages.context import Context
from modules.packages.pieces import Piece, entries, in_order
from modules.packages.registry import Problem
from modules.shapes import Choice, Optional, fit

FILE = "quizzes.yaml"
KIND = _noop("Cek kemampuan")
LINE = {
    "competency": str,
    "count": int,
    "lessons": Optional([str], []),
    "types": Optional([Choice(tuple(TYPES))], []),
    "difficulties": Optional([Choice(tuple(Question.Difficulty.values))], []),
    "essential": Optional(int, 0),
}
SHAPE = [
    {
        "key": str,
        "kind": Choice(tuple(Quiz.Kind.values)),
        "competency": Optional(str, None),
        "group": Optional(str, None),
        "pair": Optional(str, None),
        "title": str,
        "description": Optional(str, ""),
        "pass_percent": Optional(int, None),
        "cut_source": Optional(str, ""),
        "blueprint": Optional([LINE], []),
        "max_attempts": Optional(int, None),
        "sample": Optional(bool, False),
    }
]


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the quizzes of the package, also whether the bank can fill them. Reads only."""
    listed, found = fitted(context, FILE, SHAPE) if context.exists(FILE) else ([], [])
    items = _items(context)
    known: dict[str, dict[str, Any]] = {}
    for at, entry in enumerate(listed or []):
        found += _entry_problems(context, at, entry, known)
        found += [
            problem(context, FILE, _steps(at, finding), finding.sentence)
            for finding in _findings(context, entry, known, items, listed)
            if finding.refuses
        ]
        if entry["key"] in known:
            found.append(problem(context, FILE, (at,), f"Kunci “{entry['key']}” dipakai dua kali."))
        known[entry["key"]] = entry
    return found


def advice(context: Context) -> list[Problem]:
    """Where the bank is thin for what is drawn from it."""
    listed = context.fit(FILE, SHAPE) if context.exists(FILE) else []
    items, known = _items(context), {entry["key"]: entry for entry in listed}
    found = [
        problem(context, FILE, _steps(at, finding), finding.sentence)
        for at, entry in enumerate(listed)
        for finding in _findings(context, entry, known, items, listed)
        if not finding.refuses
    ]
    return [*found, *_missing(context, listed)]


def _missing(context: Context, listed: list[dict[str, Any]]) -> Iterator[Problem]:
    """Modules with questions but without a kuis; groups that are whole, but not their tests."""
    with_items = {module["competency"] for _, _, module in module_files(context, questions.FILE)}
    asked = {entry["competency"] for entry in listed if entry["kind"] == Quiz.Kind.MODULE}
    for code in sorted(with_items - asked):
        yield Problem(FILE, "", _("Belum ada kuis modul untuk %(code)s.") % {"code": code})
    for group in context.package["groups"]:
        codes = {code for code, one in context.competencies.items() if one["group"] == group["key"]}
        ready = {e["kind"] for e in listed if e["group"] == group["key"] and not e["sample"]}
        kinds = [kind for kind in (Quiz.Kind.PRE, Quiz.Kind.POST, Quiz.Kind.EVALUATION) if kind not in ready]
        if codes <= with_items and kinds:
            said = _("Kelompok %(group)s sudah lengkap, tetapi belum punya %(kinds)s yang bukan contoh.")
            yield Problem(
                FILE, "", said % {"group": group["key"], "kinds": daftar([str(kind.label) for kind in kinds])}
            )


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
    rows = _quizzes(context).filter(active=True).select_related("competency", "group", "pair").order_by("pk")
    written = in_order({row.key: _entry(row) for row in rows}, entries(context.base(FILE)))
    if written or context.base_file(FILE):
        context.write(folder, FILE, written, shape=SHAPE)


def _here(context: Context, key: str) -> dict[str, Any] | None:
    row = _quizzes(context).filter(active=True, key=key).first()
    return _entry(row) if row else None


def _load(context: Context, entry: dict[str, Any]) -> None:
    competency = Competency.objects.filter(group__programme=context.programme, key=entry["competency"]).first()
    group = context.programme.groups.filter(key=entry["group"]).first()
    pair = Quiz.objects.filter(key=entry["pair"]).first()
    lines = [line.written for line in read(entry["blueprint"])]
    about = {"competency": competency, "group": group, "pair": pair, "blueprint": lines, "active": True}
    Quiz.objects.update_or_create(key=entry["key"], defaults={**entry, **about})


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
        "pair": row.pair.key if row.pair else None,
        "title": row.title,
        "description": row.description,
        "pass_percent": row.pass_percent,
        "cut_source": row.cut_source,
        "blueprint": [fit(line.written, LINE)[0] for line in read(row.blueprint)],
        "max_attempts": row.max_attempts,
        "sample": row.sample,
    }


def _items(context: Context) -> list[Item]:
    """The counting items of the package. One whose *soal pengganti* it does not hold rests."""
    found = [
        (entry, module["competency"])
        for _, path, module in module_files(context, questions.FILE)
        for entry in fitted(context, path, questions.SHAPE)[0] or []
        if is_scored(entry["use"])
    ]
    keys = {entry["key"] for entry, _ in found}
    named = {entry["key"]: entry.get("alternative") or entry["key"] for entry, _ in found}
    return [
        Item(
            key=entry["key"],
            competency=competency,
            lesson=entry["lesson"],
            type=entry["type"],
            difficulty=entry["difficulty"],
            essential=entry["essential"],
            family=named[entry["key"]],
        )
        for entry, competency in found
        if named[entry["key"]] in keys
    ]


def _findings(
    context: Context,
    entry: dict[str, Any],
    known: Mapping[str, dict[str, Any]],
    items: list[Item],
    listed: list[dict[str, Any]],
) -> list[Finding]:
    """Of a quiz that has a blueprint of its own: a post-test's is its pre-test's, checked there."""
    lines = read(entry["blueprint"])
    if entry["pair"] is not None:
        return []
    if not lines and entry["kind"] == Quiz.Kind.MODULE and entry["competency"]:
        lines = [Line(entry["competency"], settings.MODULE_QUIZ_ITEMS)]
    codes = [code for code, one in context.competencies.items() if one["group"] == entry["group"]]
    of = [entry["competency"]] if entry["competency"] else codes
    paired = any(other["pair"] == entry["key"] for other in listed)
    return findings(entry["kind"], lines, items, of=of, sample=entry["sample"], paired=paired)


def _steps(at: int, finding: Finding) -> tuple[str | int, ...]:
    return (at,) if finding.line is None else (at, "blueprint", finding.line)


def _entry_problems(
    context: Context, at: int, entry: dict[str, Any], known: Mapping[str, dict[str, Any]]
) -> Iterator[Problem]:
    """``known``: the quizzes above this one."""
    codes = {"competency": set(context.competencies), "group": {group["key"] for group in context.package["groups"]}}
    named = [name for name in codes if entry[name] is not None]
    if len(named) != 1:
        yield problem(context, FILE, (at,), "Isi tepat satu dari competency dan group.")
    for name in named:
        if entry[name] not in codes[name]:
            yield problem(context, FILE, (at, name), f"“{entry[name]}” tidak ada di package.yaml.")
    percent = entry["pass_percent"]
    if percent is None and entry["kind"] != Quiz.Kind.MODULE:
        yield problem(context, FILE, (at,), "Isi pass_percent; hanya kuis modul yang boleh mengikuti situs.")
    if percent is not None and not 1 <= percent <= 100:
        yield problem(context, FILE, (at, "pass_percent"), "Harus antara 1 dan 100.")
    if entry["pair"] is not None:
        yield from _pair_problems(context, at, entry, known.get(entry["pair"]))


def _pair_problems(
    context: Context, at: int, entry: dict[str, Any], before: dict[str, Any] | None
) -> Iterator[Problem]:
    if entry["kind"] != Quiz.Kind.POST or before is None or before["kind"] != Quiz.Kind.PRE:
        sentence = "pair dipakai oleh post_test dan menunjuk pre_test yang berdiri di atasnya."
        yield problem(context, FILE, (at, "pair"), sentence)
    elif before["group"] != entry["group"] or before["competency"] != entry["competency"]:
        yield problem(context, FILE, (at, "pair"), "Pre-test dan post-test sepasang harus tentang kelompok yang sama.")
    elif entry["blueprint"]:
        sentence = "Post-test memakai blueprint pre-test pasangannya; kosongkan blueprint di sini."
        yield problem(context, FILE, (at, "blueprint"), sentence)
