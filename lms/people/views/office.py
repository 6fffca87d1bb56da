"""``/kelola/kantor/``: kop, logo and pejabat of the offices that the viewer looks after."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.people import offices as verbs
from lms.people import queries
from lms.people.models import Office
from lms.people.office_forms import OfficeForm
from lms.people.offices import Place

PAGE = 50


@login_required
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The offices in the viewer's hands, each with what is still missing. Http404 for those who have none."""
    today = timezone.localdate(timezone.now())
    places: list[Place] = [*verbs.areas_of(request.user, on=today), *verbs.puskesmas_of(request.user, on=today)]
    if not places:
        raise Http404
    page = Paginator(places, PAGE).get_page(request.GET.get("page"))
    shown: list[Place] = list(page.object_list)
    known = verbs.of_places(
        [place.pk for place in shown if isinstance(place, Area)],
        [place.pk for place in shown if isinstance(place, Puskesmas)],
    )
    return render(request, "people/offices.html", {"page": page, "rows": [_row(one, known.get(one)) for one in shown]})


@login_required
@require_http_methods(["GET", "POST"])
def office_of_area(request: HttpRequest, code: str) -> HttpResponse:
    """The office of a kab/kota or province."""
    now = timezone.now()
    place = get_object_or_404(verbs.areas_of(request.user, on=timezone.localdate(now)), code=code)
    return _edit(request, place, now)


@login_required
@require_http_methods(["GET", "POST"])
def office_of_puskesmas(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The office of a puskesmas."""
    now = timezone.now()
    place = get_object_or_404(verbs.puskesmas_of(request.user, on=timezone.localdate(now)), uuid=uuid)
    return _edit(request, place, now)


@login_required
@require_safe
@never_cache
def office_logo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The logo of an office in the viewer's hands. Http404 alike where there is no office, no logo, or no right."""
    today = timezone.localdate(timezone.now())
    rows = Office.objects.filter(area__in=verbs.areas_of(request.user, on=today)) | Office.objects.filter(
        puskesmas__in=verbs.puskesmas_of(request.user, on=today)
    )
    office = get_object_or_404(rows.exclude(logo=""), uuid=uuid)
    with office.logo.open("rb") as file:
        return HttpResponse(file.read(), content_type="image/png")


def _edit(request: HttpRequest, place: Place, now: datetime) -> HttpResponse:
    office = queries.office_of(place)
    words = verbs.words_of(office) if office else verbs.suggested(place)
    form = OfficeForm(request.POST or None, request.FILES or None, initial=asdict(words))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.save_office(
                place, form.words(), by=request.user, now=now, logo=form.logo_bytes(), bare=form.cleaned_data["bare"]
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Data kantor tersimpan. Surat dan sertifikat berikutnya memakainya."))
            return redirect(request.path)
    return render(request, "people/office.html", {"place": place, "name": _name(place), "office": office, "form": form})


def _row(place: Place, office: Office | None) -> dict[str, str]:
    lacks = ", ".join(verbs.missing(office))
    return {
        "title": _name(place),
        "small": _("Belum ada: %(what)s") % {"what": lacks} if lacks else _("Lengkap"),
        "href": _address(place),
    }


def _name(place: Place) -> str:
    return str(place) if isinstance(place, Puskesmas) else _("Dinas Kesehatan %(area)s") % {"area": place.name}


def _address(place: Place) -> str:
    if isinstance(place, Puskesmas):
        return reverse("office-puskesmas", args=[place.uuid])
    return reverse("office-area", args=[place.code])
