"""New versions of questions whose facts have changed: old and new side by side, taken or dropped by a nakes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from assessments import bank_lists, bank_rights, proposals
from assessments.models import Question, QuestionProposal
from assessments.types import fields_of
from assessments.types.fields import Line, outline
from lms.areas.format import angka
from lms.people import scope
from lms.people.scope import Action

PAGE = 25


@dataclass(frozen=True)
class Part:
    """One text of an item as it is ("" where it is not there) and as it would be."""

    old: str
    line: Line

    @property
    def changed(self) -> bool:
        return self.old != self.line.text


@dataclass(frozen=True)
class Row:
    proposal: QuestionProposal
    parts: list[Part]

    @property
    def seen(self) -> str:
        """What a form says of it: which, and what of it was read."""
        return f"{self.proposal.pk}:{self.proposal.sha256}"

    @property
    def problems(self) -> list[str]:
        return proposals.problems(self.proposal)


def parts(proposal: QuestionProposal) -> list[Part]:
    """Everything the item says, as it is and as it would be."""
    question = proposal.question
    fields = fields_of(question.type)
    was = {line.path: line.text for line in outline(fields, question.current.content if question.current else {})}
    return [Part(was.get(line.path, ""), line) for line in outline(fields, proposal.content)]


@require_http_methods(["GET", "POST"])
def question_proposals(request: HttpRequest) -> HttpResponse:
    """What waits; a nakes ticks what she has read and takes or drops it. Authors look on."""
    today = timezone.localdate()
    may = scope.may_nationwide(request.user, Action.REVIEW, on=today)
    if not may and (request.method == "POST" or not scope.may(request.user, Action.AUTHOR, on=today)):
        raise Http404
    if request.method == "POST":
        _decide(request)
        return redirect("question-proposals")
    page = Paginator(proposals.waiting(), PAGE).get_page(request.GET.get("p"))
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
        {"url": "", "label": _("Usulan versi soal")},
    ]
    context = {
        "page_title": _("Usulan versi soal"),
        "header_title": _("Usulan versi soal"),
        "header_icon": "help",
        "breadcrumbs_items": crumbs,
        "page": page,
        "rows": [Row(row, parts(row)) for row in page],
        "may_decide": may,
    }
    return render(request, "cms/question_proposals.html", context)


def _decide(request: HttpRequest) -> None:
    accepted, seen = "terima" in request.POST, list(_seen(request.POST.getlist("pilih")))
    done = proposals.decide(seen, accepted=accepted, by=request.user, now=timezone.now())
    if done:
        taken = ngettext("%(n)s soal memakai versi baru.", "%(n)s soal memakai versi baru.", done)
        dropped = ngettext("%(n)s soal diistirahatkan.", "%(n)s soal diistirahatkan.", done)
        messages.success(request, (taken if accepted else dropped) % {"n": angka(done)})
    if done < len(seen):
        messages.warning(request, _("Sebagian sudah berubah atau belum dapat diterima. Baca lagi yang tersisa."))
    if not seen:
        messages.warning(request, _("Belum ada yang dipilih. Beri tanda pada soal yang sudah dibaca."))


def _seen(values: Iterable[str]) -> Iterable[tuple[int, str]]:
    for value in values:
        pk, _colon, sha256 = value.partition(":")
        if pk.isdecimal() and len(pk) < 19:
            yield int(pk), sha256


class QuestionPanel(Component):
    """On the first page: how many items wait. Nothing where none does."""

    name = "question-proposals"
    template_name = "cms/question_panel.html"
    order = 125

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        reviews = bank_rights.may_review(request.user, on=timezone.localdate())
        to_review = bank_lists.to_review(Question.objects.all()).count() if reviews else 0
        return {"waiting": proposals.waiting().count(), "to_review": to_review}
