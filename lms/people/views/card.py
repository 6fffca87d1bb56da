"""Signing in with *kartu masuk* and PIN, and leaving."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lms.people import activation, cards, devices, gateway, motifs, profiles, signin
from lms.people.forms import CardForm, PinForm, RememberForm
from lms.people.models import Card, DeviceProfile

SCANNED = "scanned_card"
SCAN_AGE = 15 * 60  # seconds to find the PIN


@never_cache
@sensitive_post_parameters("words", "pin")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The people of this phone, and the four words and the PIN of any card, on one page."""
    form = CardForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        return _attempt(request, form, card=cards.find_by_words(words), digest=cards.typed_digest(words))
    return _page(request, form)


@never_cache
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """The QR of a card: keep its digest in the session and leave the address with the token at once."""
    request.session[SCANNED] = cards.token_digest(token)
    if not request.user.is_authenticated:
        # Anybody can make up tokens: sessions that lead nowhere must not stay for half a year.
        request.session.set_expiry(SCAN_AGE)
    return redirect("pin")


@never_cache
@sensitive_post_parameters("pin")
def pin(request: HttpRequest) -> HttpResponse:
    """The PIN of the card that was scanned. Greets nobody: a card that was found tells no name."""
    digest = request.session.get(SCANNED)
    if digest is None:
        return redirect("sign-in")
    card = cards.find_by_digest(digest)
    if card is not None and activation.needs_pin(card):
        return redirect("choose-pin")
    form = RememberForm(request.POST or None)
    form.fields["pin"].widget.attrs["autofocus"] = True
    if form.is_valid():
        return _attempt(request, form, card=card, digest=digest)
    return _page(request, form)


@never_cache
@sensitive_post_parameters("pin")
def profile(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody whom this phone remembers: only the PIN. Back to the door for those it does not (any more)."""
    found = profiles.of_request(request, uuid)
    if found is None:
        return redirect("sign-in")
    form = PinForm(request.POST or None)
    form.fields["pin"].widget.attrs["autofocus"] = True
    status = 200
    if form.is_valid():
        try:
            user = signin.check_profile(request, found, pin=form.cleaned_data["pin"], now=timezone.now())
        except signin.Mismatch:
            form.add_error(None, "PIN belum cocok. Silakan coba lagi. Lupa PIN? Puskesmas dapat menggantinya.")
        except signin.Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return signin.open_session(request, user, next_url=get_next_redirect_url(request))
    context = {"form": form, "tile": _tile(found), "next": get_next_redirect_url(request) or ""}
    return render(request, "people/profile.html", context, status=status)


def other_device(request: HttpRequest, *, now: datetime) -> HttpResponse:
    """What a penilai sees on a device that nobody has enrolled: its code."""
    response = TemplateResponse(request, "people/unknown_device.html")
    device = devices.meet(request, response, now=now)
    response.context_data = {"code": devices.enrolment_code(device)}
    return response


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    target = get_next_redirect_url(request) or "/"
    logout(request, show_message=False)
    return HttpResponseRedirect(target)


def _attempt(request: HttpRequest, form: RememberForm, *, card: Card | None, digest: str) -> HttpResponse:
    now = timezone.now()
    try:
        user = signin.check_card(request, card=card, digest=digest, pin=form.cleaned_data["pin"], now=now)
    except signin.UnknownDevice:
        return other_device(request, now=now)
    except signin.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=refusal.status)
    request.session.pop(SCANNED, None)
    next_url, remember = get_next_redirect_url(request), form.cleaned_data["remember"]
    return signin.open_session(request, user, next_url=next_url, remember=remember)


def _page(request: HttpRequest, form: RememberForm, *, status: int = 200) -> HttpResponse:
    tiles = [_tile(one) for one in profiles.on_this_device(request)] if "words" in form.fields else []
    context = {"form": form, "next": get_next_redirect_url(request) or "", "tiles": tiles, "by_phone": gateway.is_on()}
    return render(request, "people/sign_in.html", context, status=status)


def _tile(found: DeviceProfile) -> dict[str, Any]:
    return {
        "uuid": found.uuid,
        "name": profiles.first_name(found),
        "motif": found.get_motif_display(),
        "picture": motifs.picture(found.motif),
    }
