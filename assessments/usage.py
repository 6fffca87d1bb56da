"""Items and practical forms as what cites a fact: named for people, with what a change of the fact does to each."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from assessments import bank
from assessments.models import Instrument, InstrumentVersion, Question, Quiz
from modules.facts import Touched, as_if
from modules.models import Fact
from modules.rules import digest


def questions(keys: list[str], after: Fact | None) -> list[Touched]:
    """The items, without those out of use; then the quizzes that could not be drawn while items wait."""
    rows = Question.objects.filter(key__in=keys).exclude(status=Question.Status.RETIRED).order_by("key")
    found = list(rows.select_related("current", "competency"))
    known = as_if(after) if after else {}
    effects = {question.key: _effect(question, known) if after else "" for question in found}
    touched = [Touched(_kind(question), question.key, effect=effects[question.key]) for question in found]
    return touched + _short([question for question in found if effects[question.key]])


def _kind(question: Question) -> str:
    counts = question.use == Question.Use.COUNTING
    return _("soal cek kemampuan") if counts else _("soal latihan")


def _effect(question: Question, known: Mapping[str, Fact]) -> str:
    if question.use == Question.Use.COUNTING and bank.unsettled(question, known):
        return _("ditarik, tidak dinilai lagi")
    if question.current is None or question.current.sha256 != digest(bank.resolved(question, known)):
        return _("versi baru diusulkan; tidak ditarik sampai disetujui")
    return ""


def _short(held: Iterable[Question]) -> list[Touched]:
    """The open quizzes for which the bank holds enough items now, and would not without these."""
    gone = {row.pk for row in held if row.use == Question.Use.COUNTING}
    if not gone:
        return []
    pool: Counter[tuple[int, str]] = Counter()
    left: Counter[tuple[int, str]] = Counter()
    rows = Question.objects.drawable().filter(use=Question.Use.COUNTING)
    for pk, programme, key in rows.values_list("pk", "competency__group__programme", "competency__key"):
        pool[programme, key] += 1
        left[programme, key] += pk not in gone
    quizzes = Quiz.objects.filter(active=True).select_related("competency__group", "group").order_by("title")
    found = [quiz for quiz in quizzes if _fills(quiz, pool) and not _fills(quiz, left)]
    return [Touched(_("cek kemampuan"), quiz.title, effect=_("tertutup: soalnya tidak cukup")) for quiz in found]


def _fills(quiz: Quiz, pool: Mapping[tuple[int, str], int]) -> bool:
    programme = _programme(quiz)
    return all(pool.get((programme, line["competency"]), 0) >= line["count"] for line in quiz.blueprint)


def _programme(quiz: Quiz) -> int:
    group = quiz.competency.group if quiz.competency else quiz.group
    return group.programme_id  # type: ignore[union-attr]


def forms(keys: list[str], after: Fact | None) -> list[Touched]:
    """The practical forms."""
    found = list(Instrument.objects.filter(key__in=keys).order_by("key"))
    rows = InstrumentVersion.objects.filter(instrument__in=found, retired_at__isnull=True)
    current = {row.instrument_id: row.content for row in rows}
    known = as_if(after) if after else None
    return [_form(row, current.get(row.pk), known) for row in found]


def _form(row: Instrument, current: object, known: Mapping[str, Fact] | None) -> Touched:
    changes = known is not None and bank.form_resolved(row, known)[1] != current
    effect = _("versi baru langsung dipakai; yang sudah dinilai tetap pada versinya") if changes else ""
    return Touched(_("formulir praktik"), row.title, effect=effect)
