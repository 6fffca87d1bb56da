"""What a shared phone asks about itself when it has a signal again. Its cookie says which phone it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.errors import HttpError

from lms.people import phones

router = Router(tags=["hp"])


class Corner(Schema):
    """``stamp`` is another one after each change of her PIN; ``kept``: she is shown at the door of this phone."""

    profile: UUID
    stamp: str
    kept: bool


class Phone(Schema):
    """``known`` is false for a phone that is revoked or was never seen: no PIN that it knows is good any more.
    ``session``: whose session this is, if it is anybody's.
    """

    known: bool
    session: UUID | None
    profiles: list[Corner]


class Whose(Schema):
    profile: UUID


@router.get("/hp", response=Phone)
def phone(request: HttpRequest, response: HttpResponse) -> Phone:
    """The profiles of this phone that are in force. A profile that is not among them was revoked or closed."""
    response["Cache-Control"] = "no-store"
    found = phones.corners(request, now=timezone.now())
    rows = [Corner(profile=UUID(one.profile), stamp=one.stamp, kept=one.kept) for one in found or ()]
    here = phones.of_session(request) if request.user.is_authenticated else None
    return Phone(known=found is not None, session=here.uuid if here else None, profiles=rows)


def _from_here(request: HttpRequest) -> None:
    """Public pages hold no token to send along. Cookies stay at home when another site posts; JSON no form can send."""
    if request.content_type != "application/json":
        raise HttpError(415, "application/json only")


@router.post("/hp/selesai", response={204: None})
def end_turn(request: HttpRequest, whose: Whose) -> Status[None]:
    """End the session of a profile whose turn ended while there was no signal; another one's stays."""
    _from_here(request)
    phones.end_turn(request, str(whose.profile))
    return Status(204, None)


@router.post("/hp/lupakan", response={204: None})
def forget(request: HttpRequest, whose: Whose) -> Status[None]:
    """No longer show this profile at the door of this phone."""
    _from_here(request)
    phones.forget(request, str(whose.profile))
    return Status(204, None)
