"""Phones and PCs, known by a cookie, and the corner (profile) of each person on a shared one."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.fields import opaque_token
from lms.people import keyed
from lms.people.models import Device, DeviceProfile, User

COOKIE_AGE = timedelta(days=730)
CODE_AGE = timedelta(days=1)
_CODE_LENGTH = 8


def cookie_name() -> str:
    """``__Host-`` binds the cookie to this host and to TLS."""
    return "__Host-device" if settings.TLS else "device"


def device_of(request: HttpRequest) -> Device | None:
    """The device that this request comes from, if it is known and not revoked."""
    secret = request.COOKIES.get(cookie_name())
    if not secret:
        return None
    return Device.objects.filter(secret_digest=keyed.digest("device", secret), revoked_at=None).first()


def is_enrolled(request: HttpRequest) -> bool:
    """Does the request come from a device on which penilai and petugas puskesmas may sign in?"""
    device = device_of(request)
    return device is not None and device.enrolled_at is not None


def meet(request: HttpRequest, response: HttpResponseBase, *, now: datetime) -> Device:
    """The device of this request; a new one is created and gets its cookie with the response."""
    device = device_of(request)
    if device is None:
        secret = opaque_token()
        device = Device.objects.create(secret_digest=keyed.digest("device", secret), first_seen_at=now)
        response.set_cookie(
            cookie_name(), secret, max_age=COOKIE_AGE, httponly=True, secure=settings.TLS, samesite="Lax"
        )
    return device


def enrolment_code(device: Device) -> str:
    """What a person reads out to have her device enrolled: "3F2A-91BC". Not a secret."""
    code = device.uuid.hex[:_CODE_LENGTH].upper()
    return f"{code[:4]}-{code[4:]}"


@transaction.atomic
def enrol(device: Device, *, by: User | None, now: datetime, label: str = "") -> None:
    """Let penilai and petugas puskesmas sign in on this device. ``by`` is None for the demo on loopback only."""
    Device.objects.filter(pk=device.pk, enrolled_at=None).update(enrolled_at=now, enrolled_by=by, label=label)


def enrol_by_code(code: str, *, by: User, now: datetime, label: str = "") -> Device:
    """Enrol the device that shows this code, for a day after it was first seen. UserError if there is none."""
    typed = "".join(char for char in code.lower() if char in "0123456789abcdef")
    if len(typed) != _CODE_LENGTH:
        raise UserError(_("Kode perangkat terdiri dari 8 huruf dan angka, seperti 3F2A-91BC. Silakan tulis lagi."))
    low, high = (UUID(typed + filler * (32 - _CODE_LENGTH)) for filler in "0f")
    recent = Device.objects.filter(uuid__range=(low, high), first_seen_at__gte=now - CODE_AGE, revoked_at=None)
    device = recent.filter(enrolled_at=None).first()
    if device is None:
        raise UserError(
            _("Kode ini tidak ditemukan atau sudah lewat sehari. Minta penilai mencoba masuk lagi di HP-nya.")
        )
    enrol(device, by=by, now=now, label=label)
    return device


def revoke(device: Device, *, now: datetime) -> None:
    """A lost device: whoever is signed in there as penilai is out with her next click; its profiles sign nothing."""
    Device.objects.filter(pk=device.pk).update(revoked_at=now)
    device.profiles.filter(revoked_at=None).update(revoked_at=now)


def profile_for(request: HttpRequest, user: User, *, now: datetime) -> DeviceProfile | None:
    """The user's corner of the device of this request; None if the request carries no device cookie."""
    device = device_of(request)
    return profile_on(device, user, now=now) if device else None


@transaction.atomic
def profile_on(device: Device, user: User, *, now: datetime) -> DeviceProfile:
    """The user's corner of a device, made at need."""
    found = DeviceProfile.objects.select_for_update().filter(device=device, user=user, revoked_at=None).first()
    if found is None:
        found = DeviceProfile(device=device, user=user, created_at=now)
        found.credential_digest = keyed.digest("credential", credential_of(found))
        found.save()
    return found


def credential_of(profile: DeviceProfile) -> str:
    """22 characters with which the script of this profile signs what it hands in later, without a session."""
    return keyed.token("credential", profile.uuid)


def check_credential(profile: DeviceProfile, credential: str) -> bool:
    """Is this the credential of the profile, and are profile, device and user still in force?"""
    matches = hmac.compare_digest(profile.credential_digest, keyed.digest("credential", credential))
    in_force = profile.revoked_at is None and profile.device.revoked_at is None and profile.user.is_active
    return matches and in_force
