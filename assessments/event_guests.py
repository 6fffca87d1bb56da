"""What the pages of invitations and attendance read from a form or an address."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from assessments.models import TrainingEvent
from assessments.needs import Wish
from lms.people.lists import asked as asking
from lms.people.lists import places as offered
from lms.people.models import Kader, User

MOST = 500  # in one form


def ticked(given: Iterable[str]) -> list[int]:
    """The ids of the kader whose uuid came in, in that order; what is none is left out."""
    uuids = [found for one in list(given)[:MOST] if (found := _uuid(one))]
    ids = dict(Kader.objects.filter(uuid__in=uuids).values_list("uuid", "pk"))
    return [ids[one] for one in dict.fromkeys(uuids) if one in ids]


def wish(given: Mapping[str, Any]) -> Wish:
    """Whom was asked for; what cannot be is left out."""
    asked = asking.read(given)
    return Wish(asked.puskesmas, asked.desa, asked.posyandu, str(given.get("butuh", ""))[:20])


def places(event: TrainingEvent, user: User, given: Mapping[str, Any], *, on: date) -> offered.Places:
    """The places of the event's kab by which the officer can narrow."""
    return offered.places(user, asking.read({**given, "kab": event.kab.code}), on=on)


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
