"""Values derived from a row's uuid with ``CARD_KEY``, which stands outside the database.

A lost value (card, credential) can be made again from key and row; a stolen database alone opens nothing.
``purpose`` keeps a value of one kind from being used as another.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


def derive(purpose: str, value: object) -> bytes:
    """32 bytes that nobody can foresee without the key."""
    return hmac.new(settings.CARD_KEY.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).digest()


def digest(purpose: str, secret: str) -> str:
    """What the database keeps of a secret: 64 hexadecimal characters."""
    return derive(f"digest {purpose}", secret).hex()


def token(purpose: str, value: object) -> str:
    """128 bits as 22 URL-safe characters."""
    return base64.urlsafe_b64encode(derive(purpose, value)[:16]).decode().rstrip("=")


def seal(purpose: str, secret: str, *, to: object) -> str:
    """A secret that can be read again with the key, and only where it belongs: ``to`` is what it is bound to.

    AES-256-GCM under a key of its own, with a random nonce. Base64.
    """
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(derive("seal", purpose)).encrypt(nonce, secret.encode(), str(to).encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(purpose: str, sealed: str, *, to: object) -> str | None:
    """What was sealed; None if it was bound to something else, changed, or sealed under another key."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        return AESGCM(derive("seal", purpose)).decrypt(raw[:NONCE], raw[NONCE:], str(to).encode()).decode()
    except (InvalidTag, ValueError):
        return None
