"""Looking: a city by kecamatan and puskesmas, one kelurahan, one puskesmas, and what a name finds."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import Level
from lms.people import scope
from lms.people.places import overview
from lms.people.scope import Action
from lms.people.views.places import rows
from lms.people.views.places.common import today_of

PAGE = 50


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The reader's own city, or a list where she has several. A search is posted, as everywhere."""
    today = today_of()
    if not scope.may(request.user, Action.MANAGE_PLACES, on=today):
        raise Http404
    words = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    if words:
        found = overview.find(request.user, words, on=today)
        return render(request, "places/found.html", {"rows": rows.of_found(found), "search": words})
    kabs = overview.kab_of(request.user, on=today)
    page = Paginator(kabs, PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return redirect("places-kab", page.object_list[0].code)
    return render(request, "places/start.html", {"page": page})


@login_required
@never_cache
@require_safe
def kab(request: HttpRequest, code: str) -> HttpResponse:
    """A city: its kelurahan by kecamatan and its puskesmas, with counts."""
    today = today_of()
    found = area_or_404(request, Level.KAB, code)
    context = {
        "kab": found,
        "kecamatan": [(kec.name, rows.of_desa(kec.rows)) for kec in overview.by_kecamatan(found, on=today)],
        "puskesmas": rows.of_puskesmas(overview.by_puskesmas(found, on=today)),
    }
    return render(request, "places/kab.html", context)


@login_required
@never_cache
@require_safe
def desa(request: HttpRequest, code: str) -> HttpResponse:
    """The posyandu and pustu of one kelurahan."""
    found = area_or_404(request, Level.DESA, code)
    lines = overview.lines(on=today_of(), desa=found)
    return render(request, "places/desa.html", {"desa": found, **_parted(lines)})


@login_required
@never_cache
@require_safe
def puskesmas(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One puskesmas: the kelurahan it serves, its posyandu and pustu."""
    today = today_of()
    found = puskesmas_or_404(request, uuid)
    lines = overview.lines(on=today, puskesmas=found)
    context = {"puskesmas": found, "served": overview.served_by(found, on=today), **_parted(lines, with_desa=True)}
    return render(request, "places/puskesmas.html", context)


def area_or_404(request: HttpRequest, level: Level, code: str) -> Area:
    areas = Area.objects.filter(level=level, until__isnull=True).select_related("parent__parent")
    return scope.get_or_404(request.user, Action.MANAGE_PLACES, areas, on=today_of(), code=code)


def puskesmas_or_404(request: HttpRequest, uuid: UUID) -> Puskesmas:
    known = Puskesmas.objects.select_related("kab")
    return scope.get_or_404(request.user, Action.MANAGE_PLACES, known, on=today_of(), uuid=uuid)


def _parted(lines: list[overview.Line], *, with_desa: bool = False) -> dict[str, Any]:
    """What is open, and what no longer is."""
    return {
        "rows": rows.of_lines([line for line in lines if line.place.closed_on is None], with_desa=with_desa),
        "closed": rows.of_lines([line for line in lines if line.place.closed_on is not None], with_desa=with_desa),
    }
