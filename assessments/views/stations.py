"""``/kegiatan/<uuid>/nilai/``: the stations of the day, the queue of one, and one kader at it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import (
    assessing,
    event_rights,
    own_items,
    peers,
    queue,
    run_stations,
    scenes,
    visit,
    visit_letters,
    words,
)
from assessments.models import Observation, Station, TrainingEvent
from assessments.rules import local_day
from assessments.station_form import StationForm, joined
from assessments.visit import SeenError, Visit
from lms.areas.errors import UserError
from lms.people import devices
from lms.people.scope import Action, may


@require_safe
@login_required
@never_cache
def day(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The day: its stations, and how far they are. Also for the officers who planned it."""
    now = timezone.now()
    event = get_object_or_404(event_rights.working(request.user, on=timezone.localdate(now)), uuid=uuid)
    assesses = assessing.events(request.user, on=_today(event, now)).filter(pk=event.pk).exists()
    goes_on = event.status != TrainingEvent.Status.CALLED_OFF
    corner = devices.here(request) if assesses and goes_on else None
    context = {
        "event": event,
        "assesses": assesses,
        "corner": corner and corner.uuid,
        "circuits": queue.circuits(event, request.user),
        "total": queue.total(event),
        "edits": may(request.user, Action.MANAGE_PLACES, event.kab, on=_today(event, now)),
        "rate": peers.rate(event, request.user),
        "both": peers.both(event) if event_rights.may_plan(request.user, event, on=_today(event, now)) else [],
    }
    return render(request, "assessments/day/nilai.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def line(request: HttpRequest, uuid: UUID, group: str, key: str) -> HttpResponse:
    """The queue of one station. A search is posted: a name in an address would stand in logs."""
    now = timezone.now()
    event, station = _place(request, uuid, group, key, now)
    search = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    found = queue.at(event, station, request.user, on=_today(event, now), search=search)
    minutes = run_stations.minutes(station, event.kab)
    context = {"event": event, "station": station, "queue": found, "search": search, "minutes": minutes}
    return render(request, "assessments/day/queue.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def sheet(request: HttpRequest, uuid: UUID, group: str, key: str, kader: UUID) -> HttpResponse:
    """One kader at the station: the scenes with their steps, saved all at once."""
    now = timezone.now()
    event, station = _place(request, uuid, group, key, now)
    on = _today(event, now)
    person = get_object_or_404(queue.people(event, request.user, on=on), uuid=kader)
    shown = request.POST.get("versions", "")
    versions = scenes.pinned(station, shown) if shown else scenes.in_use(station)
    if not versions:
        raise Http404
    second = queue.owed(event, station, person, request.user)
    before = [] if second else list(visit.standing(event, station, person).select_related(*_OF_FORM))
    stage = scenes.of(station, versions, area=event.kab)
    form = StationForm(stage, request.POST or None, before=before)
    page: dict[str, Any] = {"event": event, "station": station, "kader": person, "stage": stage, "second": second}
    if form.is_valid():
        return _save(request, page, form, now)
    return _show(request, page, form, before, status=400 if form.errors else 200)


_OF_FORM = ("assessor__person", "instrument_version__instrument")


def _save(request: HttpRequest, page: dict[str, Any], form: StationForm, now: datetime) -> HttpResponse:
    event, station, given = page["event"], page["station"], form.cleaned_data
    seen = Visit(
        id=given["id"],
        event=event,
        station=station,
        kader=page["kader"],
        forms=form.filled,
        adaptation=given["adaptation"],
        note=given["note"],
        corrects=given["corrects"],
        reason=given["reason"],
        beside=page["second"],
    )
    try:
        kept = visit.record(seen, by=request.user, now=now)
    except SeenError as error:
        return _again(request, page, error)
    except UserError as error:
        messages.error(request, str(error))
        return _show(request, page, form, [], status=409)
    messages.success(request, words.visited(kept))
    return redirect("station-queue", event.uuid, station.circuit.group.key.lower(), station.key)


def _again(request: HttpRequest, page: dict[str, Any], error: SeenError) -> HttpResponse:
    """What she ticked stays on the page; what her colleague saved stands beside it, to be corrected or left."""
    messages.warning(request, str(error))
    posted = request.POST.copy()
    posted["corrects"] = joined(error.by_others)
    form = StationForm(page["stage"], posted)
    form.is_valid()
    return _show(request, page, form, error.by_others, status=409)


def _show(
    request: HttpRequest, page: dict[str, Any], form: StationForm, before: Sequence[Observation], *, status: int
) -> HttpResponse:
    event, station, kader, stage = (page[name] for name in ("event", "station", "kader", "stage"))
    seed = words.seed(event, station, kader)
    context = page | words.of_stage(stage)
    context |= {
        "form": form,
        "before": before,
        "sealing": None if form.is_correction else _sealing(request, event),
        "asked": stage.asked(seed),
        "taught": peers.taught(request.user, kader),
        "items": own_items.two(kader, [one.pk for one in context["competencies"]], seed=seed),
    }
    return render(request, "assessments/day/sheet.html", context, status=status)


def _sealing(request: HttpRequest, event: TrainingEvent) -> dict[str, str] | None:
    """With what this page seals visits of this event when there is no signal; None: it posts its form."""
    profile = devices.here(request)
    if profile is None:
        return None
    return {"profile": str(profile.uuid), "key": devices.key_for(profile, visit_letters.purpose(event.uuid))}


def _place(request: HttpRequest, uuid: UUID, group: str, key: str, now: datetime) -> tuple[TrainingEvent, Station]:
    event = event_or_404(request, uuid, now)
    station = queue.station(event, group, key)
    if station is None:
        raise Http404
    return event, station


def event_or_404(request: HttpRequest, uuid: UUID, now: datetime) -> TrainingEvent:
    """An event at which she assesses today."""
    found: TrainingEvent = get_object_or_404(assessing.events(request.user, on=timezone.localdate(now)), uuid=uuid)
    return found


def _today(event: TrainingEvent, now: datetime) -> Any:
    return local_day(now, event.kab.time_zone)
