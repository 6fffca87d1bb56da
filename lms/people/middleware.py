"""What holds for every request of somebody who is signed in."""

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import RateLimited
from allauth.core.internal.ratelimit import consume
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from lms.people import access, audit, consents, devices, invitations, queries
from lms.people.audit import Act
from lms.people.rules import Way

Handler = Callable[[HttpRequest], HttpResponse]
SET_UP = "mfa_activate_totp"
BY_LINK = "authenticator_link"  # in a session: the invitation by which she came
# Pages that are the same for everybody and read no user, and those by which a session becomes strong, or ends.
_FREE = frozenset(
    {
        "wagtail_serve",
        "recalls",
        "look",
        "box",
        "shell",
        "worker",
        "manifest",
        "fragment",
        "packs",
        "pack",
        "cards-pack",
        "open-day",
        "day-shell",
        "sums",
        "search",
        "search-index",
        "saved",
        "sign-in",
        "card",
        "pin",
        "new-card",
        "choose-pin",
        "profile",
        "phone-ask",
        "phone-code",
        "phone-name",
        "who",
        "staff-sign-in",
        "sign-out",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_authenticate",
        "mfa_reauthenticate",
    }
)
# What may be read before the notice: the notice itself, and pages that are the same for everybody.
_BEFORE_NOTICE = frozenset(
    {
        "shell",
        "worker",
        "manifest",
        "notice",
        "notice-read",
        "practice",
        "practice-picture",
        "verify",
        "verify-form",
        "jwks",
        "healthz",
        "readyz",
    }
    | {"content-report", "content-report-lesson", "content-report-receipt"}
)
NOTICE = "notice"  # the version that this session's user has read


class NoStore:
    """No browser and no proxy keeps a page that was made for somebody; her device is seen.

    A page that never looked at the session is the same for everybody and stays cacheable.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            devices.keep_track(request, now=timezone.now())
            response["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """allauth raises RateLimited in places where nothing turns it into an answer."""
        return respond_429(request) if isinstance(exception, RateLimited) else None


class StrongSignIn:
    """A role is worth nothing in a session that is weaker than the role asks, also if it was granted a minute ago.

    Whoever needs TOTP and has none sets it up before anything else; other weak sessions end.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name or ""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or (name in _FREE and not _is_for_passwords(name)):
            return None
        if not request.user.is_authenticated:
            return None
        if _is_for_passwords(name) and access.way_of(request.user, on=timezone.localdate()) != Way.TOTP:
            raise Http404
        if name == SET_UP and _lacks_link(request):
            return _out(request, _by_link(), "staff-sign-in")
        if name in _FREE or access.is_strong(request, request.user, on=timezone.localdate()):
            return None
        return _strengthen(request)


class NoticeFirst:
    """Whoever has not been shown the privacy notice in force reads it before anything else of hers opens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name or ""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or name in _FREE | _BEFORE_NOTICE:
            return None
        if request.method != "GET":  # a form that was filled under an earlier notice is not lost
            return None
        if not request.user.is_authenticated:
            return None
        version = consents.notice_version()
        if request.session.get(NOTICE) == version:
            return None
        person = request.user.person
        if person is not None and not consents.has_read_notice(person):
            return redirect_to_login(request.get_full_path(), reverse("notice-read"))
        request.session[NOTICE] = version
        return None


def _is_for_passwords(name: str) -> bool:
    """Pages that mean nothing to those who come by card, and could lock them out: a PIN needs no second factor."""
    return name.startswith("mfa_") or name == "account_change_password"


def _lacks_link(request: HttpRequest) -> bool:
    """Was her authenticator taken away, and does she come without the link by which she sets up a new one?"""
    return invitations.is_waiting(request.user) and not invitations.is_open(request.session.get(BY_LINK, 0))


def _by_link() -> str:
    return "Autentikator Anda sedang dipulihkan. Buka tautan sekali pakai dari petugas untuk memasang yang baru."


def _strengthen(request: HttpRequest) -> HttpResponse:
    user = request.user
    way = access.way_of(user, on=timezone.localdate())
    if way == Way.TOTP and access.used(request, user, "password") and not access.has_totp(user):
        return _out(request, _by_link(), "staff-sign-in") if _lacks_link(request) else redirect(SET_UP)
    if way == Way.TOTP:
        words = "Silakan masuk dengan nama pengguna, kata sandi, dan kode aplikasi autentikator."
        return _out(request, words, "staff-sign-in")
    return _out(request, "HP atau komputer ini belum terdaftar untuk penilai. Silakan masuk lagi.", "sign-in")


def _out(request: HttpRequest, words: str, door: str) -> HttpResponse:
    logout(request)
    messages.warning(request, words)
    return redirect(door)


class Denials:
    """Tells the audit trail when a member of staff asks for a page that is not hers; so many an hour, not more.

    Kader are not told of: for them a wrong address is a wrong address.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (403, 404) and settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._tell(request)
        return response

    def _tell(self, request: HttpRequest) -> None:
        now, name = timezone.now(), getattr(request.resolver_match, "view_name", None)
        if name in (None, "wagtail_serve") or not request.user.is_authenticated:
            return
        if not queries.kinds_of(request.user, on=timezone.localdate(now)):
            return
        if consume(request, app="allauth.account", action="denied", key=str(request.user.pk), limit_get=True):
            audit.record(Act.DENIED, by=request.user, now=now, detail={"page": name})
