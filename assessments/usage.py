"""Items and practical forms as what cites a fact: named for people, with what a change of the fact does to each."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from assessments import bank, pool
from assessments.blueprint import Item, fills
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
    keys = {row.key for row in held if row.use == Question.Use.COUNTING}
    if not keys:
        return []
    rows = Quiz.objects.filter(active=True).order_by("title")
    quizzes = list(rows.select_related("competency__group__programme", "group__programme", "pair"))
    banks = {programme: pool.items(programme) for programme in {quiz.programme for quiz in quizzes}}
    found = [quiz for quiz in quizzes if _falls_short(quiz, banks[quiz.programme], keys)]
    return [Touched(_("cek kemampuan"), quiz.title, effect=_("tertutup: soalnya tidak cukup")) for quiz in found]


def _falls_short(quiz: Quiz, bank: list[Item], without: set[str]) -> bool:
    """Can it be drawn now, and could it not without these items (or those whose soal pengganti they are)?"""
    left = [item for item in bank if not {item.key, item.family} & without]
    return fills(quiz.lines, bank) and not fills(quiz.lines, left)


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
