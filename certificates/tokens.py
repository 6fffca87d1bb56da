"""The short claim in a QR, signed with ES256 as a compact JWS. ``verify.js`` checks it in the browser.

It names no person: a link is kept by browsers and scanner apps. Initials, level, number and day are enough to hold
against the paper, and the digest binds everything else that stands on it.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError

from certificates import keys
from certificates.models import SigningKey

ALGORITHM = "ES256"
TYPE = "tuntas-sertifikat"  # a token made for anything else is refused


class BadTokenError(Exception):
    """The token was not signed by one of our keys for this purpose."""


def claim(code: str, claims: Mapping[str, Any]) -> dict[str, str]:
    """The short claim about a certificate. In: its code and its frozen claims."""
    return {
        "c": code,
        "n": initials(claims["name"]),
        "l": claims["level"]["title"],
        "no": claims["number"],
        "d": claims["issued_on"],
        "h": digest(claims),
    }


def initials(name: str) -> str:
    """``Sari Wahyuni`` -> ``S.W.``"""
    return "".join(f"{word[0].upper()}." for word in name.split())


def digest(claims: Mapping[str, Any]) -> str:
    """128 bits of the SHA-256 over the frozen claims, so that a changed record shows."""
    text = json.dumps(claims, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def sign(short: Mapping[str, str], key: SigningKey) -> str:
    """The signed token. Raises NoKeyError where the private half cannot be used."""
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}
    payload = json.dumps(short, separators=(",", ":"), ensure_ascii=False)
    return jws.serialize_compact(header, payload.encode(), keys.private(key), algorithms=[ALGORITHM])


def read(token: str) -> dict[str, str]:
    """The short claim of a token. Raises BadTokenError for everything we did not sign for this purpose."""
    try:
        header = jws.extract_compact(token.encode()).headers()
        key = keys.public(str(header.get("kid", "")))
        if key is None or header.get("typ") != TYPE:
            raise BadTokenError
        return json.loads(jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload)
    except (JoseError, ValueError) as error:
        raise BadTokenError from error
