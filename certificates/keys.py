"""The keys that sign the claim in a certificate's QR: private halves in files, public halves in the database.

A demo key never signs or verifies outside demo mode, nor a real key within (DESIGN 5.14).
"""

import os
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from joserfc.jwk import ECKey

from certificates.models import SigningKey
from lms.areas.errors import UserError

CURVE = "P-256"  # ES256: in every WebCrypto since 2014
KID_LENGTH = 16  # of the thumbprint: 96 bits name a key well enough, and the QR stays coarse


class NoKeyError(UserError):
    """There is no key to sign with, or its file is not where it should be."""


def current() -> SigningKey:
    """The key that signs now. Raises NoKeyError."""
    key = SigningKey.objects.filter(demo=settings.DEMO, retired_at__isnull=True).first()
    if key is None:
        raise NoKeyError(_("Belum ada kunci penanda sertifikat. Minta pengelola menjalankan: manage.py keys create."))
    return key


def ensure(*, now: datetime) -> SigningKey:
    """The key that signs now, made if there is none."""
    key = SigningKey.objects.filter(demo=settings.DEMO, retired_at__isnull=True).first()
    return key or create(now=now)


def create(*, now: datetime) -> SigningKey:
    """Make a key, which signs from now on; the one before is retired and goes on verifying what it signed."""
    pair = ECKey.generate_key(CURVE, auto_kid=False)
    kid = pair.thumbprint().lstrip("-")[:KID_LENGTH]  # `keys retire -4l...` would be read as an option
    _write(path(kid), pair.as_pem(private=True))
    try:
        with transaction.atomic():
            SigningKey.objects.filter(demo=settings.DEMO, retired_at__isnull=True).update(retired_at=now)
            return SigningKey.objects.create(kid=kid, public_jwk=_public(pair, kid), demo=settings.DEMO, created_at=now)
    except Exception:
        path(kid).unlink()
        raise


def retire(key: SigningKey, *, now: datetime, compromised: bool = False) -> SigningKey:
    """Sign no more with this key. A compromised one also leaves the published list: what it signed matches no more."""
    key.retired_at = key.retired_at or now
    if compromised:
        key.compromised_at = key.compromised_at or now
    key.save(update_fields=["retired_at", "compromised_at"])
    return key


def jwks() -> dict[str, list[dict[str, str]]]:
    """What ``/.well-known/jwks.json`` publishes: every key of this kind of site that was not compromised (RFC 7517)."""
    rows = SigningKey.objects.filter(demo=settings.DEMO, compromised_at__isnull=True).order_by("pk")
    return {"keys": [row.public_jwk for row in rows]}


def public(kid: str) -> ECKey | None:
    """The published key of that name, or None."""
    row = SigningKey.objects.filter(demo=settings.DEMO, compromised_at__isnull=True, kid=kid).first()
    return ECKey.import_key(row.public_jwk) if row else None


def private(key: SigningKey) -> ECKey:
    """The private half. Raises NoKeyError if its file is missing, open to others, or this is not its kind of site."""
    if key.demo != settings.DEMO:
        raise NoKeyError(_("Kunci contoh dan kunci sungguhan tidak boleh saling menggantikan."))
    file = path(key.kid)
    try:
        mode = file.stat().st_mode
    except OSError as error:
        raise NoKeyError(
            _("Berkas kunci sertifikat tidak ditemukan. Minta pengelola memulihkannya dari cadangan.")
        ) from error
    if mode & 0o077:
        raise NoKeyError(_("Berkas kunci sertifikat terbuka untuk orang lain. Minta pengelola menutupnya (mode 0600)."))
    return _load(file, file.stat().st_mtime_ns)


def path(kid: str) -> Path:
    """Where the private half of a key stands."""
    return Path(settings.KEY_DIR) / f"{kid}.pem"


def _public(pair: ECKey, kid: str) -> dict[str, str | list[str]]:
    return {**pair.as_dict(private=False), "kid": kid, "alg": "ES256", "use": "sig"}


@lru_cache(maxsize=4)
def _load(file: Path, _changed: int) -> ECKey:
    return ECKey.import_key(file.read_bytes())


def _write(file: Path, pem: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(pem)
        out.flush()
        os.fsync(out.fileno())
