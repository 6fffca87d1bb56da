"""Is somebody signed in as strongly as her roles ask (DESIGN 5.8)?"""

from datetime import date
from ipaddress import ip_address

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from lms.people import devices, queries, rules
from lms.people.models import User
from lms.people.rules import Way

_LOOPBACK = ("", "127.0.0.1", "::1")  # "": a socket in the file system


def way_of(user: User, *, on: date) -> Way:
    """How this user must sign in on that day."""
    if user.is_superuser or user.is_staff:
        return Way.TOTP
    return rules.way_for(queries.kinds_of(user, on=on))


def is_loopback(host: str) -> bool:
    """Does this host name, with or without port, mean the machine itself?"""
    name = split_domain_port(host.lower())[0].strip("[]")
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def is_waived(request: HttpRequest, user: User) -> bool:
    """Demo users need neither an enrolled device nor TOTP: in demo mode, and from the machine itself only.

    A name is not enough: whoever is in the same network can send any ``Host``.
    """
    near = is_loopback(request.get_host()) and request.META.get("REMOTE_ADDR", "") in _LOOPBACK
    return settings.DEMO and user.is_demo and near


def has_totp(user: User) -> bool:
    """Has the user set up an authenticator app?"""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def used(request: HttpRequest, user: User, method: str) -> bool:
    """Did the user prove herself by this method (card, password, mfa) in this session?"""
    return any(record["method"] == method for record in get_authentication_records(request, user))


def is_strong(request: HttpRequest, user: User, *, on: date) -> bool:
    """Is this session strong enough for the roles that the user holds on that day?"""
    if is_waived(request, user):
        return True
    way = way_of(user, on=on)
    if way == Way.TOTP:
        return used(request, user, "mfa")
    return way == Way.CARD or devices.is_enrolled(request)
