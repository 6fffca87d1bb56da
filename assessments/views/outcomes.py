"""``/kegiatan/<uuid>/nilai/tabel/``: outcomes of forms on paper, typed in with the keyboard alone."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import event_looks, outcome_grid, queue
from assessments.forms import OutcomesForm
from assessments.models import TrainingEvent
from assessments.outcome_grid import Columns, Row
from assessments.rules import local_day
from assessments.views.stations import event_or_404
from lms.areas.format import angka
from lms.people.models import Kader

ALL = "semua"


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def table(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The grid. A row is kept when it is left (script), by its own button, or with all that changed."""
    now = timezone.now()
    event = event_or_404(request, uuid, now)
    today, asked = local_day(now, event.kab.time_zone), outcome_grid.columns(event)
    number = request.POST.get("page") or request.GET.get("page", "1")
    page = outcome_grid.page(event, request.user, number=number, on=today)
    shown = _named(request, event, today) if "sebaris" in request.POST else list(page.object_list)
    rows = outcome_grid.rows(event, shown, asked, request.POST.dict(), on=today)
    top = OutcomesForm(request.POST if "simpan" in request.POST else None, initial=_initial(event, now))
    if top.is_valid():
        _keep(request, event, rows, asked, top, now)
    if "sebaris" in request.POST:
        return _one(request, rows, top)
    event_looks.note(event, "tabel", len(rows), by=request.user, now=now)
    context = {"event": event, "page": page, "rows": rows, "cells": asked.cells, "asked": asked, "form": top}
    return render(request, "assessments/day/table.html", context)


def _keep(
    request: HttpRequest, event: TrainingEvent, rows: list[Row], asked: Columns, top: OutcomesForm, now: datetime
) -> None:
    chosen = request.POST["simpan"]
    wanted = [row for row in rows if row.is_changed and chosen in (ALL, str(row.line.kader.uuid))]
    done = outcome_grid.keep(event, wanted, asked, **top.cleaned_data, by=request.user, now=now)
    if "sebaris" in request.POST:
        return
    if done:
        told = ngettext("%(n)s baris disimpan.", "%(n)s baris disimpan.", done)
        messages.success(request, told % {"n": angka(done)})
    if done < len(wanted):
        messages.warning(request, _("Sebagian belum disimpan. Periksa baris yang bertanda; isinya tetap ada."))


def _named(request: HttpRequest, event: TrainingEvent, on: date) -> list[Kader]:
    """The kader whose row it is, on whatever page she stands by now."""
    try:
        return list(queue.people(event, request.user, on=on).filter(uuid=UUID(request.POST["simpan"])))
    except (KeyError, ValueError):
        return []


def _one(request: HttpRequest, rows: list[Row], top: OutcomesForm) -> JsonResponse:
    """What the script is told of the row it sent: kept letter by letter, or why not."""
    row = next(iter(rows), None)
    problems = [str(one) for found in top.errors.values() for one in found]
    if row is None:
        problems += [_("Belum tersimpan: kader ini tidak lagi di kegiatan ini, atau bukan yang Ibu/Bapak nilai.")]
    else:
        problems += [row.problem] if row.problem else []
        problems += [f"{box.cell.label} · {box.problem}" for box in row.boxes if box.problem]
    return JsonResponse({"kept": not problems, "problem": " ".join(problems)}, status=409 if problems else 200)


def _initial(event: TrainingEvent, now: datetime) -> dict[str, object]:
    """The day of the event that is today, or the last one of it."""
    last = event.ends_before - timedelta(days=1)
    return {"day": min(max(local_day(now, event.kab.time_zone), event.starts_on), last)}
