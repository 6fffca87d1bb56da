"""Phones and PCs, known by a cookie, and the corner (profile) of each person on a shared one."""

import hmac
from datetime import date, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.fields import opaque_token
from lms.areas.models import Puskesmas
from lms.people import audit, keyed, queries, scope
from lms.people.audit import Act
from lms.people.models import Device, DeviceProfile, Role, User
from lms.people.scope import Action

COOKIE_AGE = timedelta(days=730)
CODE_AGE = timedelta(days=1)
_CODE_LENGTH = 8
SEAL = "segel:"
MARK = "device"  # in a session: its profile, and when and under which key it was last written down
_KINDS = (
    ("Android", "HP Android"),
    ("iPhone", "iPhone"),
    ("Mobile", "HP"),
    ("Windows", "Komputer"),
    ("Linux", "Komputer"),
)


def cookie_name() -> str:
    """``__Host-`` binds the cookie to this host and to TLS."""
    return "__Host-device" if settings.TLS else "device"


def device_of(request: HttpRequest) -> Device | None:
    """The device that this request comes from, if it is known and not revoked."""
    secret = request.COOKIES.get(cookie_name())
    if not secret:
        return None
    return Device.objects.filter(secret_digest=keyed.digest("device", secret), revoked_at=None).first()


def is_lost(request: HttpRequest) -> bool:
    """Was the device that this request comes from reported lost? Whoever lost its cookie did not lose it."""
    secret = request.COOKIES.get(cookie_name())
    known = Device.objects.filter(secret_digest=keyed.digest("device", secret)) if secret else Device.objects.none()
    return known.filter(revoked_at__isnull=False).exists()


def is_enrolled(request: HttpRequest) -> bool:
    """Does the request come from a device on which penilai and petugas puskesmas may sign in?"""
    device = device_of(request)
    return device is not None and device.enrolled_at is not None


def meet(request: HttpRequest, response: HttpResponseBase, *, now: datetime) -> Device:
    """The device of this request; a new one is created and gets its cookie with the response."""
    device = device_of(request)
    if device is None:
        secret = opaque_token()
        device = Device.objects.create(
            secret_digest=keyed.digest("device", secret), first_seen_at=now, last_seen_at=now, label=_kind_of(request)
        )
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
    named = {"label": label} if label else {}
    if Device.objects.filter(pk=device.pk, enrolled_at=None).update(enrolled_at=now, enrolled_by=by, **named):
        audit.record(Act.DEVICE_ENROLLED, by=by, now=now, detail={"device": str(device.uuid)})


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


@transaction.atomic
def revoke(device: Device, *, now: datetime, by: User | None = None, **whom: Any) -> None:
    """A lost device: everybody's session there ends, its profiles sign nothing, and it is no longer enrolled.

    ``whom`` is whose phone it is, for the audit trail: user and kader.
    """
    if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=now):
        _close(device.profiles.filter(revoked_at=None), now=now)
        audit.record(Act.DEVICE_REVOKED, by=by, now=now, detail={"device": str(device.uuid)}, **whom)


@transaction.atomic
def revoke_of(profile: DeviceProfile, *, now: datetime, by: User) -> None:
    """Somebody's phone is lost. A phone goes as a whole, for everybody who signed in there.

    An office's enrolled device stays the office's: there only her own corner and session end.
    """
    whom: dict[str, Any] = {"user": profile.user, "kader": queries.kader_of(profile.user)}
    if profile.device.enrolled_at is None:
        revoke(profile.device, now=now, by=by, **whom)
        return
    _close(DeviceProfile.objects.filter(pk=profile.pk, revoked_at=None), now=now)
    audit.record(Act.DEVICE_REVOKED, by=by, now=now, detail={"profile": str(profile.uuid)}, **whom)


def of_user(user: User) -> list[DeviceProfile]:
    """Her corners of phones and PCs that are in force, latest seen first."""
    rows = DeviceProfile.objects.filter(user=user, revoked_at=None, device__revoked_at=None).select_related("device")
    return sorted(rows, key=lambda row: row.last_seen_at or row.created_at, reverse=True)


