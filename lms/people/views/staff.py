"""Signing in as petugas, and enrolling the device of a penilai."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.areas.errors import UserError
from lms.people import access, devices, scope
from lms.people.forms import EnrolForm
from lms.people.scope import Action


class StaffSignIn(LoginView):
    """User name and password; allauth's stages then ask for the code of the authenticator app."""

    template_name = "people/staff_sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's admin sends everybody here who may not enter; who is signed in would be sent back, without end."""
        to_content = request.GET.get("next", "").startswith(reverse("wagtailadmin_home"))
        if to_content and request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            list(messages.get_messages(request))  # Wagtail's sentence about it would wait for another page
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@login_required
def enrol_device(request: HttpRequest) -> HttpResponse:
    """Enrol the phone or PC of a penilai by the code it shows. Only for staff who proved themselves with TOTP."""
    now = _proven(request)
    form = EnrolForm(request.POST or None)
    if form.is_valid():
        try:
            devices.enrol_by_code(**form.cleaned_data, by=request.user, now=now)
        except UserError as error:
            form.add_error("code", str(error))
        else:
            messages.success(request, _("Perangkat terdaftar. Penilai dapat masuk di sana dengan kartu dan PIN."))
            return redirect("device-enrol")
    enrolled = devices.enrolled_within(request.user, on=timezone.localdate(now))
    return render(request, "people/enrol_device.html", {"form": form, "devices": enrolled})


@require_POST
@login_required
def revoke_device(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An enrolled device that is lost or given away: everybody there is out."""
    now = _proven(request)
    within = devices.enrolled_within(request.user, on=timezone.localdate(now))
    device = next((one for one in within if one.uuid == uuid), None)
    if device is None:
        raise Http404
    devices.revoke(device, now=now, by=request.user)
    messages.success(request, _("Perangkat dicabut. Siapa pun yang masuk di sana keluar pada klik berikutnya."))
    return redirect("device-enrol")


def _proven(request: HttpRequest) -> datetime:
    """Now, if the viewer looks after people and has proved herself with TOTP; else Http404."""
    now = timezone.now()
    proven = access.used(request, request.user, "mfa") or access.is_waived(request, request.user)
    if not proven or not scope.may(request.user, Action.MANAGE_PEOPLE, on=timezone.localdate(now)):
        raise Http404
    return now
