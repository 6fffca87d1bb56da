"""Signing in with card and PIN. Through allauth's machinery, so that its limits, signals and stages apply."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import access, codes, devices, phones, pins, profiles
from lms.people.models import Card, DeviceProfile, Invitation, User
from lms.people.rules import Way

logger = logging.getLogger(__name__)
_CODE_LIMITS = {
    "otp_again": "Kode baru saja diminta untuk nomor ini. Tunggu 30 detik, lalu coba lagi.",
    "otp": "Sudah beberapa kali kode diminta. Coba lagi nanti, atau masuk dengan kartu masuk sekarang.",
}
# Who does not get her turn to be counted is refused. allauth waits a second for it: too short for a class of sixty on a
# busy machine, and for the lock of a process that was killed while it counted, which goes by itself.
ratelimit.CACHE_LOCK_WAIT_TIMEOUT = ratelimit.CACHE_LOCK_TIMEOUT + 2


class Refused(UserError):
    """Not signed in; ``status`` is the answer's HTTP status."""

    status = 200


class Mismatch(Refused):
    """Unknown card, revoked card, no PIN yet and wrong PIN: one sentence, so that nobody learns who has a card."""

    def __init__(self) -> None:
        super().__init__("Kartu dan PIN tidak cocok. Silakan coba lagi. Lupa PIN? Puskesmas dapat menggantinya.")


class TooMany(Refused):
    status = 429

    def __init__(self) -> None:
        super().__init__(
            "Sudah terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi. Lupa PIN? Puskesmas dapat menggantinya. "
            "Kartu dan hasil belajar Ibu/Bapak tetap aman."
        )


class TooManyLinks(Refused):
    status = 429

    def __init__(self) -> None:
        super().__init__("Sudah terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi. Undangan tetap berlaku.")


class TooManyCodes(Refused):
    status = 429


class OtherDoor(Refused):
    def __init__(self) -> None:
        super().__init__("Akun ini masuk lewat halaman petugas, dengan nama pengguna dan kata sandi.")


class UnknownDevice(Refused):
    """The PIN was right, but a penilai needs an enrolled device."""

    def __init__(self) -> None:
        super().__init__("HP atau komputer ini belum terdaftar untuk penilai.")


class CardNeeded(Refused):
    def __init__(self) -> None:
        super().__init__("Penilai dan petugas masuk dengan kartu. Pindai QR di kartu, atau tulis empat katanya.")


def check_card(request: HttpRequest, *, card: Card | None, digest: str, pin: str, now: datetime) -> User:
    """The user of this card, if the PIN is hers and she may sign in by card from here. Raises Refused.

    ``digest`` says which card was meant even if there is none, so that unknown cards wait as known ones do.
    """
    user = _user_of(card)
    found = _check_pin(request, user, key=_key(card, user, digest), pin=pin, card=card)
    refuse_wrong_door(request, found, now=now)
    return found


def check_profile(request: HttpRequest, profile: DeviceProfile, *, pin: str, now: datetime) -> User:
    """The user who is remembered on this device, if the PIN is hers. Raises Refused.

    Here the device stands for the card, so this is for those to whom a card on any phone is enough.
    """
    user = profile.user
    found = _check_pin(request, user, key=_key_of(user), pin=pin, card=None)
    if not access.is_waived(request, found) and access.way_of(found, on=timezone.localdate(now)) != Way.CARD:
        raise CardNeeded
    return found


def confirm(request: HttpRequest, profile: DeviceProfile, *, pin: str, now: datetime) -> None:
    """She is in, and has typed her PIN once more. Raises Refused."""
    record_authentication(request, check_profile(request, profile, pin=pin, now=now), method="card")
    phones.note_lock(request)


def check_chosen(request: HttpRequest, user: User, *, pin: str, now: datetime) -> User:
    """Somebody who was chosen after a code to her number was right, if the PIN is hers. Raises Refused."""
    found = _check_pin(request, user, key=_key_of(user), pin=pin, card=None)
    refuse_wrong_door(request, found, now=now)
    return found


def come_by_card(request: HttpRequest, users: Iterable[User], *, now: datetime) -> list[User]:
    """Those among them to whom a PIN is enough here: no staff with TOTP, penilai on enrolled devices only."""
    found = []
    for user in users:
        with suppress(Refused):
            refuse_wrong_door(request, user, now=now)
            found.append(user)
    return found


