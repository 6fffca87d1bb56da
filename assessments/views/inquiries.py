"""Questions to the puskesmas about sheets: read, and answered with a note."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import inquiries, marks, results
from assessments.models import Attempt
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.scope import Action

PAGE = 50


@require_safe
@login_required
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """What is asked about sheets of her people."""
    today = timezone.localdate()
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    page = Paginator(inquiries.of(request.user, on=today), PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/inquiries.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One of them, and the note."""
    now = timezone.now()
    found = get_object_or_404(inquiries.of(request.user, on=timezone.localdate(now)), uuid=uuid)
    note, problem = request.POST.get("catatan", ""), ""
    if request.method == "POST":
        try:
            inquiries.answer(found, note, by=request.user, now=now)
            messages.success(request, _("Tercatat. Nilai kedua pihak tidak berubah."))
            return redirect("inquiries")
        except UserError as error:
            problem = str(error)
    sheets = [_sheet(attempt) for attempt in (found.attempt, found.other) if attempt]
    context = {"inquiry": found, "sheets": sheets, "said": inquiries.said(found), "note": note, "problem": problem}
    return render(request, "assessments/inquiry.html", context, status=409 if problem else 200)


def _sheet(attempt: Attempt) -> dict[str, Any]:
    """One of the sheets with what it earns now: a regrade may have followed."""
    earned = marks.of(attempt)
    return {"attempt": attempt, "score": results.score(earned.score_percent), "regraded_at": earned.regraded_at}
