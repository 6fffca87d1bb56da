"""For whoever was handed a one-time link or code, and for who lost her authenticator."""

from datetime import datetime

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms.areas.errors import UserError
from lms.people import accept, invitations, powers, recovery, signin
from lms.people.forms import CodeForm, NewAccountForm, NewPasswordForm, ProveForm
from lms.people.middleware import BY_LINK, SET_UP
from lms.people.models import Invitation
from lms.people.views.card import SCAN_AGE

OPENED = "opened_invitation"
Purpose = Invitation.Purpose
FORMS: dict[str, type[forms.Form]] = {
    Purpose.ACCOUNT: NewAccountForm,
    Purpose.PASSWORD: NewPasswordForm,
    Purpose.AUTHENTICATOR: ProveForm,
}


@never_cache
def scan_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link: keep its digest in the session and leave the address with the token at once."""
    return _opened(request, invitations.digest_of(token))


@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest) -> HttpResponse:
    """The invitation whose link was opened, and its form; without one, the form for the short code."""
    now, digest = timezone.now(), request.session.get(OPENED)
    if digest is None or "code" in request.POST:
        return _code(request, now=now)
    invitation = invitations.find(digest)
    try:
        if invitation is None:
            raise UserError("Tautan ini tidak dikenal. Periksa apakah seluruh tautan tersalin, atau tulis kodenya.")
        invitations.refuse_closed(invitation, now=now)
    except UserError as error:
        request.session.pop(OPENED)
        return render(request, "people/invitation_closed.html", {"why": str(error)}, status=410)
    return _invitation(request, invitation, now=now)


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="staff-sign-in")
@require_http_methods(["GET", "POST"])
def ask_recovery(request: HttpRequest) -> HttpResponse:
    """After the right password: ask that a lost authenticator be taken away."""
    now, user = timezone.now(), request._login_stage.login.user  # type: ignore[attr-defined]
    if request.method == "GET":
        return render(request, "people/recovery_ask.html", {"username": user.username})
    try:
        asked = recovery.ask(user, by=user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("staff-sign-in")
    context = {"username": user.username, "workable": recovery.is_workable(asked, now=now), "asked": asked}
    return render(request, "people/recovery_ask.html", context)


def _opened(request: HttpRequest, digest: str) -> HttpResponse:
    request.session[OPENED] = digest
    if not request.user.is_authenticated:
        # Anybody can make up tokens: sessions that lead nowhere must not stay.
        request.session.set_expiry(SCAN_AGE)
    return redirect("invited")


def _code(request: HttpRequest, *, now: datetime) -> HttpResponse:
    form, status = CodeForm(request.POST or None), 200
    if form.is_valid():
        try:
            signin.count_code(request)
            found = invitations.find_by_code(form.cleaned_data["code"])
            if found is not None:
                return _opened(request, found.token_digest)
            form.add_error("code", "Kode ini tidak dikenal. Periksa lagi huruf dan angkanya.")
        except signin.Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
    return render(request, "people/invitation_code.html", {"form": form}, status=status)


def _invitation(request: HttpRequest, invitation: Invitation, *, now: datetime) -> HttpResponse:
    form, status = FORMS[invitation.purpose](request.POST or None), 200
    if form.is_valid():
        try:
            return _act(request, invitation, form, now=now)
        except signin.Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        except UserError as error:
            form.add_error(None, str(error))
    by, today = invitation.created_by, timezone.localdate(now)
    context = {
        "form": form,
        "invitation": invitation,
        "person": invitation.person,
        "by": by.person.name if by.person else by.username,
        "by_roles": [invitations.role_words(r.kind, r.area, r.puskesmas) for r in powers.current(by, on=today)],
    }
    if invitation.kind:
        context["role"] = invitations.role_words(invitation.kind, invitation.area, invitation.puskesmas)
    return render(request, "people/invitation.html", context, status=status)


def _act(request: HttpRequest, invitation: Invitation, form: forms.Form, *, now: datetime) -> HttpResponse:
    """Do what the link is for; its session key goes with it. UserError or Refused tell what cannot be."""
    if invitation.purpose == Purpose.PASSWORD:
        accept.choose_password(invitation, **form.cleaned_data, now=now)
        request.session.pop(OPENED, None)
        messages.success(request, "Kata sandi baru tersimpan. Silakan masuk dengan kata sandi itu.")
        return redirect("staff-sign-in")
    if invitation.purpose == Purpose.ACCOUNT:
        user = accept.accept(invitation, **form.cleaned_data, now=now)
    else:
        signin.count_proof(request, invitation)
        user = accept.prove(invitation, **form.cleaned_data, now=now)
    request.session.pop(OPENED, None)
    response = signin.open_staff_session(request, user, next_url=reverse(SET_UP))
    if invitation.purpose == Purpose.AUTHENTICATOR:
        request.session[BY_LINK] = invitation.pk
    return response
