"""``/kegiatan/<uuid>/tes/``: the QR to hand out, on a screen or for the wall; and the page behind it, for a kader."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import event_door, event_pages, event_rights
from assessments.models import Quiz, TrainingEvent
from assessments.views.own import own_kader


@require_safe
@login_required
@never_cache
def screen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The QR, large, to be shown in the room."""
    event = _worked_at(request, uuid)
    context = {"event": event, "address": event_door.address_of(event), "qr": event_door.qr(event)}
    return render(request, "assessments/event_poster.html", context)


@require_safe
@login_required
@never_cache
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same for the wall."""
    sheet = event_door.poster(_worked_at(request, uuid), made_at=timezone.now())
    headers = {"Content-Disposition": 'inline; filename="qr-tes.pdf"'}
    return HttpResponse(sheet, content_type="application/pdf", headers=headers)


@require_safe
@login_required
@never_cache
def door(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Her tests of the event. Whoever is not on its list is told whom to ask; of the event she learns nothing."""
    kader = own_kader(request)
    event = event_door.open_to(kader).filter(uuid=uuid).first()
    if event is None:
        return render(request, "assessments/door_shut.html", status=404)
    tests = event_door.tests_of(kader, event)
    context = {
        "event": event,
        "when": event_pages.when(event),
        "before": [one for one in tests if one.quiz.kind == Quiz.Kind.PRE],
        "after": [one for one in tests if one.quiz.kind == Quiz.Kind.POST],
    }
    return render(request, "assessments/door.html", context)


def _worked_at(request: HttpRequest, uuid: UUID) -> TrainingEvent:
    return get_object_or_404(event_rights.working(request.user, on=timezone.localdate()), uuid=uuid)
