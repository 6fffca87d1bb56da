"""How often one address may ask for certificates that do not exist.

A hall full of people who scan real certificates on one Wi-Fi is never stopped; whoever guesses codes is, and then for
every code, so that the limit itself tells nothing about which ones exist.
"""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MISSES = 30  # a minute and address (reliability.md 1.2, row 34)
WINDOW = 60  # seconds


def is_guessing(request: HttpRequest) -> bool:
    """Has this address missed too often in the current minute?"""
    return cache.get(_key(request), 0) >= MISSES


def missed(request: HttpRequest) -> None:
    """Count one code that does not exist."""
    key = _key(request)
    if not cache.add(key, 1, WINDOW):
        cache.set(key, cache.get(key, 0) + 1, WINDOW)


def _key(request: HttpRequest) -> str:
    return f"certificate-miss:{get_adapter().get_client_ip(request)}"
