"""Makers of fields: identifiers mean the same in every table: ``id`` a row, ``uuid`` outside, ``key`` people."""

import secrets
import uuid

from django.db import models


def uuid_field() -> models.UUIDField:
    """An unguessable, stable identifier for URLs and files."""
    return models.UUIDField(default=uuid.uuid4, unique=True, editable=False)


def opaque_token() -> str:
    """128 random bits as 22 URL-safe characters (ASVS 11.5.1: a UUID is not enough for a secret)."""
    return secrets.token_urlsafe(16)


def dated_range(name: str, *, since: str = "since", until: str = "until") -> models.CheckConstraint:
    """A period that does not end before it begins; ``until`` is the first day that no longer counts."""
    condition = models.Q(**{f"{until}__isnull": True}) | models.Q(**{f"{until}__gt": models.F(since)})
    return models.CheckConstraint(condition=condition, name=name)
