"""A posyandu's page: its kader by bidang, its facts, what the floors above say it lacks."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.areas.models import Posyandu
from lms.people import audit, registry, scope, sight
from lms.people.audit import Act
from lms.people.scope import Action


@login_required
@require_safe
def posyandu(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One posyandu with the names of those who serve there today."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Posyandu.objects.select_related("desa", "puskesmas")
    found = scope.get_or_404(request.user, Action.NAMES, rows, on=today, uuid=uuid)
    crew = sight.crew(found, on=today)
    people = {one.membership.kader_id for _field, members in crew for one in members}
    context = {
        "posyandu": found,
        "facts": sight.facts(found),
        "crew": crew,
        "people": len(people),
        "panels": registry.posyandu_panels(found, request.user, now),
        "places": scope.may(request.user, Action.MANAGE_PLACES, found, on=today),
        "manages": scope.may(request.user, Action.MANAGE_PEOPLE, found, on=today),
    }
    audit.record(Act.LIST_SEEN, by=request.user, now=now, count=len(people), posyandu=found)
    return render(request, "people/posyandu.html", context)
