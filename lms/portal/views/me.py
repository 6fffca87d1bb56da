from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lms.people.queries import kader_of
from lms.portal import me
from modules.queries import programme


@never_cache
@login_required
def saya(request: HttpRequest) -> HttpResponse:
    """One's own page: the flower and the next step of a kader, the work of a member of staff; perhaps both."""
    now, kader = timezone.now(), kader_of(request.user)
    context = {
        "kader": kader,
        "person": request.user.person,
        "work": me.work_of(request.user, on=timezone.localdate(now)),
        "greeting": me.greeting(timezone.localtime(now)),
    }
    if kader is not None:
        context |= me.learner(kader, programme(), now=now)
    return render(request, "portal/saya.html", context)
