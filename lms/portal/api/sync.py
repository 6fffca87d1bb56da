"""Takes batches of envelopes, also of several kader on one phone. No session: an envelope has its own authority."""

from copy import copy
from datetime import datetime
from typing import Literal

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.throttling import AnonRateThrottle

from lms.people import parcels

router = Router(tags=["sync"])


class AddressLimit(AnonRateThrottle):
    """By the address that sign-in counts by: ninja believes whatever address a stranger writes into a header.

    Ninja also keeps what it counts on the limit itself, where two requests in two threads mix it up.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        return AnonRateThrottle.allow_request(copy(self), request)

    def get_ident(self, request: HttpRequest) -> str:
        return get_ip(request)

    def wait(self) -> None:
        return None


# A class of 60 on one Wi-Fi hands in at once and tries again; a flood of junk does not get far.
LIMIT = AddressLimit("300/m")


class Sealed(Schema):
    """An envelope as it was frozen at hand-in: answers to a ticket, or what its ``kind`` says (docs/envelopes.md).

    ``credential``: of the device profile that sealed it, or a seal of this very envelope made with it.
    """

    envelope: str = Field(max_length=64 * 1024)
    credential: str | None = Field(default=None, max_length=80)


class Batch(Schema):
    envelopes: list[Sealed] = Field(min_length=1, max_length=50)


class Outcome(Schema):
    """``status`` a piece, as in HTTP: 200 accepted, now or before; 409 another came first; 422 kept for a person.

    ``kept`` is false for a 422 that we did not keep: the phone must.
    """

    status: Literal[200, 409, 422]
    kept: bool = True
    receipt: str | None
    received_at: datetime | None
    message: str


class Outcomes(Schema):
    outcomes: list[Outcome]


@router.post("/sync", response=Outcomes, throttle=[LIMIT])
def sync(request: HttpRequest, batch: Batch) -> dict[str, list[Outcome]]:
    """Accept what can be accepted; the answers stand in the order of the envelopes."""
    now = timezone.now()
    return {"outcomes": [_take(sealed, now=now) for sealed in batch.envelopes]}


def _take(sealed: Sealed, *, now: datetime) -> Outcome:
    try:
        taken = parcels.take(sealed.envelope, proof=sealed.credential or "", now=now)
    except parcels.RefusedError as refusal:
        status: Literal[409, 422] = 409 if refusal.is_conflict else 422
        return Outcome(status=status, kept=refusal.kept, receipt=None, received_at=None, message=str(refusal))
    return Outcome(status=200, receipt=taken.code, received_at=taken.received_at, message=taken.message)
