"""The list of a day for a phone, and the page that opens it there without a signal."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import day_bundle, day_shell, event_looks, event_rights
from assessments.day_parts import Asked
from assessments.models import TrainingEvent
from assessments.rules import local_day
from lms.people import devices
from modules.page_cache import CACHE_CONTROL


@require_safe
@never_cache
def bekal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What this phone may take along of the event. 404: not hers, or called off: then nothing of it could be entered.
    409: a session without a device that could seal. 410, whoever asks: the phone was reported lost, and what it has of
    the list must go.
    """
    if devices.is_lost(request):
        return JsonResponse({"message": _("HP ini dilaporkan hilang.")}, status=410)
    return _bekal(request, uuid)


@login_required
def _bekal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    now = timezone.now()
    hers = event_rights.open_to(request.user, on=timezone.localdate(now))
    event = get_object_or_404(hers.exclude(status=TrainingEvent.Status.CALLED_OFF), uuid=uuid)
    profile = devices.here(request)
    if profile is None:
        return JsonResponse({"message": _("Perangkat ini belum dikenal. Masuk lagi dari HP ini.")}, status=409)
    found = day_bundle.bundle(Asked(event, request.user, profile, local_day(now, event.kab.time_zone)), now=now)
    event_looks.note(event, "bekal", len(found["people"]), by=request.user, now=now)
    return JsonResponse(found)


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Where the list is opened: the script draws it of what the phone keeps. The same page for everybody."""
    response = HttpResponse(day_shell.page())
    response["Content-Language"], response["Cache-Control"] = "id", CACHE_CONTROL
    response.public_page = True  # type: ignore[attr-defined]
    return response
