"""What a phone is told about those who use it, so that their PIN opens their corner there without a signal (0045)."""

import re
import time
from dataclasses import dataclass
from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone

from lms.people import access, devices, keyed, profiles
from lms.people.models import DeviceProfile, User
from lms.people.rules import Way

LOCK = "lock"  # in a session: the number of the lock that the phone made of the PIN by which it was opened
FRESH = 15 * 60  # seconds that a typed PIN is good for, on a phone of several
_NUMBER = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Corner:
    """One person's profile as her phone keeps it. ``stamp`` changes with her PIN; ``kept``: shown at the door."""

    profile: str
    stamp: str
    kept: bool


def stamp_of(user: User) -> str:
    """Which PIN is in force, without telling anything about it."""
    ended = user.sessions_ended_at.isoformat() if user.sessions_ended_at else ""
    return keyed.token("pin stamp", f"{user.uuid}:{user.pin_set_at.isoformat() if user.pin_set_at else ''}:{ended}")


def note_lock(request: HttpRequest) -> None:
    """The PIN of this very request was right: remember which lock of the phone it belongs to, if its script says so."""
    number = request.POST.get("kunci", "")
    if _NUMBER.fullmatch(number):
        request.session[LOCK] = number
    else:
        request.session.pop(LOCK, None)


def of_session(request: HttpRequest) -> DeviceProfile | None:
    """The corner in which this session was opened with card and PIN; None for staff with a password, and for none."""
    profile = devices.here(request)
    return None if profile is None or access.used(request, profile.user, "password") else profile


def corners(request: HttpRequest, *, now: datetime) -> list[Corner] | None:
    """Everybody whose profile on this device is in force; None for a device that we do not know (any more)."""
    device = devices.device_of(request)
    if device is None:
        return None
    rows = DeviceProfile.objects.filter(device=device, revoked_at=None, user__is_active=True).exclude(user__pin="")
    return [
        Corner(str(row.uuid), stamp_of(row.user), row.remembered and _by_card(row.user, now))
        for row in rows.select_related("user").order_by("pk")
    ]


def end_turn(request: HttpRequest, uuid: str) -> None:
    """Sign out whoever ended her turn on this phone while it had no signal; nobody who has signed in there since."""
    if request.user.is_authenticated:
        profile = of_session(request)
        if profile is not None and str(profile.uuid) == uuid:
            logout(request)


def forget(request: HttpRequest, uuid: str) -> None:
    """Whoever holds the phone may take a picture from its door; nothing else ends with it."""
    found = next((row for row in profiles.on_this_device(request) if str(row.uuid) == uuid), None)
    if found is not None:
        profiles.forget(found)


def needs_pin(request: HttpRequest) -> DeviceProfile | None:
    """Her corner, if this phone has several people and her PIN was last typed a while ago; else None."""
    here = profiles.on_this_device(request)
    mine = next((row for row in here if row.user_id == request.user.pk), None)
    typed = [one["at"] for one in get_authentication_records(request, request.user) if one["method"] != "password"]
    return mine if len(here) > 1 and (not typed or time.time() - max(typed) > FRESH) else None


def _by_card(user: User, now: datetime) -> bool:
    return access.way_of(user, on=timezone.localdate(now)) == Way.CARD
