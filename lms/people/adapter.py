"""What we decide where allauth asks."""

import base64
import io
import time
from typing import Any

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from lms.people import access, audit, devices, keyed, queries
from lms.people.audit import Act
from lms.people.models import User
from lms.people.models.role import Kind
from lms.people.rules import Way

# Whoever holds several roles starts where the first of these kinds works.
_HOME_ORDER = (
    Kind.DINAS,
    Kind.PENILAI,  # before her puskesmas: a bidan with both roles comes to assess
    Kind.PUSKESMAS,
    Kind.ADMIN,
    Kind.NATIONAL_AUTHOR,
    Kind.LOCAL_AUTHOR,
    Kind.REVIEWER,
    Kind.OBSERVER,
)


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, same-site redirects, one's own first page, known devices."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Paths of this site only; not even the site's own absolute addresses."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        kinds = queries.kinds_of(request.user, on=timezone.localdate())
        return next((settings.HOME_BY_ROLE[kind] for kind in _HOME_ORDER if kind in kinds), settings.LOGIN_REDIRECT_URL)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        response = super().post_login(request, user, **kwargs)
        devices.begin(request, response, user, now=now)
        if access.used(request, user, "password"):
            audit.record(Act.SIGNED_IN, by=user, now=now, user=user)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password of somebody who is staff; the limits bound how many there can be."""
        now = timezone.now()
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        if user is not None and access.way_of(user, on=timezone.localdate(now)) == Way.TOTP:
            audit.record(Act.SIGN_IN_REFUSED, by=None, now=now, user=user, detail={"step": "password"})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody is asked for the password again minutes after she typed it."""
        typed = [
            r["at"] for r in get_authentication_records(self.request, self.request.user) if r["method"] == "password"
        ]
        fresh = bool(typed) and time.time() - typed[-1] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Keeps TOTP secrets and recovery codes encrypted: a stolen database gives nobody a second factor."""

    def build_totp_svg(self, url: str) -> str:
        """On white, because allauth's own has no ground and cannot be scanned in a dark theme."""
        picture = io.BytesIO()
        segno.make(url, micro=False).save(picture, kind="svg", scale=4, light="#fff")
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(keyed.derive("cipher", "mfa")))
