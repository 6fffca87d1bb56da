"""``/kelola/pendaftar/``: the puskesmas decides on those who registered themselves, and hands out the links."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people import alike, audit, consents, doors, registrations, rules, scope
from lms.people.alike import Sought
from lms.people.audit import Act
from lms.people.entry_forms import ConfirmForm
from lms.people.models import Kader, Registration
from lms.people.scope import Action

PAGE = 50


@login_required
@require_safe
def registration_list(request: HttpRequest) -> HttpResponse:
    """Who waits in the officer's scope, the longest waiting first."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    page = Paginator(registrations.waiting(request.user, on=today), PAGE).get_page(request.GET.get("page"))
    audit.record(Act.LIST_SEEN, by=request.user, now=now, count=len(page), detail={"registrations": True})
    return render(request, "people/registrations.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One of them: what she says, who looks like her, and the decision."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = registrations.waiting(request.user, on=today).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    form = ConfirmForm(request.POST or None, initial={"since": today})
    if request.method == "POST":
        try:
            if told := _decide(request, found, form, now):
                messages.success(request, told)
                return redirect("registrations")
        except UserError as error:
            form.add_error(None, str(error))
    context: dict[str, Any] = {
        "registration": found,
        "form": form,
        "phone": rules.local_number(found.person.phone),
        "reasons": Registration.Reason.choices,
        "minor": consents.is_minor(found.person, on=today),
        "alike": alike.find(
            [Sought(found.person.name, found.person.phone)], near=found.posyandu, user=request.user, on=today
        )[0],
    }
    return render(request, "people/registration.html", context)


@login_required
@require_safe
def registration_links(request: HttpRequest) -> HttpResponse:
    """The QR and address of each puskesmas (or of one posyandu) to hand out, and whether the kab/kota is open."""
    today = timezone.localdate(timezone.now())
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    return render(request, "people/registration_links.html", {"offices": doors.offices(request.user, on=today)})


@login_required
@require_POST
def registration_switch(request: HttpRequest, code: str) -> HttpResponse:
    """Open or close self-registration in a kab/kota: for its Dinas."""
    now = timezone.now()
    rows = Area.objects.filter(level=2, until=None)
    kab = scope.get_or_404(request.user, Action.MANAGE_PLACES, rows, on=timezone.localdate(now), code=code)
    registrations.switch(kab, on="buka" in request.POST, by=request.user, now=now)
    messages.success(request, _("Tersimpan."))
    return redirect("registration-links")


def _decide(request: HttpRequest, found: Registration, form: ConfirmForm, now: datetime) -> str:
    """What was done, in words; "" if the form must be looked at again."""
    name = found.person.name
    if chosen := request.POST.get("dia"):
        kader = scope.get_or_404(
            request.user, Action.MANAGE_PEOPLE, Kader.objects.all(), on=timezone.localdate(now), uuid=_uuid(chosen)
        )
        taken = registrations.confirm_known(found, kader, by=request.user, now=now)
        return _("Dicatat: sudah ada. Nomor HP-nya disalin.") if taken else _("Dicatat: sudah ada.")
    if "tolak" in request.POST:
        registrations.refuse(found, request.POST.get("alasan", ""), by=request.user, now=now)
        return _("Pendaftaran tidak diterima. Datanya sudah dihapus.")
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    registrations.confirm_new(
        found, on=given["since"], field=given["field"], office=given["office"], by=request.user, now=now
    )
    return _("%(name)s tercatat sebagai kader %(posyandu)s.") % {"name": name, "posyandu": found.posyandu}


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise Http404 from error
