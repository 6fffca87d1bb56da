"""Readers of environment variables that refuse a wrong value and name it, instead of guessing."""

import json
import os
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The value, or the content of the file that ``<name>_FILE`` names. Raises if it is needed and missing."""
    if path := os.environ.get(f"{name}_FILE"):
        return _read(name, Path(path))
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} belum diisi (must be set).")
    return value


def _read(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE tidak terbaca (cannot be read): {error.strerror}.") from error


def flag(name: str, *, default: bool) -> bool:
    """1/true/yes/on or 0/false/no/off; anything else raises."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} bukan 0 atau 1 (must be 0 or 1).")
    return value in TRUE


def number(name: str, *, default: int, low: int, high: int) -> int:
    """A whole number between ``low`` and ``high``; anything else raises."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value!r} bukan bilangan {low} sampai {high} (must be {low} to {high}).")
    return int(value)


def words(name: str, *, default: list[str]) -> list[str]:
    """A comma-separated list, blanks dropped."""
    value = os.environ.get(name)
    return default if value is None else [word.strip() for word in value.split(",") if word.strip()]


def choice(name: str, *, default: str, of: tuple[str, ...]) -> str:
    """One of a few words; anything else raises."""
    value = os.environ.get(name, "").strip() or default
    if value not in of:
        raise ImproperlyConfigured(f"{name}={value!r} harus salah satu dari (must be one of): {', '.join(of)}.")
    return value


def address(name: str, *, default: str) -> str:
    """The address of a site, such as ``https://tuntas.example.go.id``, without a slash at its end; else raises."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole or value != f"{parts.scheme}://{parts.netloc}" or "@" in value:
        raise ImproperlyConfigured(
            f"{name}={value!r} bukan alamat situs seperti https://tuntas.example.go.id (must be such an address)."
        )
    return value


def gateway(name: str) -> str:
    """The https address of a service, "" for none; http only on this machine. Raises without repeating it."""
    value = text(name, "")
    try:
        parts = urlsplit(value)
        whole = bool(parts.hostname) and parts.port != 0 and value.isascii() and value.isprintable()
    except ValueError:
        whole = False
    secure = whole and (parts.scheme == "https" or (parts.scheme == "http" and _is_own(parts.hostname or "")))
    if value and (not secure or "@" in parts.netloc or " " in value):
        raise ImproperlyConfigured(
            f"{name} harus https://... (must be https; http only for 127.0.0.1, ::1 and localhost)."
        )
    return value


def _is_own(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def header(name: str) -> str:
    """What may stand in an HTTP header, "" for nothing. Raises without repeating it."""
    value = text(name, "")
    if not (value.isascii() and value.isprintable()):
        raise ImproperlyConfigured(f"{name} berisi tanda yang tidak boleh (printable ASCII on one line only).")
    return value


def message(name: str, *, default: str) -> dict[str, Any]:
    """A JSON object in whose texts ``{phone}`` and ``{text}`` stand somewhere; anything else raises."""
    try:
        found = json.loads(text(name, default))
    except ValueError:
        found = None
    written = json.dumps(found)
    if not isinstance(found, dict) or "{phone}" not in written or "{text}" not in written:
        raise ImproperlyConfigured(f"{name} harus objek JSON dengan {{phone}} dan {{text}} (a JSON object with both).")
    return found


def database(name: str, *, default: str) -> dict[str, Any]:
    """Django's setting for SQLite or PostgreSQL from its URL. Raises without repeating it: a password may be in it."""
    value = text(name, default)
    if value.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} harus sqlite:///... atau postgres://... (must be one of the two).")
    try:
        found: dict[str, Any] = environ.Env.db_url_config(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} tidak terbaca sebagai alamat basis data (is no such address).") from error
    return found
