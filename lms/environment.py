"""Readers of environment variables that refuse a wrong value and name it, instead of guessing."""

import os
from pathlib import Path

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
