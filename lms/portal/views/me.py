from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.areas.errors import UserError
from lms.people.accounts import choose_language
from lms.people.queries import kader_of
from lms.portal import learner, me, start
from modules import recall


@never_cache
@login_required
def saya(request: HttpRequest) -> HttpResponse:
    """One's own page: the flower and the next step of a kader, the work of a member of staff; perhaps both."""
    now, kader = timezone.now(), kader_of(request.user)
    ways = me.switch(kader, request.GET.get("program", ""), on=timezone.localdate(now)) if kader else []
    context = {
        "kader": kader,
        "person": request.user.person,
        "work": me.work_of(request.user, on=timezone.localdate(now)),
        "languages": settings.LANGUAGES,
        "start": start.panel(request.user, now),
        "greeting": me.greeting(timezone.localtime(now)),
    }
    if kader is not None and ways:  # none: a site whose curriculum is not imported yet
        whole = next(way["programme"] for way in ways if way["on"])
        context |= learner.learner(kader, whole, now=now) | {"switch": ways if len(ways) > 1 else []}
    return render(request, "portal/saya.html", context)


@login_required
@require_POST
def recalls_read(request: HttpRequest) -> HttpResponse:
    """She has read what was withdrawn or corrected. Http404 for who is no kader."""
    kader = kader_of(request.user)
    if kader is None:
        raise Http404
    recall.tell(
        kader,
        [int(one) for one in request.POST.getlist("isi") if one.isdecimal() and len(one) < 10],
        now=timezone.now(),
    )
    return redirect("me")


@login_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the staff screens. Http404 for those who have none: kader read Indonesian everywhere."""
    if not me.work_of(request.user, on=timezone.localdate(timezone.now())):
        raise Http404
    try:
        name = choose_language(request.user, request.POST.get("bahasa", ""))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Bahasa layar kerja: {name}.")
    return redirect("me")
