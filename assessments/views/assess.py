"""The desk of a penilai: find a kader, see what she lacks, record a practice. Thin: scope and verbs do the work."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import desk, peers, stuck, words
from assessments.forms import ObservationForm
from assessments.models import InstrumentVersion
from assessments.observe import observe
from assessments.queries import standing
from lms.areas.errors import UserError
from lms.people.models import Kader
from lms.people.scope import Action, get_or_404, may
from modules.models import Programme
from modules.queries import chosen, programmes


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def kader_list(request: HttpRequest) -> HttpResponse:
    """The kader within her reach. A search is posted: a name in an address would stand in logs and histories."""
    today = timezone.localdate(timezone.now())
    if not may(request.user, Action.ASSESS, on=today):
        raise Http404
    known = programmes()
    programme, search = _programme(request, known), request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    page = desk.kader_within_reach(
        request.user, programme, search=search, page=request.GET.get("page", "1"), today=today
    )
    waiting: list[int] = [stuck.number_within_reach(request.user, one, on=today) for one in known]
    context = {
        "page": page,
        "search": search,
        "programme": programme,
        "switch": _switch(known, programme),
        "stuck": sum(waiting),
    }
    return render(request, "assessments/kader_list.html", context)


@require_safe
@login_required
@never_cache
def kader(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One kader: her competencies by group, what is missing, the forms that can be taken."""
    now = timezone.now()
    found = _kader(request, uuid, now=now)
    known = programmes()
    stands = standing(found, _programme(request, known), now=now)
    forms = desk.forms_of(stands.programme)
    context = {
        "kader": found,
        "standing": stands,
        "missing": words.missing_for_assessor(stands, forms),
        "groups": words.groups_for_assessor(stands, forms),
        "switch": _switch(known, stands.programme),
    }
    return render(request, "assessments/kader.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def form(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """The practical form of one competency: shown, and recorded once."""
    now = timezone.now()
    found = _kader(request, uuid, now=now)
    version = desk.form_in_use(key)
    if version is None:
        raise Http404
    filled = ObservationForm(version, request.POST or None)
    if filled.is_valid():
        return _record(request, found, version, filled, now=now)
    return _show(request, found, version, filled)


def _record(
    request: HttpRequest, found: Kader, version: InstrumentVersion, filled: ObservationForm, *, now: datetime
) -> HttpResponse:
    given = filled.cleaned_data
    try:
        observation = observe(
            found,
            version,
            ticks=filled.ticks,
            assessor=request.user,
            now=now,
            id=given["id"],
            note=given["note"],
            adaptation=given["adaptation"],
        )
    except UserError as error:
        messages.error(request, str(error))
        return _show(request, found, version, filled, status=409)
    messages.success(request, words.outcome(observation))
    return redirect("assess-kader", found.uuid)


def _show(
    request: HttpRequest, found: Kader, version: InstrumentVersion, filled: ObservationForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "kader": found,
        "version": version,
        "competency": version.instrument.competency,
        "form": filled,
        "guide": words.paragraphs(version.content["setup"]),
        "latest": desk.latest_observation(found, version),
        "taught": peers.taught(request.user, found),
    }
    return render(request, "assessments/form.html", context, status=status)


def _switch(known: Sequence[Programme], current: Programme) -> list[dict[str, object]]:
    """The same page for each programme; empty where there is but one."""
    ways = [{"title": one.title, "href": f"?program={one.key}", "on": one == current} for one in known]
    return ways if len(known) > 1 else []


def _programme(request: HttpRequest, known: Sequence[Programme]) -> Programme:
    """The one she asks for, else the first."""
    programme = chosen(known, request.GET.get("program", ""))
    if programme is None:
        raise Http404
    return programme


def _kader(request: HttpRequest, uuid: UUID, *, now: datetime) -> Kader:
    today = timezone.localdate(now)
    return get_or_404(request.user, Action.ASSESS, Kader.objects.select_related("person"), on=today, uuid=uuid)
