"""What must be right before the site may run: keys and demo mode."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from lms.people.access import is_loopback

SHORTEST_KEY = 32


@register("tuntas")
def keys_are_real(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SECRET_KEY and CARD_KEY are long enough and differ: one signs sessions, the other protects cards and PINs."""
    found: list[CheckMessage] = [
        Error(f"{name} lebih pendek dari {SHORTEST_KEY} karakter (is too short).", id=f"people.E00{number}")
        for number, name in ((1, "SECRET_KEY"), (2, "CARD_KEY"))
        if len(getattr(settings, name)) < SHORTEST_KEY
    ]
    if settings.SECRET_KEY == settings.CARD_KEY:
        found.append(Error("SECRET_KEY dan CARD_KEY harus berbeda (must differ).", id="people.E003"))
    return found


@register("tuntas")
def demo_sends_nothing(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demo people have made-up numbers, which belong to somebody: no real gateway, only a stand-in on this machine."""
    host = urlsplit(settings.OTP_GATEWAY_URL).netloc
    if not settings.DEMO or not host or is_loopback(host):
        return []
    words = "TUNTAS_DEMO=1 tidak boleh mengirim pesan (demo mode refuses a real gateway)."
    return [Error(words, hint="OTP_GATEWAY_URL", id="people.E005")]


@register("tuntas")
def demo_stays_at_home(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demo mode waives TOTP for demo accounts, so it answers to loopback names only."""
    if not settings.DEMO:
        return []
    hosts = [*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_URL).netloc]
    return [
        Error(
            f"TUNTAS_DEMO=1 hanya untuk komputer sendiri, bukan {host} (demo mode is for loopback only).",
            hint="ALLOWED_HOSTS, SITE_URL",
            id="people.E004",
        )
        for host in hosts
        if not is_loopback(host)
    ]
