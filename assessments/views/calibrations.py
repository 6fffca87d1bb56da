"""``/kegiatan/<uuid>/nilai/kalibrasi/``: one written case, ticked by all penilai before the day."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import assessing, calibrate, event_rights, words
from assessments.case_forms import CaseForm, CaseTickForm
from assessments.models import Calibration, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def listed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The cases of the event, and a new one: written here, or begun from the form's own words."""
    now = timezone.now()
    event = _event(request, uuid, now)
    form = CaseForm(event, _posted(request, event))
    if request.method == "POST" and "susun" not in request.POST and form.is_valid():
        try:
            made = calibrate.begin(event, **form.cleaned_data, by=request.user, now=now)
        except UserError as error:
            form.add_error("case", str(error))
        else:
            return redirect("calibration", event.uuid, made.uuid)
    context = {"event": event, "cases": _cases(event), "asked": calibrate.asked(event), "form": form}
    return render(request, "assessments/day/calibrations.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def one(request: HttpRequest, uuid: UUID, case: UUID) -> HttpResponse:
    """The case with its steps; once she has ticked them, how all did. Who only plans the event sees the counts."""
    now = timezone.now()
    event = _event(request, uuid, now)
    found: Calibration = get_object_or_404(_cases(event), uuid=case)
    may = assessing.events(request.user, on=local_day(now, event.kab.time_zone)).filter(pk=event.pk).exists()
    form = CaseTickForm(found.version, request.POST or None)
    open_ = may and not calibrate.has_ticked(found, request.user)
    if open_ and form.is_valid():
        calibrate.tick(found, form.ticks, by=request.user, now=now)
        messages.success(request, _("Tersimpan. Lihat di langkah mana pendapat kita berbeda."))
        return redirect("calibration", event.uuid, found.uuid)
    context = {
        "event": event,
        "calibration": found,
        "case": words.paragraphs(found.case),
        "form": form if open_ else None,
        "result": [] if open_ else calibrate.result(found),
        "count": found.ticked.count(),
    }
    return render(request, "assessments/day/calibration.html", context)


def _posted(request: HttpRequest, event: TrainingEvent) -> dict[str, str] | None:
    """What was typed; with *susunkan* the case that the chosen form's words make."""
    if request.method != "POST":
        return None
    posted: dict[str, str] = request.POST.dict()
    chosen = CaseForm(event, posted).version
    if "susun" in posted and chosen is not None:
        posted["case"] = calibrate.draft(chosen, seed=str(uuid4()))
    return posted


def _cases(event: TrainingEvent) -> QuerySet[Calibration]:
    return event.calibrations.select_related("version__instrument").annotate(count=Count("ticked"))


def _event(request: HttpRequest, uuid: UUID, now: datetime) -> TrainingEvent:
    found: TrainingEvent = get_object_or_404(event_rights.working(request.user, on=timezone.localdate(now)), uuid=uuid)
    return found
