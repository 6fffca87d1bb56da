"""``/kegiatan/``: the officer's events, a new one, and the home of each that says what to do next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import event_forms, event_lists, event_pages, event_rights, event_steps, events
from assessments.event_forms import EventForm
from assessments.models import TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.scope import Action
from modules.models import Programme
from modules.queries import chosen, programmes


@require_safe
@login_required
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """What runs, what comes, what is past."""
    today = timezone.localdate()
    if not scope.may(request.user, Action.EVENTS, on=today):
        raise Http404
    lists = event_lists.of_user(request.user, page=request.GET.get("page", "1"), on=today)
    return render(request, "assessments/events.html", {"sections": event_pages.sections(lists), "page": lists.past})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new event; with ``susulan`` the one that catches up on another."""
    now = timezone.now()
    today = timezone.localdate(now)
    holders = event_rights.holders(request.user, on=today)
    if not holders:
        raise Http404
    after = _after(request, now)
    programme = after.programme if after else _programme(request)
    initial = event_forms.initial_after(after, on=today) if after else {"starts_on": today}
    form = EventForm(request.POST or None, today=today, programme=programme, holders=holders, initial=initial)
    if form.is_valid() and (made := _plan(request, form, programme, after, now)):
        return redirect("event", made.uuid)
    context = {"form": form, "after": after, "programme": programme, "switch": _switch(programme, after)}
    return render(request, "assessments/event_new.html", context, status=409 if form.errors else 200)


@require_safe
@login_required
@never_cache
def home(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One event: what to do next, how far it is, and its pages."""
    now = timezone.now()
    event = get_object_or_404(event_rights.open_to(request.user, on=timezone.localdate(now)), uuid=uuid)
    today = local_day(now, event.kab.time_zone)
    plans = event_rights.may_plan(request.user, event, on=today)
    facts = event_lists.facts(event, on=today)
    step = event_steps.step(facts)
    context = {
        "event": event,
        "plans": plans,
        "works": plans or event_rights.working(request.user, on=today).filter(pk=event.pk).exists(),
        "step": step,
        "step_href": event_pages.address(event, step),
        **event_pages.home(event, facts, plans=plans),
    }
    return render(request, "assessments/event.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another title, place, days ..."""
    now = timezone.now()
    today = timezone.localdate(now)
    event = get_object_or_404(event_rights.managed(request.user, on=today), uuid=uuid)
    about: dict[str, Any] = {"programme": event.programme, "event": event, "initial": event_forms.initial_of(event)}
    form = EventForm(request.POST or None, today=today, holders=[], **about)
    if form.is_valid():
        facts = form.facts(form.cleaned_data["title"] or event.title, form.cleaned_data["cohort"])
        try:
            events.change(event, facts, by=request.user, now=now)
            messages.success(request, _("Perubahan disimpan."))
            return redirect("event", event.uuid)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"event": event, "form": form}
    return render(request, "assessments/event_edit.html", context, status=409 if form.errors else 200)


@login_required
@require_POST
def status(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Close, open again, call off."""
    now = timezone.now()
    event = get_object_or_404(event_rights.managed(request.user, on=timezone.localdate(now)), uuid=uuid)
    try:
        events.set_status(event, request.POST.get("keadaan", ""), by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("event", event.uuid)


def _plan(
    request: HttpRequest, form: EventForm, programme: Programme, after: TrainingEvent | None, now: datetime
) -> TrainingEvent | None:
    data = form.cleaned_data
    kab, puskesmas = form.place_of_holder
    where: dict[str, Any] = {"kind": data["kind"], "programme": programme, "kab": kab, "puskesmas": puskesmas}
    try:
        made = events.plan(form.facts(data["title"], data["cohort"]), **where, by=request.user, now=now, after=after)
    except UserError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("Kegiatan dibuat."))
    return made


def _after(request: HttpRequest, now: datetime) -> TrainingEvent | None:
    """The event on which the new one catches up; Http404 for one that is not hers."""
    given = request.GET.get("susulan", "")
    if not given:
        return None
    rows = event_rights.managed(request.user, on=timezone.localdate(now))
    try:
        return get_object_or_404(rows, uuid=UUID(given))
    except ValueError:
        raise Http404 from None


def _programme(request: HttpRequest) -> Programme:
    found = chosen(programmes(), request.GET.get("program", ""))
    if found is None:
        raise Http404
    return found


def _switch(current: Programme, after: TrainingEvent | None) -> list[dict[str, object]]:
    known = programmes()
    ways = [{"title": one.title, "href": f"?program={one.key}", "on": one == current} for one in known]
    return ways if len(known) > 1 and after is None else []
