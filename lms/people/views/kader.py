"""A kader's page: who she is, what she does, what the floors above say of her."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.areas.errors import UserError
from lms.people import activation, audit, consents, nik, nik_policy, registry, rules, scope, sight
from lms.people.audit import Act
from lms.people.details import Details
from lms.people.details import correct as correct_details
from lms.people.entry_forms import DetailsForm
from lms.people.models import Kader, Person
from lms.people.scope import Action


@login_required
@require_safe
def kader(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything about one kader that the reader may know. That she looked is written down."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = _kader(request, Action.NAMES, uuid, now)
    manages = scope.known(request.user, Action.MANAGE_PEOPLE, Kader.objects.filter(pk=found.pk), on=today).exists()
    present, past = sight.duties(found, on=today)
    context = {
        "kader": found,
        "person": found.person,
        "phone": rules.local_number(found.person.phone),
        "present": present,
        "past": past,
        "panels": registry.kader_panels(found, request.user, now),
    }
    if manages:
        helped = activation.helped_by(request.user, on=today).filter(pk=found.person_id).exists()
        context |= {"manages": True, "helped": helped, "access": sight.access(found), "looks": sight.looks(found)}
        context |= {"has_nik": nik_policy.covers(found, on=today), "last4": nik.last4(found.person)}
        if consents.is_minor(found.person, on=today):
            context |= {"consent": _consent(found.person)}
    audit.record(Act.KADER_SEEN, by=request.user, now=now, kader=found)
    return render(request, "people/kader.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The small form by which an officer puts her data right."""
    now = timezone.now()
    found = _kader(request, Action.MANAGE_PEOPLE, uuid, now)
    person = found.person
    shown = {"name": person.name, "sex": person.sex, "birth_date": person.birth_date}
    form = DetailsForm(request.POST or None, initial=shown | {"phone": rules.local_number(person.phone)})
    if form.is_valid():
        changed = correct_details(found, Details(**form.cleaned_data), by=request.user, now=now)
        messages.success(request, _("Data sudah dibetulkan.") if changed else _("Tidak ada yang berubah."))
        return redirect("kelola-kader", found.uuid)
    return render(request, "people/kader_edit.html", {"kader": found, "form": form})


@login_required
@require_POST
def parent(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down that a parent's signed consent was seen, or taken back."""
    now = timezone.now()
    found = _kader(request, Action.MANAGE_PEOPLE, uuid, now)
    relation, given = request.POST.get("relation", ""), bool(request.POST.get("given"))
    try:
        consents.record_parent(found.person, relation=relation, given=given, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Tersimpan."))
    return redirect("kelola-kader", found.uuid)


def _consent(person: Person) -> dict[str, Any]:
    """What the part about a parent's consent shows."""
    given = consents.parent_consent(person)
    word = consents.RELATIONS.get(given.relation, "") if given else ""
    return {"given": given, "word": word, "relations": consents.RELATIONS.items()}


def _kader(request: HttpRequest, action: Action, uuid: UUID, now: datetime) -> Kader:
    rows = Kader.objects.filter(person__erased_at=None).select_related("person")
    return scope.known_or_404(request.user, action, rows, on=timezone.localdate(now), uuid=uuid)
