"""``/kegiatan/<uuid>/nilai/sesudah/`` and ``.../lembar/``: what the day leaves, for officers and for each kader."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import day_after, event_looks, event_rights, goals
from assessments.models import TrainingEvent
from assessments.rules import local_day
from lms.areas.format import angka


@require_safe
@login_required
@never_cache
def after(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Numbers, who is still to come, who practises what; and where it goes on."""
    now = timezone.now()
    event = _event(request, uuid, now)
    on = local_day(now, event.kab.time_zone)
    within = day_after.reach(request.user, event, on=on)
    own = day_after.own_slips(event, within, on=on)
    context: dict[str, Any] = {
        "event": event,
        "facts": _facts(day_after.numbers(event)),
        "to_come": day_after.to_come(event, within),
        "practise": day_after.to_practise(own),
        "not_yet": day_after.not_yet(event, own),
        "leads": goals.leads(request.user, on),
    }
    named = {one.kader.pk for one in context["practise"]} | {one.kader.pk for one, _why in context["not_yet"]}
    shown = len(context["to_come"]) + len(named)
    event_looks.note(event, "sesudah", shown, by=request.user, now=now)
    return render(request, "assessments/day/after.html", context)


@require_safe
@login_required
@never_cache
def slips(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The slips, to print and cut."""
    now = timezone.now()
    event = _event(request, uuid, now)
    on = local_day(now, event.kab.time_zone)
    within = day_after.reach(request.user, event, on=on)
    found = day_after.own_slips(event, within, on=on)
    event_looks.note(event, "lembar", len(found), by=request.user, now=now)
    context = {"event": event, "slips": found}
    return render(request, "assessments/day/slips.html", context)


def _facts(numbers: day_after.Numbers) -> list[dict[str, str]]:
    return [
        {"number": angka(numbers.expected), "label": _("kader kegiatan ini")},
        {"number": angka(numbers.there), "label": _("tercatat hadir")},
        {"number": angka(numbers.seen), "label": _("sudah dinilai")},
        {
            "number": angka(numbers.skilled),
            "label": _("keterampilan terampil, dari %(n)s dinilai") % {"n": angka(numbers.outcomes)},
        },
    ]


def _event(request: HttpRequest, uuid: UUID, now: datetime) -> TrainingEvent:
    found: TrainingEvent = get_object_or_404(event_rights.working(request.user, on=timezone.localdate(now)), uuid=uuid)
    return found
