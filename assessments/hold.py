"""Puts what could not be accepted into quarantine: whole, once, with its reason."""

from datetime import datetime, timedelta

from django.conf import settings

from assessments.errors import AtEventError
from assessments.models import Quarantine, Ticket
from lms.people.parcels import RefusedError, Sealed

_DAY = timedelta(days=1)


def keep(body: str, sha256: str, refusal: RefusedError, *, ticket: Ticket | None, kind: str, now: datetime) -> bool:
    """False: nobody stands behind it, by a ticket, a profile or the key of an event, and there is too much of that."""
    event = refusal.event if isinstance(refusal, AtEventError) else None
    kept = Quarantine.objects.filter(body_sha256=sha256, reason=refusal.reason)
    if refusal.kader is None and event is None and _is_full_of_strangers(now) and not kept.exists():
        return False
    # PostgreSQL takes no NUL and no lone surrogate: they are written out, the digest is of what came.
    text = body.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
    Quarantine.objects.get_or_create(
        body_sha256=sha256,
        reason=refusal.reason,
        defaults={
            "body": text,
            "ticket": ticket,
            "kader": refusal.kader,
            "event": event,
            "kind": kind,
            "received_at": now,
        },
    )
    return True


def keep_sealed(envelope: Sealed, refusal: RefusedError, now: datetime) -> bool:
    """The keeper of all kinds but answers (``parcels.register_keeper``)."""
    return keep(envelope.body, envelope.sha256, refusal, ticket=None, kind=envelope.kind, now=now)


def _is_full_of_strangers(now: datetime) -> bool:
    strangers = Quarantine.objects.filter(kader=None, event=None)
    today = strangers.filter(received_at__gt=now - _DAY)
    return today.count() >= settings.QUARANTINE_STRANGERS_A_DAY or strangers.count() >= settings.QUARANTINE_STRANGERS
