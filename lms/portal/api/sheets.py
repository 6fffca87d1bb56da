"""Gives a kader's phone the sheets that she may answer without a signal (decision 0044)."""

from copy import copy
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer, django_auth
from ninja.throttling import AuthRateThrottle

from assessments import ahead, takeaway
from assessments.models import Quiz
from lms.areas.errors import UserError
from lms.people.devices import check_credential, profile_for
from lms.people.models import DeviceProfile, Kader, User
from lms.people.queries import kader_of

router = Router(tags=["lembar"])
Name = Annotated[str, Field(max_length=80)]
QUIZZES = 6  # asked for at once


class ProfileAuth(HttpBearer):
    """``Authorization: Bearer <uuid of the device profile>.<its credential>``: a phone that has no session."""

    def authenticate(self, request: HttpRequest, token: str) -> DeviceProfile | None:
        uuid, _, credential = token.partition(".")
        try:
            rows = DeviceProfile.objects.filter(uuid=UUID(uuid))
        except ValueError:
            return None
        profile = rows.select_related("device", "user__person").first()
        return profile if profile and check_credential(profile, credential) else None


class PersonLimit(AuthRateThrottle):
    """By the person: a whole class on one Wi-Fi prepares at once. Counted as in ``sync``."""

    def allow_request(self, request: HttpRequest) -> bool:
        return AuthRateThrottle.allow_request(copy(self), request)

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"throttle_sheets_{_user(request).pk}"

    def wait(self) -> None:
        return None


LIMIT = PersonLimit("30/h")


class Asked(Schema):
    """Of which quizzes, by their keys or the addresses of their modules; ``have``: the sheets that the phone holds."""

    quizzes: list[Name] = Field(default=[], max_length=QUIZZES)
    modules: list[Name] = Field(default=[], max_length=QUIZZES)
    studying: bool = False
    have: list[Name] = Field(default=[], max_length=60)


class Sheet(Schema):
    """``html``: the main part of its page, pictures inside. ``opens_at``: not before; ``pause``: minutes after a
    hand-in until the next sheet of this quiz opens."""

    token: str
    quiz: str
    title: str
    count: int
    until: datetime
    begun: bool
    opens_at: datetime | None
    pause: int
    html: str


class Refused(Schema):
    quiz: str
    title: str
    message: str


class Sheets(Schema):
    """``profile``: whose they are on this phone. ``held``: of what the phone has, that which can still be handed in;
    let go of the rest."""

    profile: UUID | None
    sheets: list[Sheet]
    held: list[str]
    refused: list[Refused]


@router.post("/lembar", response=Sheets, auth=[ProfileAuth(), django_auth], throttle=[LIMIT])
def sheets(request: HttpRequest, response: HttpResponse, asked: Asked) -> dict[str, Any]:
    """Sheets of hers that the phone does not have yet. 404 for somebody who is no kader."""
    response["Cache-Control"] = "no-store"
    now, user = timezone.now(), _user(request)
    kader, profile = kader_of(user), _profile(request, user, now=now)
    if kader is None:
        raise HttpError(404, "no kader")
    found, refused = [], []
    for quiz in _quizzes(kader, asked, now=now):
        try:
            held = ahead.hold(kader, quiz, now=now, device_profile=profile)
        except UserError as error:
            refused.append(Refused(quiz=quiz.key, title=quiz.title, message=str(error)))
            continue
        fresh = [ticket for ticket in held if ticket.token not in asked.have]
        found += [_sheet(takeaway.take(ticket, now=now)) for ticket in fresh]
    kept = ahead.still_open(kader, asked.have, now=now)
    return {"profile": profile and profile.uuid, "sheets": found, "held": sorted(kept), "refused": refused}


def _quizzes(kader: Kader, asked: Asked, *, now: datetime) -> list[Quiz]:
    rows = ahead.quizzes(kader, keys=asked.quizzes, modules=asked.modules, studying=asked.studying, now=now)
    return rows[:QUIZZES]


def _sheet(taken: takeaway.Takeaway) -> Sheet:
    ticket = taken.ticket
    return Sheet(
        token=ticket.token,
        quiz=ticket.quiz.key,
        title=ticket.quiz.title,
        count=taken.count,
        until=ticket.receive_until,
        begun=not ticket.ahead,
        opens_at=taken.opens_at,
        pause=taken.pause,
        html=taken.html,
    )


def _user(request: HttpRequest) -> User:
    who = request.auth  # type: ignore[attr-defined]
    return who.user if isinstance(who, DeviceProfile) else who


def _profile(request: HttpRequest, user: User, *, now: datetime) -> DeviceProfile | None:
    who = request.auth  # type: ignore[attr-defined]
    return who if isinstance(who, DeviceProfile) else profile_for(request, user, now=now)
