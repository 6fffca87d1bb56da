"""``/kegiatan/<uuid>/hadir/``: one list a day or session, ticked off; the scanner; the correction of one entry."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import attend, day_presence, event_guests, event_looks, event_pages, event_presence, event_rights
from assessments.event_forms import ReasonForm
from assessments.event_presence import Part
from assessments.models import Attendance, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.people import devices


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def hadir(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list of one day or session. Ticking again, or sending twice, changes nothing."""
    now = timezone.now()
    event = get_object_or_404(event_rights.open_to(request.user, on=timezone.localdate(now)), uuid=uuid)
    today = local_day(now, event.kab.time_zone)
    part = event_presence.part(event, request.GET, today=today)
    if request.POST.getlist("kader"):
        return _enter(request, event, part, now)
    search = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    lines = event_presence.lines(event, request.user, part)
    context: dict[str, Any] = {
        "event": event,
        "part": part,
        "ways": event_pages.parts(event, part),
        "lines": lines,
        "there": sum(line.is_there for line in lines),
        "ticked": "semua" in request.GET,
        "search": search,
        "found": event_presence.found(event, request.user, search, on=part.day),
        "sheet": Attendance.Way.SHEET,
        "early": part.day > today,
        "scans": event.status != TrainingEvent.Status.CALLED_OFF,
    }
    event_looks.note(event, "hadir", len(lines) + len(context["found"]), by=request.user, now=now)
    return render(request, "assessments/event_attendance.html", context)


@require_safe
@login_required
@never_cache
def scan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The scanner of the cards, while its page is open also without a signal. Without a device nothing could seal; of
    an event that was called off nothing would be entered.
    """
    now = timezone.now()
    hers = event_rights.open_to(request.user, on=timezone.localdate(now))
    event = get_object_or_404(hers.exclude(status=TrainingEvent.Status.CALLED_OFF), uuid=uuid)
    profile, on = devices.here(request), local_day(now, event.kab.time_zone)
    scanner = day_presence.scanner(event, request.user, profile, on=on) if profile else {}
    event_looks.note(event, "pindai", len(scanner.get("expected", ())), by=request.user, now=now)
    return render(request, "assessments/event_scan.html", scanner | {"event": event})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def correct(request: HttpRequest, uuid: UUID, entry: UUID) -> HttpResponse:
    """She was not there after all, or was: with a reason; the old entry stays."""
    now = timezone.now()
    today = timezone.localdate(now)
    event = get_object_or_404(event_rights.open_to(request.user, on=today), uuid=uuid)
    rows = Attendance.objects.select_related("event__kab", "event__programme", "kader__person", "session")
    within = event_rights.kader_of(request.user, event, on=today)
    row = get_object_or_404(rows, pk=entry, event=event, superseded_by=None, kader__in=within.values("pk"))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            attend.correct(row, present=not row.present, by=request.user, now=now, **form.cleaned_data)
            messages.success(request, _("Dikoreksi. Catatan lama tetap tersimpan."))
            return redirect(_address(event, Part(row.day, row.session)))
        except UserError as error:
            form.add_error(None, str(error))
    context = {"event": event, "entry": row, "form": form, "back": _address(event, Part(row.day, row.session))}
    return render(request, "assessments/event_correct.html", context, status=409 if form.errors else 200)


@require_http_methods(["GET"])
@login_required
@never_cache
def tests(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Pre-test and post-test of each group: who has handed them in, and how the others can."""
    now = timezone.now()
    today = timezone.localdate(now)
    event = get_object_or_404(event_rights.working(request.user, on=today), uuid=uuid)
    told = event_pages.tests(event, request.user, on=today)
    event_looks.note(event, "tes", len(told["rows"]), by=request.user, now=now)
    return render(request, "assessments/event_tests.html", told | {"event": event})


def _enter(request: HttpRequest, event: TrainingEvent, part: Part, now: datetime) -> HttpResponse:
    chosen = event_guests.ticked(request.POST.getlist("kader"))
    way = Attendance.Way.SHEET if request.POST.get("lembar") else Attendance.Way.LIST
    try:
        new = attend.record_many(event, chosen, day=part.day, session=part.session, way=way, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%(number)s kehadiran dicatat.", "%(number)s kehadiran dicatat.", new)
        messages.success(request, told % {"number": angka(new)})
    return redirect(_address(event, part))


def _address(event: TrainingEvent, part: Part) -> str:
    asked = {"hari": part.day.isoformat()} | ({"sesi": str(part.session.uuid)} if part.session else {})
    return f"{reverse('event-attendance', args=[event.uuid])}?{urlencode(asked)}"
