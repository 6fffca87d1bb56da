"""*Nilai ulang*: sheets that showed a version whose key was corrected, or that no key can mend; what marking them anew
would change; the act."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from assessments import regrade, regrade_effect, tasks
from assessments.forms import NoteForm
from assessments.models import Question, QuestionVersion, Regrade
from assessments.types import fields_of
from assessments.types.fields import outline
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action

PAGE = 25


def may_look(user: User, now: datetime) -> bool:
    """National authors and nakes; a nakes decides."""
    today = timezone.localdate(now)
    return any(scope.may_nationwide(user, action, on=today) for action in (Action.AUTHOR, Action.REVIEW))


@require_safe
def regrades(request: HttpRequest) -> HttpResponse:
    """Versions that stand on answered sheets beside a newer one; below, what was decided."""
    if not may_look(request.user, timezone.now()):
        raise Http404
    page = Paginator(regrade_effect.candidates(), PAGE).get_page(request.GET.get("p"))
    done = Regrade.objects.select_related("old__question", "new", "by__person").order_by("-pk")[:PAGE]
    context = {"page": page, "acts": [(act, regrade.due(act).count()) for act in done], **_frame(_("Nilai ulang"))}
    return render(request, "cms/regrades.html", context)


@require_http_methods(["GET", "POST"])
def regrade_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Both keys, what would change, and the act."""
    _refuse(request)
    old = get_object_or_404(regrade_effect.candidates(), pk=pk)
    new, posted = old.question.current, _number(request.POST.get("kunci", ""))
    meant = (old.question.versions.filter(pk=posted).first() or old) if posted else new
    context = {
        **_frame(_("Nilai ulang: %(key)s") % {"key": old.question.key}),
        "new": _lines(new, old),
        "fits": regrade.fits(old, new),
    }
    return _act(request, "cms/regrade.html", old, new, meant, context)


@require_http_methods(["GET", "POST"])
def strike_one(request: HttpRequest, pk: int) -> HttpResponse:
    """A version that no key can mend: what leaving it out would change, and the act; or taking that back."""
    _refuse(request)
    old = get_object_or_404(regrade_effect.answered(), pk=pk)
    struck = regrade.is_struck(old)
    new = old if struck else None
    context = {
        **_frame(_("Coret dari penilaian: %(key)s") % {"key": old.question.key}),
        "struck": struck,
        "rests": old.pk == old.question.current_id and old.question.status == Question.Status.ACTIVE,
        "fits": True,
    }
    return _act(request, "cms/strike.html", old, new, new, context)


def _refuse(request: HttpRequest) -> None:
    """Who may look comes in; only a nakes of the nation sends a form."""
    now = timezone.now()
    if not may_look(request.user, now) or (request.method == "POST" and not _may_decide(request.user, now)):
        raise Http404


def _may_decide(user: User, now: datetime) -> bool:
    return scope.may_nationwide(user, Action.REVIEW, on=timezone.localdate(now))


def _act(
    request: HttpRequest,
    template: str,
    old: QuestionVersion,
    new: QuestionVersion | None,
    meant: QuestionVersion | None,
    context: dict[str, Any],
) -> HttpResponse:
    """The page of an act; ``new``: what it offers, ``meant``: what the form that came was about."""
    now = timezone.now()
    if request.method == "POST" and request.POST.get("act") == "hitung":
        row = regrade_effect.ask(old, new, now=now)
        transaction.on_commit(lambda: tasks.reckon_regrade.delay(row.pk), robust=True)
        return redirect(request.path)
    form = NoteForm(request.POST or None)
    if form.is_valid() and _decide(request, old, meant, form, now):
        return redirect("regrades")
    context |= {
        "version": old,
        "old": _lines(old, old),
        "effect": regrade_effect.of(old, new) if context["fits"] else None,
        "most": regrade_effect.MOST,
        "seen": new.pk if new else "",
        "may_decide": _may_decide(request.user, now),
        "form": form,
    }
    return render(request, template, context, status=409 if form.errors else 200)


def _decide(
    request: HttpRequest, old: QuestionVersion, new: QuestionVersion | None, form: NoteForm, now: datetime
) -> bool:
    try:
        act = regrade.decide(old, new, reason=form.cleaned_data["note"], by=request.user, now=now)
    except UserError as error:
        form.add_error("note", str(error))
        return False
    # Robust: what a missing worker leaves is found by the sweep.
    transaction.on_commit(lambda: tasks.carry_out_regrade.delay(act.pk), robust=True)
    messages.success(request, _("Dicatat. Lembar yang sudah masuk sedang dinilai ulang."))
    return True


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _lines(version: QuestionVersion, other: QuestionVersion) -> list[dict[str, Any]]:
    """What a version says, line by line; marked where the other one says it otherwise."""
    fields = fields_of(version.question.type)
    known = set(outline(fields, other.content))
    return [{"line": line, "changed": line not in known} for line in outline(fields, version.content)]


def _frame(title: str) -> dict[str, Any]:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Beranda")}]
    if title != _("Nilai ulang"):
        crumbs.append({"url": reverse("regrades"), "label": _("Nilai ulang")})
    crumbs.append({"url": "", "label": title})
    return {"page_title": title, "header_title": title, "header_icon": "redirect", "breadcrumbs_items": crumbs}


class RegradesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user, timezone.now())


def menu_item() -> MenuItem:
    return RegradesItem(
        gettext_lazy("Nilai ulang"), reverse("regrades"), name="nilai-ulang", icon_name="redirect", order=50
    )


urls = [
    path("nilai-ulang/", regrades, name="regrades"),
    path("nilai-ulang/<int:pk>/", regrade_one, name="regrade"),
    path("nilai-ulang/<int:pk>/coret/", strike_one, name="strike"),
]
