"""Quizzes in ``/cms/``: the list with what is thin, the blueprint with live counts of the bank, a draw to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from assessments import blueprint, edit_quiz, pool
from assessments.blueprint import Item, Line
from assessments.cms.quiz_forms import LineForms, NewQuizForm, QuizForm
from assessments.models import Question, Quiz
from assessments.soundness import Finding
from assessments.types import fields_of
from assessments.types.fields import outline
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.models import User
from lms.people.models.role import Kind
from lms.people.scope import Action
from modules.cms import menu
from modules.models import Programme

_CHANCE = SystemRandom()


def may_look(user: User) -> bool:
    """Who writes, reviews or administers content."""
    return not scope.actions(user, on=timezone.localdate()).isdisjoint({Action.AUTHOR, Action.REVIEW, Action.ADMIN})


def may_edit(user: User) -> bool:
    """National authors: a quiz is the same for everybody."""
    return scope.may_nationwide(user, Action.AUTHOR, on=timezone.localdate())


def quizzes() -> Any:
    """All of them, ready for ``lines``, ``programme`` and ``edit_quiz.check``."""
    rows = Quiz.objects.select_related("competency__group__programme", "group__programme", "pair", "paired")
    return rows.prefetch_related("group__competencies").order_by("-active", "group__position", "key")


def quiz_or_404(request: HttpRequest, key: str) -> Quiz:
    if not may_look(request.user):
        raise Http404
    quiz: Quiz = get_object_or_404(quizzes(), key=key)
    return quiz


@dataclass(frozen=True)
class Row:
    """A quiz in the list: how many items, and whether it cannot be drawn or its pools are thin."""

    quiz: Quiz
    count: int
    findings: list[Finding]

    @property
    def broken(self) -> bool:
        return any(finding.refuses for finding in self.findings)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All quizzes, open ones first."""
    if not may_look(request.user):
        raise Http404
    found = list(quizzes())
    banks = {programme: pool.items(programme) for programme in {quiz.programme for quiz in found}}
    rows = [Row(quiz, blueprint.size(quiz.lines), edit_quiz.check(quiz, items=banks[quiz.programme])) for quiz in found]
    context = {"rows": rows, "may_edit": may_edit(request.user), **frame(_("Cek kemampuan"))}
    return render(request, "cms/quizzes.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new quiz, closed; then its blueprint."""
    if not may_edit(request.user):
        raise Http404
    groups = [
        group
        for programme in Programme.objects.order_by("pk")
        for group in programme.groups.prefetch_related("competencies").order_by("position")
    ]
    form = NewQuizForm(request.POST or None, groups=groups)
    if form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            quiz = edit_quiz.create(kind, form.chosen, by=request.user, now=timezone.now())
            return redirect("quiz-edit", quiz.key)
        except UserError as error:
            form.add_error(None, str(error))
    return render(request, "cms/quiz_new.html", {"form": form, **frame(_("Cek baru"))})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The blueprint, with how many items each line finds. ``hitung`` counts anew and saves nothing."""
    quiz = quiz_or_404(request, key)
    if request.method == "POST" and not may_edit(request.user):
        raise Http404
    items = pool.items(quiz.programme, edit_quiz.about(quiz))
    form, lines = _forms(quiz, items, request.POST or None)
    asked = _asked(quiz, lines)
    if "simpan" in request.POST and form.is_valid() and asked is not None and _saved(request, quiz, form, lines):
        return redirect("quiz-edit", quiz.key)
    found = edit_quiz.check(quiz, asked or [], items=items)
    context = {
        "quiz": quiz,
        "form": form,
        "lines": lines,
        "rows": _counted(quiz, lines, asked or [], found, items),
        "whole": [one for one in found if one.line is None],
        "size": blueprint.size(asked or []),
        "site": settings.MODULE_QUIZ_ITEMS,
        "may_edit": may_edit(request.user),
        **frame(quiz.title, list=True),
    }
    return render(request, "cms/quiz_edit.html", context)


@require_safe
def sample(request: HttpRequest, key: str) -> HttpResponse:
    """A draw as a kader might get it, with what must be right. Nothing is kept; each look draws anew."""
    quiz = quiz_or_404(request, key)
    lines = quiz.lines
    drawn = blueprint.draw(lines, pool.items(quiz.programme, {line.competency for line in lines}), _CHANCE) or []
    _CHANCE.shuffle(drawn)
    rows = Question.objects.filter(key__in=[item.key for item in drawn]).select_related("current")
    by_key = {row.key: row for row in rows}
    shown = [(item, _said(by_key[item.key])) for item in drawn]
    return render(request, "cms/quiz_sample.html", {"quiz": quiz, "items": shown, **frame(quiz.title, list=True)})


def frame(title: str, *, list: bool = False) -> dict[str, Any]:
    """What the admin's own frame asks for."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Beranda")}]
    if list:
        crumbs.append({"url": reverse("quizzes"), "label": _("Cek kemampuan")})
    crumbs.append({"url": "", "label": title})
    return {"page_title": title, "header_title": title, "header_icon": "list-ol", "breadcrumbs_items": crumbs}


def _forms(quiz: Quiz, items: Sequence[Item], data: Any) -> tuple[QuizForm, Any]:
    initial = [
        {name: getattr(line, name) for name in ("competency", "count", "lessons", "types", "difficulties")}
        | {"essential": line.essential or None}
        for line in blueprint.read(quiz.blueprint)
    ]
    kwargs = {"of": edit_quiz.about(quiz), "items": items}
    return QuizForm(quiz, data), LineForms(data, prefix="baris", initial=initial, form_kwargs=kwargs)


def _typed(lines: Any) -> list[Line]:
    """The lines that were filled in; of a valid form."""
    return [form.line for form in lines if form.line is not None]


def _asked(quiz: Quiz, lines: Any) -> list[Line] | None:
    """What would be drawn by what stands on the screen; None: something in it cannot be read."""
    if not lines.is_bound or quiz.pair_id is not None:
        return quiz.lines
    if not lines.is_valid():
        return None
    if quiz.kind == Quiz.Kind.MODULE and not _typed(lines):
        return [Line(edit_quiz.about(quiz)[0], settings.MODULE_QUIZ_ITEMS)]
    return _typed(lines)


def _saved(request: HttpRequest, quiz: Quiz, form: QuizForm, lines: Any) -> bool:
    kept = _typed(lines) if lines.is_valid() else []
    try:
        found = edit_quiz.save(quiz, form.cleaned_data, kept, by=request.user, now=timezone.now())
    except UserError as error:
        form.add_error(None, str(error))
        quiz.refresh_from_db()
        return False
    messages.success(request, _("Cek tersimpan. Lembar yang sudah dibagikan tetap seperti adanya."))
    for finding in found:
        messages.warning(request, finding.sentence)
    return True


def _counted(quiz: Quiz, lines: Any, asked: list[Line], found: list[Finding], items: Sequence[Item]) -> list[Any]:
    """Each line's form with what the bank holds for it and what there is to say; None for an empty line."""
    typed = [form.line for form in lines] if lines.is_bound and lines.is_valid() else []
    told, rest = [], iter(enumerate(asked))
    for at, form in enumerate(lines):
        number, line = next(rest, (0, None)) if not any(typed) or typed[at] else (0, None)
        if line is None:
            told.append((form, None))
            continue
        counts = {"have": blueprint.room(line.pool(items)), "wish": line.count * quiz.pool_times}
        told.append((form, {**counts, "findings": [one for one in found if one.line == number]}))
    return told


def _said(question: Question) -> list[str]:
    lines = outline(fields_of(question.type), question.current.content)
    return [line.text for line in lines if not line.why]


class QuizzesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return menu.holds(request, *menu.TEACHING, Kind.ADMIN)


def menu_item() -> MenuItem:
    return QuizzesItem(gettext_lazy("Cek kemampuan"), reverse("quizzes"), name="cek", icon_name="list-ol", order=211)


urls = [
    path("cek/", index, name="quizzes"),
    path("cek/baru/", new, name="quiz-new"),
    path("cek/<slug:key>/", edit, name="quiz-edit"),
    path("cek/<slug:key>/contoh/", sample, name="quiz-sample"),
]
