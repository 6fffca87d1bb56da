"""Signing in with *kartu masuk* and PIN, and leaving."""

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lms.people import cards, devices, signin
from lms.people.forms import CardForm, PinForm
from lms.people.models import Card

SCANNED = "scanned_card"
SCAN_AGE = 15 * 60  # seconds to find the PIN


@never_cache
@sensitive_post_parameters("words", "pin")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The four words and the PIN on one page."""
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
    form = PinForm(request.POST or None)
    form.fields["pin"].widget.attrs["autofocus"] = True
    if form.is_valid():
        return _attempt(request, form, card=cards.find_by_digest(digest), digest=digest)
    return _page(request, form)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    target = get_next_redirect_url(request) or "/"
    logout(request, show_message=False)
    return HttpResponseRedirect(target)


def _attempt(request: HttpRequest, form: PinForm, *, card: Card | None, digest: str) -> HttpResponse:
    now = timezone.now()
    try:
        user = signin.check_card(request, card=card, digest=digest, pin=form.cleaned_data["pin"], now=now)
    except signin.UnknownDevice:
        response = TemplateResponse(request, "people/unknown_device.html")
        device = devices.meet(request, response, now=now)
        response.context_data = {"code": devices.enrolment_code(device)}
        return response
    except signin.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=refusal.status)
    request.session.pop(SCANNED, None)
    return signin.open_session(request, user, next_url=get_next_redirect_url(request))


def _page(request: HttpRequest, form: PinForm, *, status: int = 200) -> HttpResponse:
    next_url = get_next_redirect_url(request) or ""
    return render(request, "people/sign_in.html", {"form": form, "next": next_url}, status=status)
