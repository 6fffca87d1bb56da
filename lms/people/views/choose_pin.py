"""A card without PIN: the phone waits for an officer's word, then its holder chooses a PIN and is in."""

from datetime import datetime

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lms.areas.errors import UserError
from lms.areas.fields import opaque_token
from lms.people import activation, cards, signin
from lms.people.forms import FirstPinForm, WordsForm
from lms.people.models import Activation, Card, User
from lms.people.views.card import SCANNED, other_device

PHONE = "phone"  # in a session: the secret of this phone
STAY = 2 * activation.AGE
LOOK_AGAIN = "6"  # seconds; sixty phones then ask ten times a second


@never_cache
@sensitive_post_parameters("words")
def new_card(request: HttpRequest) -> HttpResponse:
    """The four words of a card that has no PIN yet, for phones that cannot scan."""
    form = WordsForm(request.POST or None)
    if form.is_valid():
        return _look_up(request, form)
    return render(request, "people/new_card.html", {"form": form})


@never_cache
@sensitive_post_parameters("pin", "again")
def choose_pin(request: HttpRequest) -> HttpResponse:
    """Ask, wait, choose: one address, so that a page that is opened again goes on where she was."""
    now, digest = timezone.now(), request.session.get(SCANNED)
    card = cards.find_by_digest(digest) if digest else None
    if card is None or not activation.needs_pin(card):
        return redirect("pin" if digest else "sign-in")
    row = activation.of_phone(card, phone=request.session.get(PHONE, ""), now=now)
    if row is None:
        return _ask(request, card, now=now)
    return _choose(request, row, now=now) if row.confirmed_at else _wait(request, row)


def _look_up(request: HttpRequest, form: WordsForm) -> HttpResponse:
    words = form.cleaned_data["words"]
    card = cards.find_by_words(words)
    found = card if card is not None and activation.needs_pin(card) else None
    try:
        signin.check_words(request, found, digest=cards.typed_digest(words))
    except signin.Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "people/new_card.html", {"form": form}, status=refusal.status)
    if found is None:
        form.add_error("words", "Kartu dengan kata ini tidak ada, atau sudah punya PIN. Periksa lagi keempat katanya.")
        return render(request, "people/new_card.html", {"form": form})
    request.session[SCANNED] = found.token_digest
    request.session.set_expiry(STAY)
    return redirect("choose-pin")


def _ask(request: HttpRequest, card: Card, *, now: datetime) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/ask_officer.html")
    phone = request.session.setdefault(PHONE, opaque_token())
    if not request.user.is_authenticated:
        request.session.set_expiry(STAY)
    try:
        activation.ask(card, phone=phone, now=now)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("choose-pin")


def _wait(request: HttpRequest, row: Activation) -> HttpResponse:
    if request.method == "POST":  # a page that looks again by itself must not send the form again
        return redirect("choose-pin")
    response = render(request, "people/wait_for_officer.html", {"number": row.number})
    response["Refresh"] = LOOK_AGAIN
    return response


def _choose(request: HttpRequest, row: Activation, *, now: datetime) -> HttpResponse:
    form = FirstPinForm(request.POST if "pin" in request.POST else None)
    if form.is_valid():
        try:
            user = activation.choose_pin(row, form.cleaned_data["pin"], now=now)
        except UserError as error:
            form.add_error("pin", str(error))
        else:
            return _enter(request, user, remember=form.cleaned_data["remember"], now=now)
    return render(request, "people/choose_pin.html", {"form": form})


def _enter(request: HttpRequest, user: User, *, remember: bool, now: datetime) -> HttpResponse:
    request.session.pop(SCANNED, None)
    try:
        signin.refuse_wrong_door(request, user, now=now)
    except signin.UnknownDevice:
        return other_device(request, now=now)
    except signin.OtherDoor as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff-sign-in")
    return signin.open_session(request, user, next_url=get_next_redirect_url(request), remember=remember)
