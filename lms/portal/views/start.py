from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.portal.start import checklist


@login_required
@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What is there and what is missing. Http404 for whoever is neither administrator nor Dinas."""
    found = checklist(request.user, now=timezone.now(), secure=request.is_secure())
    if found is None:
        raise Http404
    return render(request, "portal/start.html", {"list": found})
