"""``/kegiatan/<uuid>/jadwal/`` and ``…/tim/``: the timetable and the team."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import event_pages, event_rights, team, timetable
from assessments.event_forms import MemberForm, SessionForm
from assessments.models import EventMember, EventSession, TrainingEvent
from lms.areas.errors import UserError


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def jadwal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The timetable by day, and a form for one more session. An empty one can be filled with the proposal."""
    now = timezone.now()
    event = _event(request, uuid, now)
    if "usulan" in request.POST:
        timetable.fill(event, by=request.user, now=now)
        return redirect("event-timetable", event.uuid)
    return _session(request, event, None, now)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def session(request: HttpRequest, uuid: UUID, session: UUID) -> HttpResponse:
    """One session of it: another text, or off."""
    now = timezone.now()
    event = _event(request, uuid, now)
    row = get_object_or_404(EventSession.objects.select_related("event__kab"), event=event, uuid=session)
    if "hapus" in request.POST:
        try:
            timetable.remove(row, by=request.user, now=now)
        except UserError as error:
            messages.error(request, str(error))
        return redirect("event-timetable", event.uuid)
    return _session(request, event, row, now)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def tim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who works there, and a form for one more."""
    now = timezone.now()
    event = _event(request, uuid, now)
    if "lepas" in request.POST:
        return _leave(request, event, now)
    asked = {"staff": team.staff(event, on=timezone.localdate(now)), "stations": team.stations(event)}
    form = MemberForm(request.POST or None, **asked)
    if form.is_valid():
        try:
            team.add(event, **form.cleaned_data, by=request.user, now=now)
            return redirect("event-team", event.uuid)
        except UserError as error:
            form.add_error(None, str(error))
    members = list(event.members.select_related("user__person", "station__circuit__group").order_by("pk"))
    members.sort(key=lambda member: list(EventMember.Duty).index(EventMember.Duty(member.duty)))
    context = {"event": event, "members": members, "form": form, "both": team.train_and_assess(members)}
    return render(request, "assessments/event_team.html", context, status=409 if form.errors else 200)


def _leave(request: HttpRequest, event: TrainingEvent, now: datetime) -> HttpResponse:
    rows = EventMember.objects.select_related("event__kab")
    try:
        team.remove(get_object_or_404(rows, event=event, uuid=UUID(request.POST["lepas"])), by=request.user, now=now)
    except (UserError, ValueError) as error:
        messages.error(request, str(error))
    return redirect("event-team", event.uuid)


def _session(request: HttpRequest, event: TrainingEvent, row: EventSession | None, now: datetime) -> HttpResponse:
    form = SessionForm(event, request.POST or None, days=event_pages.day_choices(event), session=row)
    if form.is_valid():
        try:
            timetable.put(event, form.line(), by=request.user, now=now, session=row)
            messages.success(request, _("Sesi disimpan."))
            return redirect("event-timetable", event.uuid)
        except UserError as error:
            form.add_error(None, str(error))
    context: dict[str, Any] = {"event": event, "form": form, "session": row, "days": event_pages.timetable(event)}
    return render(request, "assessments/event_timetable.html", context, status=409 if form.errors else 200)


def _event(request: HttpRequest, uuid: UUID, now: datetime) -> TrainingEvent:
    found: TrainingEvent = get_object_or_404(event_rights.managed(request.user, on=timezone.localdate(now)), uuid=uuid)
    return found