def enrolled_within(user: User, *, on: date) -> list[Device]:
    """The enrolled devices that this officer sees: enrolled by her, or used by penilai and petugas of her puskesmas."""
    puskesmas = scope.rows(user, Action.MANAGE_PEOPLE, Puskesmas.objects.all(), on=on)
    roles = Role.objects.filter(queries.in_force(on), puskesmas__in=puskesmas)
    used = DeviceProfile.objects.filter(revoked_at=None, user__in=roles.values("user"))
    rows = Device.objects.filter(revoked_at=None, enrolled_at__isnull=False)
    within = rows.filter(Q(enrolled_by=user) | Q(pk__in=used.values("device")))
    return list(within.select_related("enrolled_by__person").order_by("-enrolled_at"))


def begin(request: HttpRequest, response: HttpResponseBase, user: User, *, now: datetime) -> DeviceProfile:
    """She has just signed in: her corner of this device, known to her session and knowing it."""
    profile = profile_on(meet(request, response, now=now), user, now=now)
    if request.session.session_key is None:  # a flushed one gets its key only when it is saved
        request.session.save()
    _note(request, profile.pk, now=now)
    return profile


def keep_track(request: HttpRequest, *, now: datetime) -> None:
    """Write down once a day that this device was seen, and a new session key at once, so that it can be ended."""
    mark = request.session.get(MARK)
    if mark and mark[1:] != _mark(request, now=now):
        _note(request, mark[0], now=now)


def _note(request: HttpRequest, profile: int, *, now: datetime) -> None:
    DeviceProfile.objects.filter(pk=profile).update(session_key=request.session.session_key, last_seen_at=now)
    Device.objects.filter(profiles=profile).update(last_seen_at=now)
    request.session[MARK] = [profile, *_mark(request, now=now)]


def _mark(request: HttpRequest, *, now: datetime) -> list[str]:
    return [request.session.session_key or "", timezone.localdate(now).isoformat()]


def _close(profiles: QuerySet[DeviceProfile], *, now: datetime) -> None:
    """End the sessions of these corners; their credentials sign nothing any more."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in profiles.exclude(session_key="").values_list("session_key", flat=True):
        store(key).delete()
    profiles.update(revoked_at=now, remembered=False, session_key="")


def _kind_of(request: HttpRequest) -> str:
    """What sort of device it says it is; enough for her to tell two of them apart."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return next((name for mark, name in _KINDS if mark in agent), "HP atau komputer")


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


def vouches(profile: DeviceProfile, body: str, proof: str) -> bool:
    """Does this come from the profile, or from another corner of the same person: her session would open it there too?

    ``proof`` is a credential; or ``segel:`` and the HMAC-SHA256 of the body under it, which opens nothing else: so it
    stands in a file that is given into another hand.
    """
    if check_credential(profile, proof):
        return True
    hers = DeviceProfile.objects.filter(user=profile.user_id, revoked_at=None, device__revoked_at=None)
    return any(_proves(one, body, proof) for one in hers.select_related("device", "user"))


def _proves(profile: DeviceProfile, body: str, proof: str) -> bool:
    if not proof.startswith(SEAL):
        return check_credential(profile, proof)
    credential = credential_of(profile)
    return _is_seal(credential, body, proof) and check_credential(profile, credential)


def _is_seal(key: str, body: str, proof: str) -> bool:
    expected = SEAL + hmac.new(key.encode(), body.encode("utf-8", "surrogatepass"), sha256).hexdigest()
    return hmac.compare_digest(proof.encode(), expected.encode())


def here(request: HttpRequest) -> DeviceProfile | None:
    """Her corner of this device in this session, however it was opened; None for a session without a device."""
    mark, user = request.session.get(MARK), request.user
    if not mark or not isinstance(user, User):
        return None
    return DeviceProfile.objects.filter(pk=mark[0], user=user, revoked_at=None).first()


def key_for(profile: DeviceProfile, purpose: str) -> str:
    """With which a page seals for this one purpose only; her credential is not in it. Given to a session that may."""
    return keyed.token("seal for", f"{profile.uuid}|{purpose}")


def seals(profile: DeviceProfile, purpose: str, body: str, proof: str) -> bool:
    """Was this sealed there with the key for the purpose, and are profile, device and user still in force?"""
    return _is_seal(key_for(profile, purpose), body, proof) and _in_force(profile)


def check_credential(profile: DeviceProfile, credential: str) -> bool:
    """Is this the credential of the profile, and are profile, device and user still in force?"""
    matches = hmac.compare_digest(profile.credential_digest, keyed.digest("credential", credential))
    return matches and _in_force(profile)


def _in_force(profile: DeviceProfile) -> bool:
    return profile.revoked_at is None and profile.device.revoked_at is None and profile.user.is_active
