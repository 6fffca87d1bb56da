"""The pages of one item in ``/cms/``: what it says and said, writing it, reading it, and bringing it into use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from assessments import authoring, bank_lists, bank_rights
from assessments.cms.bank_index import kind_name, kinds, stem
from assessments.cms.item_form import ItemForm
from assessments.models import Question
from assessments.types import TYPES, fields_of
from assessments.types.fields import Line, given, outline
from lms.areas.errors import UserError
from modules.facts import UnknownFact, in_force
from modules.models import Competency
from modules.rules import digest

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Pair:
    """One text of an item in two versions; None: it is not in that one."""

    old: Line | None
    new: Line | None

    @property
    def label(self) -> str:
        line = self.new or self.old
        return _(line.label) if line else ""

    @property
    def changed(self) -> bool:
        """Other words, or no longer right (or wrong)."""
        return self._of(self.old) != self._of(self.new)

    @staticmethod
    def _of(line: Line | None) -> tuple[str, bool] | None:
        return (line.text, line.right) if line else None


class MarksForm(forms.Form):
    """What is said of an item beside its words. The lesson says which competency it tests."""

    lesson = forms.ChoiceField(label=gettext_lazy("Pelajaran yang diuji"))
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Kesulitan"), choices=Question.Difficulty.choices, initial=Question.Difficulty.MEDIUM
    )
    essential = forms.BooleanField(
        label=gettext_lazy("Wajib benar"),
        required=False,
        help_text=gettext_lazy("Hanya untuk yang menyangkut nyawa, seperti tanda bahaya."),
    )

    def __init__(self, *args: Any, here: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(one.value, one.name) for one in bank_lists.lessons()]
        if here and here not in dict(options):  # a lesson that is gone: the item may stay with it
            options.insert(0, (here, here.partition(":")[2]))
        self.fields["lesson"].choices = [("", "---------"), *options]  # type: ignore[attr-defined]

    @property
    def marks(self) -> authoring.Marks:
        competency, _colon, lesson = self.cleaned_data["lesson"].partition(":")
        told = self.cleaned_data
        return authoring.Marks(
            Competency.objects.get(pk=competency), lesson, told["difficulty"], essential=told["essential"]
        )


class UseForm(MarksForm):
    """Of a new item also what it is for: that never changes, as the key of practice travels with it."""

    use = forms.ChoiceField(
        label=gettext_lazy("Dipakai untuk"),
        choices=Question.Use.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Tidak dapat diganti kemudian: kunci soal latihan ikut dikirim ke HP."),
    )
    field_order = ["use", "lesson"]


@require_safe
def look(request: HttpRequest, key: str) -> HttpResponse:
    """What the item says, who could draw it, who was given it, what was found confusing, and all its past."""
    question, today = _item(request, key), timezone.localdate()
    draft = authoring.draft_of(question)
    words, seen, problems = _words(question)
    given_to = bank_lists.given(question)
    flags = bank_lists.flags(question)
    steps = list(bank_lists.steps(question)[:50])
    context = {
        "question": question,
        "kind": kind_name(question.type),
        "draft": draft,
        "lesson": next((one for one in bank_lists.lessons() if _tests(question, one)), None),
        "seen": seen,
        "problems": problems,
        "lines": compare(question, question.current.content if question.current else {}, words),
        "replaced": [] if draft else authoring.replaced_pictures(question),
        "read": _is_read(question, steps),
        "returned": _returned(steps),
        "quizzes": bank_lists.drawers(question),
        "versions": [
            (row, given_to.get(row.pk, bank_lists.Given()), flags.get(row.pk, []))
            for row in question.versions.order_by("-number")
        ],
        "flags": flags.get(question.current_id or 0, []),
        "steps": steps,
        "may_write": bank_rights.may_write(request.user, on=today),
        "may_review": bank_rights.may_review(request.user, on=today),
        "own": bool(draft and draft.written_by_id == request.user.pk),
    }
    return page(request, "bank_item.html", stem(question) or key, subtitle=key, **context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str = "") -> HttpResponse:
    """The types to choose from; then a new item of one of them."""
    _author(request)
    if not kind:
        return page(request, "bank_kinds.html", _("Soal baru"), kinds=kinds())
    if kind not in TYPES:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    marks = UseForm(posted)
    item = ItemForm(kind, use=request.POST.get("use", ""), content={}, posted=posted)

    def save() -> tuple[Question, bool]:
        use, written = marks.cleaned_data["use"], given(fields_of(kind), item.content)
        return authoring.create(kind, use, marks.marks, written, by=request.user, now=timezone.now()), True

    return _form(request, _("Soal baru"), kind_name(kind), marks, item, save)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other words, or other marks."""
    _author(request)
    question = _item(request, key)
    posted, here = request.POST if request.method == "POST" else None, f"{question.competency_id}:{question.lesson_key}"
    begin = {"lesson": here, "difficulty": question.difficulty, "essential": question.essential}
    marks = MarksForm(posted, initial=begin, here=here)
    item = ItemForm(question.type, use=question.use, content=authoring.text_of(question), posted=posted)

    def save() -> tuple[Question, bool]:
        written, base = given(fields_of(question.type), item.content), request.POST.get("base", "")
        told = {"base": base, "by": request.user, "now": timezone.now()}
        return question, authoring.write(question, marks.marks, written, **told)

    return _form(request, _("Ubah soal"), key, marks, item, save, question)


