"""The officer's side of choosing a PIN: who waits, the one tap, the reset, and the device handed over."""

from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.areas.errors import UserError
from lms.people import activation, audit, holders, scope
from lms.people.audit import Act
from lms.people.forms import ChoosePinForm
from lms.people.models import Activation, Kader
from lms.people.scope import Action

LOOK_AGAIN = "5"  # seconds
SEEN = "activations_seen"
_SEEN_AGE = timedelta(minutes=15)  # the list looks again by itself: one line of the audit trail for that


@require_safe
@login_required
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """A class: every phone that waits with a card of somebody within reach, or (``di``) of one posyandu only."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    rows = activation.waiting(activation.helped_by(request.user, on=today), now=now)
    _write_once(request, count=len(rows), now=now)
    lines, at = activation.lines(rows, on=today), request.GET.get("di", "")
    context = {
        "rows": [line for line in lines if at in ("", line.place_key)],
        "places": sorted({(line.place, line.place_key) for line in lines if line.place_key}),
        "at": at,
        "done": activation.done_by(request.user, now=now),
    }
    response = render(request, "people/activation.html", context)
    response["Refresh"] = LOOK_AGAIN
    return response


@require_POST
@login_required
@never_cache
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """*Ini Bu Sari*, or not."""
    now = timezone.now()
    people = activation.helped_by(request.user, on=timezone.localdate(now))
    rows = Activation.objects.select_related("card__person")
    row = get_object_or_404(rows, uuid=uuid, card__person__in=people)
    person = row.card.person
    try:
        if request.POST.get("apa") == "bukan":
            activation.refuse(row, by=request.user, now=now)
        else:
            activation.confirm(row, by=request.user, now=now)
            told = _("%(who)s sekarang memilih PIN di HP-nya (angka %(number)s).")
            messages.success(request, told % {"who": f"{person.honorific} {person.name}", "number": row.number})
    except UserError as error:
        messages.warning(request, str(error))
    at = request.POST.get("di", "")
    return redirect(f"{reverse('activation')}?{urlencode({'di': at})}" if at else "activation")


@require_safe
@login_required
@never_cache
def kader_activation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One kader: has she a card and a PIN, does her phone wait; what can be done."""
    now = timezone.now()
    today, kader = timezone.localdate(now), _kader(request, uuid, now=now)
    mine = activation.waiting(activation.helped_by(request.user, on=today).filter(pk=kader.person_id), now=now)
    audit.record(Act.KADER_SEEN, by=request.user, now=now, kader=kader, detail={"page": "activation"})
    context = {"kader": kader, "holder": holders.of_kader(kader, on=today), "rows": activation.lines(mine, on=today)}
    return render(request, "people/kader_activation.html", context)


@require_POST
@login_required
@never_cache
def pin_reset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A forgotten PIN, in one tap."""
    now = timezone.now()
    kader = _kader(request, uuid, now=now)
    activation.reset(kader.person, by=request.user, now=now)
    told = _("PIN lama tidak berlaku lagi. Minta %(who)s memindai kartunya, lalu cocokkan angkanya di sini.")
    messages.success(request, told % {"who": f"{kader.person.honorific} {kader.person.name}"})
    return redirect("kader-activation", kader.uuid)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
@sensitive_post_parameters("pin", "again")
def hand_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The officer's own device in the kader's hands: she types her PIN, and gives it back."""
    now = timezone.now()
    kader = _kader(request, uuid, now=now)
    form = ChoosePinForm(request.POST or None)
    if form.is_valid():
        try:
            activation.hand_over(kader, form.cleaned_data["pin"], by=request.user, now=now)
        except UserError as error:
            form.add_error("pin", str(error))
        else:
            messages.success(request, _("PIN tersimpan. Silakan kembalikan HP kepada petugas."))
            return redirect("kader-activation", kader.uuid)
    return render(request, "people/hand_over.html", {"form": form, "kader": kader})


def _kader(request: HttpRequest, uuid: UUID, *, now: datetime) -> Kader:
    people = activation.helped_by(request.user, on=timezone.localdate(now))
    return get_object_or_404(Kader.objects.select_related("person__user"), uuid=uuid, person__in=people)


def _write_once(request: HttpRequest, *, count: int, now: datetime) -> None:
    last = request.session.get(SEEN, 0)
    if now.timestamp() - last > _SEEN_AGE.total_seconds():
        audit.record(Act.LIST_SEEN, by=request.user, now=now, count=count, detail={"list": "activation"})
        request.session[SEEN] = now.timestamp()
