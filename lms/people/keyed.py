"""Values derived from a row's uuid with ``CARD_KEY``, which stands outside the database.

A lost value (card, credential) can be made again from key and row; a stolen database alone opens nothing.
``purpose`` keeps a value of one kind from being used as another.
"""

import base64
import hashlib
import hmac

from django.conf import settings


def derive(purpose: str, value: object) -> bytes:
    """32 bytes that nobody can foresee without the key."""
    return hmac.new(settings.CARD_KEY.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).digest()


def digest(purpose: str, secret: str) -> str:
    """What the database keeps of a secret: 64 hexadecimal characters."""
    return derive(f"digest {purpose}", secret).hex()


def token(purpose: str, value: object) -> str:
    """128 bits as 22 URL-safe characters."""
    return base64.urlsafe_b64encode(derive(purpose, value)[:16]).decode().rstrip("=")
