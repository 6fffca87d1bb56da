"""What a shared phone asks about itself when it has a signal again. Its cookie says which phone it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from lms.people import phones

router = Router(tags=["hp"])


class Corner(Schema):
    """``stamp`` is another one after each change of her PIN; ``kept``: she is shown at the door of this phone."""

    profile: UUID
    stamp: str
    kept: bool


class Phone(Schema):
    """``known`` is false for a phone that is revoked or was never seen: no PIN that it knows is good any more."""

    known: bool
    profiles: list[Corner]


class Whose(Schema):
    profile: UUID


@router.get("/hp", response=Phone)
def phone(request: HttpRequest, response: HttpResponse) -> Phone:
    """The profiles of this phone that are in force. A profile that is not among them was revoked or closed."""
    response["Cache-Control"] = "no-store"
    found = phones.corners(request, now=timezone.now())
    rows = [Corner(profile=UUID(one.profile), stamp=one.stamp, kept=one.kept) for one in found or ()]
    return Phone(known=found is not None, profiles=rows)


@router.post("/hp/selesai", response={204: None})
def end_turn(request: HttpRequest, whose: Whose) -> Status[None]:
    """End the session of a profile whose turn ended while there was no signal; another one's stays."""
    phones.end_turn(request, str(whose.profile))
    return Status(204, None)


@router.post("/hp/lupakan", response={204: None})
def forget(request: HttpRequest, whose: Whose) -> Status[None]:
    """No longer show this profile at the door of this phone."""
    phones.forget(request, str(whose.profile))
    return Status(204, None)