def count_phone_code(request: HttpRequest, phone: str, *, now: datetime) -> None:
    """Count a wish for a code to this number, known or not. TooManyCodes if a limit is reached."""
    for action in _CODE_LIMITS:
        if consume(request, app="allauth.account", action=action, key=codes.phone_digest(phone)) is None:
            logger.warning("code refused: limit %s", action)
            raise TooManyCodes(_CODE_LIMITS[action])
    if codes.is_spent(now=now):
        logger.warning("code refused: OTP_PER_DAY is reached")
        raise TooManyCodes("Jatah kode untuk hari ini habis. Silakan masuk dengan kartu masuk, atau coba lagi besok.")


def check_words(request: HttpRequest, card: Card | None, *, digest: str) -> None:
    """Count who looks for a card by its words, so that nobody can try them all. Raises TooMany."""
    usage = _count(request, digest)
    if card is not None:
        for limit in usage:
            limit.rollback()


def open_session(
    request: HttpRequest, user: User, *, next_url: str | None, remember: bool = False, by: str = "card"
) -> HttpResponse:
    """Sign the user in with a new session key. The answer leads to ``next_url``, else to her own first page."""
    if request.user.is_authenticated and request.user != user:
        logout(request)  # else what follows is written into the session that ends
    record_authentication(request, user, method=by)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)  # that of a scanned card was short
    logger.info("signed in: user %s, by %s", user.pk, by)
    response = perform_login(request, Login(user=user, redirect_url=next_url))
    phones.note_lock(request)
    if remember and access.way_of(user, on=timezone.localdate()) == Way.CARD:
        profiles.remember(DeviceProfile.objects.select_related("device").get(pk=request.session[devices.MARK][0]))
    return response


def _check_pin(request: HttpRequest, user: User | None, *, key: str, pin: str, card: Card | None) -> User:
    usage = _count(request, key)
    if not pins.check_pin(user, pin) or user is None or not user.is_active:
        logger.info("sign-in refused: card %s", card.pk if card else "unknown")
        raise Mismatch
    for limit in usage:
        limit.rollback()
    return user


def _key(card: Card | None, user: User | None, digest: str) -> str:
    """What guesses are counted by. A PIN that was set anew begins at nought: she need not wait for the morrow."""
    return f"person {card.person_id} {user and user.pin_set_at}" if card else digest


def _key_of(user: User) -> str:
    """The same count, whichever way she came."""
    return f"person {user.person_id} {user.pin_set_at}"


def _count(request: HttpRequest, key: str) -> list[RateLimitUsage]:
    """Count this attempt before it is judged (a right one is taken back). TooMany if a limit is reached."""
    counted = []
    for action, of in (("card_pin", key), ("card_pin_all", "all")):
        usage = consume(request, app="allauth.account", action=action, key=of)
        if usage is None:
            logger.warning("sign-in refused: limit %s", action)
            raise TooMany
        counted.append(usage)
    return counted


def _user_of(card: Card | None) -> User | None:
    return getattr(card.person, "user", None) if card else None


def refuse_wrong_door(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Raises OtherDoor or UnknownDevice for those to whom card and PIN are not enough here."""
    if access.is_waived(request, user):
        return
    way = access.way_of(user, on=timezone.localdate(now))
    if way == Way.TOTP:
        raise OtherDoor
    if way == Way.DEVICE and not devices.is_enrolled(request):
        raise UnknownDevice


def open_staff_session(request: HttpRequest, user: User, *, next_url: str) -> HttpResponse:
    """Sign in somebody who has just chosen or typed her password by a link; her second factor is still asked for."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="password", username=user.username)
    request.session.set_expiry(settings.STAFF_SESSION_AGE)
    return perform_login(request, Login(user=user, redirect_url=next_url))


def count_code(request: HttpRequest) -> None:
    """Count one guess of a short code. TooMany if a limit is reached."""
    _limit(request, ("invitation_code", None), ("invitation_code_all", "all"))


def count_proof(request: HttpRequest, invitation: Invitation) -> None:
    """Count one guess of the password behind a link. TooMany if the limit is reached."""
    _limit(request, ("invitation_password", str(invitation.pk)))


def _limit(request: HttpRequest, *limits: tuple[str, str | None]) -> None:
    for action, key in limits:
        if consume(request, app="allauth.account", action=action, key=key) is None:
            logger.warning("sign-in refused: limit %s", action)
            raise TooManyLinks
