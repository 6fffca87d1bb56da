"""``/kelola/roster/``: a list is uploaded, its plan looked at and decided, applied, and perhaps undone."""

import logging
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from lms.areas.errors import UserError
from lms.areas.sheets.writing import MEDIA_TYPE
from lms.people import scope
from lms.people.audit import Act
from lms.people.models import RosterRun
from lms.people.roster import apply, choices, decide, runs, screen, sheet, tally, undo
from lms.people.roster.forms import ColumnsForm, UploadForm
from lms.people.scope import Action
from lms.people.tasks import work_on_roster

logger = logging.getLogger(__name__)
UNDER_WAY = (RosterRun.State.READING, RosterRun.State.APPLYING, RosterRun.State.UNDOING)
REFRESH = "3"  # seconds


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """Upload a list, and the lists that were uploaded within reach."""
    now = timezone.now()
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=timezone.localdate(now)):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(request.user, *sent, on=timezone.localdate(now))
    if sent and form.is_valid():
        try:
            return _take_in(request, form, now)
        except UserError as error:
            form.add_error("file", str(error))
    page = screen.runs_of(_reachable(request, now), request.GET.get("page", "1"))
    return render(request, "people/roster.html", {"form": form, "page": page})


@login_required
@never_cache
@require_safe
def run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One run: how far it is, or its rows by outcome."""
    now = timezone.now()
    found = _run(request, uuid, now)
    if found.state in UNDER_WAY:
        waiting = render(request, "people/roster_wait.html", {"run": found})
        waiting["Refresh"] = REFRESH
        return waiting
    if request.method == "GET" and found.purged_at is None:
        _note_look(request, found, now)
    return render(request, "people/roster_run.html", _context(request, found, now))


@login_required
@never_cache
@require_POST
def run_decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was chosen for the rows of one page."""
    now = timezone.now()
    found = _run(request, uuid, now)
    try:
        said, left = _chosen(request)
        said = screen.rest(found, request.POST, on=timezone.localdate(now)) | said
        count = decide.decide(found, said, left=left, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
    else:
        if count:
            messages.success(request, _("%(count)s baris diputuskan.") % {"count": count})
        else:
            messages.warning(request, _("Belum ada yang dipilih, jadi tidak ada yang berubah."))
    return _back(request, found)


@login_required
@never_cache
@require_POST
def run_apply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Apply what is planned and decided."""
    return _start(request, uuid, apply)


@login_required
@never_cache
@require_POST
def run_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back what was applied."""
    return _start(request, uuid, undo)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def run_columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How the columns were read, to be corrected; the file is then read again."""
    now = timezone.now()
    found = _run(request, uuid, now)
    form = ColumnsForm(found.mapping, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            runs.remap(found, form.mapping(), by=request.user, now=now)
        except UserError as error:
            messages.error(request, str(error))
        else:
            _wake(found)
            return redirect("roster-run", found.uuid)
    return render(request, "people/roster_columns.html", {"run": found, "form": form})


@login_required
@never_cache
@require_safe
def run_plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan as a spreadsheet."""
    now = timezone.now()
    found = _run(request, uuid, now)
    if found.purged_at is not None or found.state in UNDER_WAY:
        raise Http404
    _note_look(request, found, now, act=Act.LIST_EXPORTED)
    name = f"rencana-{timezone.localdate(found.made_at):%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(sheet.plan_as_workbook(found, now=now), content_type=MEDIA_TYPE, headers=headers)


def _reachable(request: HttpRequest, now: datetime) -> Any:
    return scope.rows(request.user, Action.MANAGE_PEOPLE, RosterRun.objects.all(), on=timezone.localdate(now))


def _run(request: HttpRequest, uuid: UUID, now: datetime) -> RosterRun:
    rows = RosterRun.objects.select_related("area", "puskesmas", "by__person")
    return scope.get_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=timezone.localdate(now), uuid=uuid)


def _take_in(request: HttpRequest, form: UploadForm, now: datetime) -> HttpResponse:
    file = form.cleaned_data["file"]
    made = runs.take_in(file.read(), file.name, reach=form.cleaned_data["reach"], by=request.user, now=now)
    _wake(made)
    return redirect("roster-run", made.uuid)


def _wake(found: RosterRun) -> None:
    """Tell a worker. If the queue is away, the sweeper finds the run."""
    try:
        work_on_roster.apply_async([found.pk], retry=False)
    except (OperationalError, OSError):
        logger.warning("roster run %s waits for the sweeper: no broker", found.pk)


def _start(request: HttpRequest, uuid: UUID, verb: Any) -> HttpResponse:
    now = timezone.now()
    found = _run(request, uuid, now)
    try:
        verb.start(found, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
    else:
        _wake(found)
    return redirect("roster-run", found.uuid)


def _context(request: HttpRequest, found: RosterRun, now: datetime) -> dict[str, Any]:
    tabs = screen.tabs(found)
    known = {key for key, _text, _count in tabs}
    outcome = request.GET.get("hasil", "")
    outcome = outcome if outcome in known else tabs[0][0] if tabs else ""
    is_open = found.state in decide.OPEN and found.purged_at is None
    page, lines = screen.page_of(
        found, outcome, request.GET.get("page", "1"), on=timezone.localdate(now), is_open=is_open
    )
    until = undo.until(found)
    return {
        "run": found,
        "tabs": tabs,
        "outcome": outcome,
        "page": page,
        "lines": lines,
        "has_options": any(line.options for line in lines),
        "waiting": tally.waiting(found) if is_open else 0,
        "undo_until": until if until and now <= until else None,
        "has_unread_nik": "nik" in found.mapping.values() and not found.with_nik,
        "kept": found.rows.exclude(kept_because="").count(),
    }


def _chosen(request: HttpRequest) -> tuple[dict[int, choices.Choice], dict[int, date]]:
    """Choice and day by row, from fields such as ``baris-12`` and ``tanggal-12``."""
    said: dict[int, choices.Choice] = {}
    left: dict[int, date] = {}
    for name, value in request.POST.items():
        kind, _dash, line = name.partition("-")
        if line.isdecimal() and len(line) < 9 and value:
            if kind == "baris":
                said[int(line)] = choices.Choice.parse(value)
            elif kind == "tanggal" and (day := choices.day_in(value)):
                left[int(line)] = day
    return said, left


def _back(request: HttpRequest, found: RosterRun) -> HttpResponse:
    outcome = request.POST.get("hasil", "")
    query = f"?hasil={outcome}" if outcome in screen.OUTCOMES and found.rows.filter(outcome=outcome).exists() else ""
    return redirect(f"{found.get_absolute_url()}{query}")


def _note_look(request: HttpRequest, found: RosterRun, now: datetime, act: Act = Act.LIST_SEEN) -> None:
    runs.note(act, found, by=request.user, now=now, count=sum(found.counts.values()))
