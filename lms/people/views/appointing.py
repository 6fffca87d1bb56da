"""Giving a role, and ending one or changing its days."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.areas.errors import UserError
from lms.people import roles, staffing
from lms.people.appoint import appoint, appoint_new
from lms.people.forms import EndForm, PersonForm, RoleForm
from lms.people.models import Invitation, Person, Role
from lms.people.views.staffing import refuse_strangers


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Somebody who is not in the books yet, and her first role."""
    now = timezone.now()
    refuse_strangers(request, on=timezone.localdate(now))
    form, who = _form(request), PersonForm(request.POST or None)
    if form.is_valid() and who.is_valid():
        try:
            return _done(request, appoint_new(**who.cleaned_data, **form.role(), by=request.user, now=now))
        except UserError as error:
            form.add_error(None, str(error))
    return _page(request, form, who=who)


@login_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A role for somebody in the books."""
    now = timezone.now()
    person, form = staffing.person_or_404(request.user, uuid, on=timezone.localdate(now)), _form(request)
    if form.is_valid():
        try:
            return _done(request, appoint(person, **form.role(), by=request.user, now=now))
        except UserError as error:
            form.add_error(None, str(error))
    return _page(request, form, person=person)


@login_required
@require_POST
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a role today, or give it another last day."""
    today = timezone.localdate(timezone.now())
    person = staffing.person_or_404(request.user, uuid, on=today)
    role = staffing.role_or_404(request.user, person, request.POST.get("role", ""), on=today)
    form = EndForm(request.POST)
    try:
        if "akhiri" in request.POST:
            roles.revoke(role, on=today, by=request.user)
            messages.success(request, _("Peran berakhir hari ini."))
        elif form.is_valid():
            roles.change_end(role, until=form.until(), on=today, by=request.user)
            messages.success(request, _("Masa peran diubah."))
        else:
            messages.error(request, " ".join(form.errors["last_day"]))
    except UserError as error:
        messages.error(request, str(error))
    return redirect("role-person", uuid)


def _form(request: HttpRequest) -> RoleForm:
    """The form with what this officer gives, at the places of the area asked for."""
    today = timezone.localdate(timezone.now())
    inside = staffing.inside_or_404(request.user, request.GET.get("di", ""), on=today)
    kinds = staffing.kinds(request.user, on=today)
    places = staffing.places(request.user, inside, on=today)
    initial = {"since": today, "kind": kinds[0][0] if len(kinds) == 1 else None}
    return RoleForm(request.POST or None, kinds=kinds, places=places, inside=inside, initial=initial)


def _page(
    request: HttpRequest, form: RoleForm, *, who: PersonForm | None = None, person: Person | None = None
) -> HttpResponse:
    today = timezone.localdate(timezone.now())
    context = {
        "form": form,
        "who": who,
        "person": person,
        "narrower": staffing.narrower(request.user, form.inside, on=today),
    }
    return render(request, "people/role_give.html", context)


def _done(request: HttpRequest, made: Role | Invitation) -> HttpResponse:
    if isinstance(made, Invitation):
        return redirect("invitation", made.uuid)
    messages.success(request, _("Peran diberikan."))
    return redirect("role-person", made.user.person.uuid)
