"""Who looked at the names of an event: written down as other lists of people are (``Act.LIST_SEEN``)."""

from datetime import datetime

from assessments.models import TrainingEvent
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User


def note(event: TrainingEvent, page: str, count: int, *, by: User, now: datetime) -> None:
    """So many names of the event stood on that page. The place is the office whose event it is."""
    place = {"puskesmas": event.puskesmas} if event.puskesmas else {"area": event.kab}
    audit.record(Act.LIST_SEEN, by=by, now=now, count=count, detail={"list": page, "event": str(event.uuid)}, **place)