@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """One step of the item's way, as the button says."""
    question, now = _item(request, key), timezone.now()
    told: dict[str, Any] = {"by": request.user, "now": now}
    note, seen = request.POST.get("catatan", "")[:LONGEST_NOTE], request.POST.get("seen", "")
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "setuju": (lambda: authoring.review(question, seen=seen, **told), _("Tercatat sudah ditelaah.")),
        "kembali": (lambda: authoring.send_back(question, note=note, **told), _("Dikembalikan kepada penyusun.")),
        "pakai": (lambda: authoring.activate(question, **told), _("Soal ini dipakai mulai sekarang.")),
        "buang": (lambda: authoring.drop_draft(question, **told), _("Rancangan dibuang. Soal tetap seperti adanya.")),
        "istirahat": (lambda: authoring.rest(question, **told), _("Soal ini diistirahatkan.")),
        "gambar": (lambda: authoring.renew(question, **told), _("Rancangan dengan gambar sekarang menunggu nakes.")),
        "buka": (lambda: authoring.revive(question, **told), _("Soal ini kembali menjadi rancangan.")),
    }
    if request.POST.get("act") not in acts:
        raise Http404
    do, said = acts[request.POST["act"]]
    try:
        do()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("bank-item", key)


@require_safe
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """Two versions side by side (``?dari=1&ke=2``)."""
    question = _item(request, key)
    rows = {row.number: row for row in question.versions.order_by("number")}
    if len(rows) < 2:
        raise Http404
    latest = max(rows)
    after = rows.get(_number(request.GET.get("ke"), latest)) or rows[latest]
    before = rows.get(_number(request.GET.get("dari"), after.number - 1)) or rows[min(rows)]
    context = {
        "question": question,
        "rows": rows.values(),
        "before": before,
        "after": after,
        "lines": compare(question, before.content, after.content),
    }
    return page(request, "bank_versions.html", _("Versi berdampingan"), subtitle=key, item_of=question, **context)


def _form(
    request: HttpRequest,
    title: str,
    subtitle: str,
    marks: MarksForm,
    item: ItemForm,
    save: Callable[[], tuple[Question, bool]],
    question: Question | None = None,
) -> HttpResponse:
    problem = ""
    if request.method == "POST" and not item.arranging and _is_whole(item, marks):
        try:
            made, other = save()
        except UserError as error:
            problem = str(error)
        else:
            draft = _("Tersimpan sebagai rancangan; nakes membacanya dulu.")
            messages.success(request, draft if other else _("Tersimpan. Kata-katanya tidak berubah."))
            return redirect("bank-item", made.key)
    context = {
        "marks": marks,
        "item": item,
        "boxes": item.boxes(),
        "problem": problem,
        "question": question,
        "base": request.POST.get("base") or (authoring.base_of(question) if question else ""),
        "tried": request.method == "POST" and not item.arranging,
    }
    return page(request, "bank_form.html", title, subtitle=subtitle, item_of=question, **context)


def _is_whole(item: ItemForm, marks: MarksForm) -> bool:
    """Is every field right, and the item as a whole? What is not, is told beside it."""
    facts, marked = in_force(), marks.is_valid()
    if not item.check(facts):
        return False
    topic = marks.marks.competency if marked else None
    written = given(fields_of(item.kind), item.content)
    return item.blame(authoring.problems(item.kind, item.use, written, facts, topic)) and marked


def _words(question: Question) -> tuple[Mapping[str, Any], str, list[str]]:
    """What there is to read, facts written out, its digest, and what is amiss in it."""
    draft, facts = authoring.draft_of(question), in_force()
    if draft is None and question.current:
        return question.current.content, question.current.sha256, []
    written = authoring.text_of(question)
    try:
        words = authoring.said(written, facts)
    except UnknownFact as error:
        return written, "", [str(error)]
    return (
        words,
        digest(words),
        authoring.problems(question.type, question.use, written, facts, question.competency) if written else [],
    )


def compare(question: Question, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Pair]:
    """Every text of either, as it was and as it is."""
    fields = fields_of(question.type)
    was, will = ({line.path: line for line in outline(fields, content)} for content in (before, after))
    paths = [*will, *(path for path in was if path not in will)]
    return [Pair(was.get(path), will.get(path)) for path in paths]


def _tests(question: Question, lesson: bank_lists.Lesson) -> bool:
    return (lesson.competency_id, lesson.key) == (question.competency_id, question.lesson_key)


def _is_read(question: Question, steps: Any) -> bool:
    current = question.current.sha256 if question.current else None
    return any(step.sha256 == current and step.act in bank_lists.READ for step in steps)


def _returned(steps: Any) -> str:
    """What the nakes asked for, as long as nobody has written since."""
    latest = next((step for step in steps if step.act in ("written", "reviewed", "returned", "activated")), None)
    return latest.note if latest and latest.act == "returned" else ""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


def _item(request: HttpRequest, key: str) -> Question:
    if not bank_rights.may_see(request.user, on=timezone.localdate()):
        raise Http404
    people = ("draft__written_by__person", "draft__reviewed_by__person")
    rows = Question.objects.select_related("competency__group", "current", *people)
    return get_object_or_404(rows, key=key)


def _author(request: HttpRequest) -> None:
    if not bank_rights.may_write(request.user, on=timezone.localdate()):
        raise Http404


def page(request: HttpRequest, template: str, title: str, *, subtitle: str = "", **context: Any) -> HttpResponse:
    """A page of the bank with its way back."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
        {"url": reverse("bank"), "label": _("Bank soal")},
    ]
    item = context.get("item_of")
    if item:
        crumbs.append({"url": reverse("bank-item", args=[item.key]), "label": item.key})
    crumbs.append({"url": "", "label": subtitle or title})
    named = {"page_title": title, "header_title": title, "page_subtitle": subtitle, "header_icon": "help"}
    return render(request, f"cms/{template}", named | {"breadcrumbs_items": crumbs} | context)
