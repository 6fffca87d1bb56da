"""Signing in by a code to one's phone: the number, the code, then the name and the PIN. Where it is off: 404."""

from collections.abc import Callable
from functools import wraps

from allauth.account.utils import get_next_redirect_url
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms.areas.errors import UserError
from lms.areas.fields import opaque_token
from lms.people import codes, gateway, signin, tasks
from lms.people.phone_forms import NameForm, PhoneCodeForm, PhoneForm

ASKED, TARGET = "phone_code", "phone_next"  # in a session: its secret, and where she was going
STAY = 2 * codes.STAY
View = Callable[[HttpRequest], HttpResponse]


def _if_on(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not gateway.is_on():
            raise Http404
        return view(request)

    return wrapped


@_if_on
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("phone")
def ask(request: HttpRequest) -> HttpResponse:
    """The number. Whether it is known changes nothing in the answer, nor in how long it takes."""
    form, now, status = PhoneForm(request.POST or None), timezone.now(), 200
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            signin.count_phone_code(request, phone, now=now)
        except signin.Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            row = codes.ask(phone, secret=_secret(request), now=now)
            # Also for a number that nobody has. Robust: without broker she asks again, or takes her card.
            transaction.on_commit(lambda: tasks.send_code.delay(row.pk), robust=True)
            return redirect("phone-code")
    context = {
        "form": form,
        "next": get_next_redirect_url(request) or "",
        "disturbed": codes.is_disturbed(now=now),
        "asked": ASKED in request.session,
    }
    return render(request, "people/phone_ask.html", context, status=status)


@_if_on
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("code")
def enter_code(request: HttpRequest) -> HttpResponse:
    """The code, in the browser that asked for it."""
    secret, now = request.session.get(ASKED), timezone.now()
    if secret is None:
        return redirect("phone-ask")
    form = PhoneCodeForm(request.POST or None)
    form.fields["code"].widget.attrs["autofocus"] = True
    if form.is_valid():
        try:
            codes.check(secret, form.cleaned_data["code"], now=now)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("phone-name")
    return render(request, "people/phone_code.html", {"form": form, "disturbed": codes.is_disturbed(now=now)})


@_if_on
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("pin", "who")
def choose(request: HttpRequest) -> HttpResponse:
    """Who of those who have this number it is, and her PIN: names are told only after the code was right."""
    now = timezone.now()
    row = codes.opened(request.session.get(ASKED, ""), now=now)
    if row is None:
        return redirect("phone-ask")
    users = signin.come_by_card(request, codes.users_of(row), now=now)
    form, status = NameForm(users, request.POST or None), 200
    if users and form.is_valid():
        try:
            user = signin.check_chosen(request, form.chosen, pin=form.cleaned_data["pin"], now=now)
        except signin.Mismatch:
            form.add_error(None, "Nama dan PIN belum cocok. Silakan coba lagi. Lupa PIN? Puskesmas dapat menggantinya.")
        except signin.Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            request.session.pop(ASKED, None)
            target, remember = request.session.pop(TARGET, None), form.cleaned_data["remember"]
            return signin.open_session(request, user, next_url=target, remember=remember, by="phone")
    return render(request, "people/phone_name.html", {"form": form, "users": users}, status=status)


def _secret(request: HttpRequest) -> str:
    """What binds codes to this browser; the session stays no longer than they are of use."""
    if not request.user.is_authenticated:
        request.session.set_expiry(STAY)
    request.session[TARGET] = get_next_redirect_url(request)
    return request.session.setdefault(ASKED, opaque_token())
