"""Helping somebody back in: invitations and password links to hand over, and a lost authenticator, by two."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.areas.errors import UserError
from lms.people import invitations, powers, recovery, staffing
from lms.people.models import Invitation, User


@login_required
@require_POST
def password(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a link for a new password of somebody whom the viewer governs."""
    now, user = timezone.now(), _user_or_404(request, uuid)
    try:
        made = invitations.offer_password(user, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("role-person", uuid)
    return redirect("invitation", made.uuid)


@login_required
@require_POST
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask, for somebody whom the viewer governs, that her lost authenticator be taken away."""
    now, user = timezone.now(), _user_or_404(request, uuid)
    try:
        asked = recovery.ask(user, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("role-person", uuid)
    return redirect("recovery", asked.uuid)


@login_required
@require_safe
@never_cache
def invitation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A link with its QR and short code, to print or to show, for whoever made it; what became of it later."""
    now, found = timezone.now(), staffing.invitation_or_404(request.user, uuid)
    context = {"invitation": found, "person": found.person, "why": _closed(found, now=now)}
    if found.kind:
        context["role"] = invitations.role_words(found.kind, found.area, found.puskesmas)
    if not context["why"]:
        context |= {
            "address": invitations.address_of(found),
            "qr": invitations.qr_of(found),
            "code": invitations.code_of(found),
            "site": settings.SITE_URL,
        }
    return render(request, "people/invitation_made.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a link useless: by whoever made it, or stands above what it is for."""
    now = timezone.now()
    found = Invitation.objects.filter(uuid=uuid).select_related("person", "area", "puskesmas__kab").first()
    if found is None or not _may_revoke(request.user, found):
        raise Http404
    try:
        invitations.revoke(found, by=request.user, now=now)
        messages.success(request, _("Tautan dibatalkan."))
    except UserError as error:
        messages.error(request, str(error))
    return redirect("role-person", found.person.uuid)


@login_required
@require_safe
def recovery_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request: who asked, who agreed, who can, and what to do where there are too few."""
    now = timezone.now()
    found = staffing.recovery_or_404(request.user, uuid, now=now)
    able = recovery.able(found, now=now)
    is_open = found.second_at is None and found.cancelled_at is None and found.requested_at > now - recovery.AGE
    context = {
        "recovery": found,
        "person": found.user.person,
        "able": able,
        "mine": request.user in able,
        "is_open": is_open,
        "workable": recovery.is_workable(found, now=now),
    }
    return render(request, "people/recovery.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Agree, as one of two; the second gets the link to hand over."""
    now = timezone.now()
    found = staffing.recovery_or_404(request.user, uuid, now=now)
    try:
        link = recovery.confirm(found, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("recovery", uuid)
    if link is not None:
        return redirect("invitation", link.uuid)
    messages.success(request, _("Persetujuan Anda tercatat. Perlu satu petugas lain lagi."))
    return redirect("recovery", uuid)


@login_required
@require_POST
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a request back, by anybody who governs her."""
    now = timezone.now()
    found = staffing.recovery_or_404(request.user, uuid, now=now)
    try:
        recovery.cancel(found, by=request.user, now=now)
        messages.success(request, _("Permintaan dibatalkan. Autentikatornya tetap berlaku."))
    except UserError as error:
        messages.error(request, str(error))
    return redirect("roles")


def _user_or_404(request: HttpRequest, uuid: UUID) -> User:
    now = timezone.now()
    person = staffing.person_or_404(request.user, uuid, on=timezone.localdate(now))
    user = User.objects.filter(person=person).first()
    if user is None:
        raise Http404
    return user


def _may_revoke(user: User, found: Invitation) -> bool:
    on = timezone.localdate(timezone.now())
    if found.created_by_id == user.pk:
        return True
    if found.kind:
        return powers.may_give(user, None, powers.held(found), on=on)
    theirs = User.objects.filter(person=found.person_id).first()
    return theirs is not None and powers.governs(user, theirs, on=on)


def _closed(found: Invitation, *, now: datetime) -> str:
    try:
        invitations.refuse_closed(found, now=now)
    except UserError as error:
        return str(error)
    return ""
