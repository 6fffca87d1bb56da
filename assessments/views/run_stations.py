"""``/kegiatan/pos/<kab>/<programme>/<group>/``: how a kab/kota runs the stations of a group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import run_stations
from assessments.models import Circuit
from assessments.run_forms import RunForm
from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people.scope import Action, get_or_404


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def change(request: HttpRequest, code: str, programme: str, group: str) -> HttpResponse:
    """Order, minutes and words; or back to the package."""
    now = timezone.now()
    kabs = Area.objects.filter(level=2, until__isnull=True)
    kab = get_or_404(request.user, Action.MANAGE_PLACES, kabs, on=timezone.localdate(now), code=code)
    circuits = Circuit.objects.filter(active=True, group__programme__key=programme, group__key__iexact=group)
    circuit = get_object_or_404(circuits.select_related("group"))
    if "kembali" in request.POST:
        run_stations.give_back(circuit, kab, by=request.user, now=now)
        messages.success(request, _("Pos kembali seperti di paket."))
        return redirect(request.path)
    form = RunForm(run_stations.entries(circuit, kab), request.POST or None)
    if form.is_valid():
        try:
            run_stations.change(circuit, kab, form.stations, by=request.user, now=now)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Tersimpan. Hari penilaian berikutnya memakai pos ini."))
            return redirect(request.path)
    context = {"kab": kab, "circuit": circuit, "form": form, "own": run_stations.is_changed(circuit, kab)}
    return render(request, "assessments/day/run.html", context)
