"""``/kegiatan/<uuid>/undangan/``: who is invited and who waits; and whom to invite, by area and need."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import event_guests, event_looks, event_rights, event_roll, invite, needs
from assessments.models import Invitation, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.areas.format import angka

State = Invitation.State


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def invitations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list; whoever is ticked is taken off, and the waiting move up."""
    now = timezone.now()
    event = _event(request, uuid, now)
    if request.method == "POST":
        return _withdraw(request, event, now)
    guests = event_roll.guests(event, *State, walk_ins=False)
    begun = bool(event_roll.by_day(event))  # who is late shows once the list of a day is there
    late = set(event_roll.absent(event).values_list("kader_id", flat=True)) if begun else set()
    context = {
        "event": event,
        "invited": [one for one in guests if one.state == State.INVITED],
        "waiting": [one for one in guests if one.state == State.WAITING],
        "off": [one for one in guests if not one.state],
        "late": [one for one in guests if one.kader.pk in late],
        "over": event.last_day <= local_day(now, event.kab.time_zone),
    }
    event_looks.note(event, "undangan", len(guests), by=request.user, now=now)
    return render(request, "assessments/event_invitations.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whom to invite: by place and need, ticked. Places and needs stand in the address, people never."""
    now = timezone.now()
    event = _event(request, uuid, now)
    if request.method == "POST":
        return _invite(request, event, now)
    if event.is_closed:
        messages.warning(request, _("Kegiatan ini sudah ditutup atau dibatalkan, jadi tidak ada yang diundang lagi."))
        return redirect("event-invitations", event.uuid)
    today = timezone.localdate(now)
    wish, places = event_guests.wish(request.GET), event_guests.places(event, request.user, request.GET, on=today)
    page = needs.candidates(event, request.user, wish, page=request.GET.get("page", "1"), on=today)
    context = {
        "event": event,
        "page": page,
        "wish": wish,
        "places": places,
        "needs": needs.choices(event),
        "all": "semua" in request.GET,
        "free": invite.free(event),
    }
    event_looks.note(event, "usulan undangan", len(page), by=request.user, now=now)
    return render(request, "assessments/event_propose.html", context)


def _invite(request: HttpRequest, event: TrainingEvent, now: datetime) -> HttpResponse:
    chosen = event_guests.ticked(request.POST.getlist("kader"))
    if not chosen:
        messages.warning(request, _("Belum ada yang dicentang, jadi belum ada yang diundang."))
        return redirect(request.get_full_path())
    try:
        placed = invite.invite_many(event, chosen, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(request.get_full_path())
    told = ngettext("%(number)s kader diundang.", "%(number)s kader diundang.", placed.invited)
    messages.success(request, told % {"number": angka(placed.invited)})
    if placed.waiting:
        told = ngettext("%(number)s menunggu tempat.", "%(number)s menunggu tempat.", placed.waiting)
        messages.info(request, told % {"number": angka(placed.waiting)})
    return redirect("event-invitations", event.uuid)


def _withdraw(request: HttpRequest, event: TrainingEvent, now: datetime) -> HttpResponse:
    chosen = event_guests.ticked(request.POST.getlist("kader"))
    try:
        up = invite.withdraw(event, chosen, why=request.POST.get("why", ""), by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("event-invitations", event.uuid)
    told = ngettext("%(number)s undangan dibatalkan.", "%(number)s undangan dibatalkan.", len(chosen))
    messages.success(request, told % {"number": angka(len(chosen))})
    if up:
        told = ngettext(
            "%(number)s dari daftar tunggu mendapat tempat.", "%(number)s dari daftar tunggu mendapat tempat.", up
        )
        messages.info(request, told % {"number": angka(up)})
    return redirect("event-invitations", event.uuid)


def _event(request: HttpRequest, uuid: UUID, now: datetime) -> TrainingEvent:
    found: TrainingEvent = get_object_or_404(event_rights.managed(request.user, on=timezone.localdate(now)), uuid=uuid)
    return found
