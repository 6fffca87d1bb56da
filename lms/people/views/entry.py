"""Entering kader by hand. Who is perhaps known already is shown before anything is saved."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Posyandu
from lms.people import alike, entry, scope, sheet_of_rows, sight
from lms.people.entry_forms import OneForm, RowFormSet, SinceForm, sought
from lms.people.lists import asked as asking
from lms.people.lists.places import places
from lms.people.models import Kader
from lms.people.scope import Action


@login_required
@require_safe
def choose_posyandu(request: HttpRequest) -> HttpResponse:
    """Where the new kader serves: the posyandu of the officer's scope."""
    today = timezone.localdate(timezone.now())
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    asked = asking.read(request.GET)
    offered = places(request.user, asked, on=today)
    return render(request, "people/choose_posyandu.html", {"asked": asked, "places": offered})


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One kader: typed, compared with who is there, saved."""
    now = timezone.now()
    posyandu = _posyandu(request, uuid, now)
    form = OneForm(request.POST or None, initial={"since": timezone.localdate(now)})
    context: dict[str, Any] = {"posyandu": posyandu, "form": form}
    if form.is_valid():
        try:
            done = _save_one(request, posyandu, form, now)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            if done is not None:
                return done
            context["alike"] = _alike(request, posyandu, form, now)
    return render(request, "people/entry_one.html", context)


def _save_one(request: HttpRequest, posyandu: Posyandu, form: OneForm, now: datetime) -> HttpResponse | None:
    """Saved as somebody new or as the one who was chosen; None: the officer must look first."""
    row, given = form.member(), form.cleaned_data
    if chosen := request.POST.get("dia"):
        kader = _known(request, chosen, now)
        entry.enter_known(
            kader, posyandu, field=row.field, office=row.office, on=given["since"], by=request.user, now=now
        )
    elif "baru" in request.POST or not _alike(request, posyandu, form, now):
        kader = entry.enter_many(
            posyandu, [row], on=given["since"], by=request.user, now=now, decree_number=given["decree_number"]
        )[0]
    else:
        return None
    messages.success(request, _("%(name)s tercatat di %(posyandu)s.") % {"name": row.person.name, "posyandu": posyandu})
    return redirect("kelola-kader", kader.uuid)


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def many(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A whole posyandu on one screen: saved when every row can be, and nothing typed is lost."""
    now = timezone.now()
    today = timezone.localdate(now)
    posyandu = _posyandu(request, uuid, now)
    rows, since = RowFormSet(request.POST or None), SinceForm(request.POST or None, initial={"since": today})
    if rows.is_bound and all([rows.is_valid(), since.is_valid()]):
        typed = sheet_of_rows.read(rows)
        if not sheet_of_rows.doubtful(typed, near=posyandu, user=request.user, on=today):
            try:
                made = entry.enter_many(
                    posyandu,
                    [row.member for row in typed],
                    on=since.cleaned_data["since"],
                    by=request.user,
                    now=now,
                    decree_number=since.cleaned_data["decree_number"],
                )
            except UserError as error:
                since.add_error(None, str(error))
            else:
                messages.success(request, _("%(count)s kader tercatat.") % {"count": angka(len(made))})
                return redirect("kelola-posyandu", posyandu.uuid)
    context = {"posyandu": posyandu, "rows": rows, "since": since, "crew": sight.crew(posyandu, on=today)}
    return render(request, "people/entry_many.html", context)


def _posyandu(request: HttpRequest, uuid: UUID, now: datetime) -> Posyandu:
    rows = Posyandu.objects.select_related("desa", "puskesmas")
    return scope.get_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=timezone.localdate(now), uuid=uuid)


def _known(request: HttpRequest, uuid: str, now: datetime) -> Kader:
    try:
        lookup = UUID(uuid)
    except ValueError as error:
        raise Http404 from error
    rows = Kader.objects.select_related("person")
    return scope.known_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=timezone.localdate(now), uuid=lookup)


def _alike(request: HttpRequest, posyandu: Posyandu, form: OneForm, now: datetime) -> list[alike.Alike]:
    today = timezone.localdate(now)
    return alike.find([sought(form.member())], near=posyandu, user=request.user, on=today)[0]
