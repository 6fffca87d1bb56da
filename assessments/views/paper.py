"""``/nilai/kertas/``: forms A and B to print, and the grid into which the answers are typed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import aloud, paper, paper_grid, paper_sheet
from assessments.forms import GridForm, PaperForForm
from assessments.models import PaperForm
from assessments.paper_grid import Row
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Puskesmas
from lms.people import audit
from lms.people.audit import Act
from lms.people.scope import Action, may, rows

PAGE = 20
ALL = "semua"  # rows without a blank; one with blanks is handed in by its own button


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def paper_list(request: HttpRequest) -> HttpResponse:
    """What was printed for the puskesmas in reach, and a new pair."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not may(request.user, Action.ASSESS, on=today):
        raise Http404
    places = rows(request.user, Action.ASSESS, Puskesmas.objects.filter(closed_on=None), on=today).order_by("name")
    form = PaperForForm(aloud.quizzes(), places, request.POST or None)
    if form.is_valid():
        try:
            made = paper.make(**form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("Lembar A dan B siap dicetak."))
            return redirect("paper", made[0].uuid)
        except UserError as error:
            form.add_error(None, str(error))
    page = Paginator(paper.visible(request.user, on=today), PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/papers.html", {"page": page, "form": form}, status=409 if form.errors else 200)


@require_safe
@login_required
@never_cache
def paper_pdf(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Questions, answer sheet or key. Taking the key is told."""
    now = timezone.now()
    form = _form(request, uuid, now)
    if kind not in paper_sheet.KINDS:
        raise Http404
    if kind == "kunci":
        audit.record(Act.PAPER_KEY, by=request.user, now=now, puskesmas=form.puskesmas, detail={"quiz": form.quiz.key})
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{form.letter.lower()}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(paper_sheet.pdf(form, kind), content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def paper_grid_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The papers of one form to print, and the grid. Rows are handed in one by one, or all that are full."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = _form(request, uuid, now)
    search = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    page = paper_grid.kader(form, request.user, search=search, page=_page(request), on=today)
    lines = paper_grid.rows(form, page.object_list, request.POST.dict(), on=today)
    top = GridForm(request.POST if "simpan" in request.POST else None, initial={"day": today})
    if top.is_valid():
        _save(request, form, lines, top.cleaned_data["day"], now)
    return _show(request, form, page, lines, top, search)


def _save(request: HttpRequest, form: PaperForm, lines: list[Row], day: date, now: datetime) -> None:
    chosen = request.POST["simpan"]
    wanted = [
        row for row in lines if (row.is_full if chosen == ALL else row.is_begun and chosen == str(row.kader.uuid))
    ]
    done = paper_grid.hand_in(form, wanted, day=day, by=request.user, now=now)
    if done:
        told = ngettext("%(n)s baris disimpan.", "%(n)s baris disimpan.", done)
        messages.success(request, told % {"n": angka(done)})
    if done < len(wanted):
        messages.warning(request, _("Sebagian belum disimpan. Periksa baris yang bertanda; isinya tetap ada."))
    if not wanted:
        messages.warning(request, _("Belum ada yang disimpan. Isi barisnya, lalu tekan Simpan di baris itu."))


def _show(
    request: HttpRequest, form: PaperForm, page: Page, lines: list[Row], top: GridForm, search: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "paper": form,
        "page": page,
        "rows": lines,
        "cells": paper.cells(paper.items(form)),
        "form": top,
        "search": search,
        "twin": paper.twin(form),
    }
    return render(request, "assessments/paper.html", context)


def _page(request: HttpRequest) -> str:
    return request.POST.get("page") or request.GET.get("page", "1")


def _form(request: HttpRequest, uuid: UUID, now: datetime) -> PaperForm:
    found: PaperForm = get_object_or_404(paper.visible(request.user, on=timezone.localdate(now)), uuid=uuid)
    return found
