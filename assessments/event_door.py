"""The door to the tests of an event: one address for all who are there, and what each finds behind it.

Nothing personal stands in the address: who she is, her phone knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from assessments import event_lists, marks
from assessments.models import Attempt, Attendance, Invitation, Quiz, TrainingEvent
from lms.areas import typeset
from lms.areas.format import rentang
from lms.people.models import Kader
from lms.people.queries import rows_of

FEW = 3
TEMPLATE = Path(__file__).resolve().parent / "typst" / "door.typ"


@dataclass(frozen=True)
class Test:
    """One test of the event; ``sent``: has she handed it in for this event?"""

    quiz: Quiz
    sent: bool


def open_to(kader: Kader) -> QuerySet[TrainingEvent]:
    """The events to which she is invited or at which she was, also as a row merged into hers; none called off."""
    hers = {"event": OuterRef("pk"), "kader__in": rows_of(kader)}
    invited = Exists(Invitation.objects.filter(**hers, state=Invitation.State.INVITED))
    there = Exists(Attendance.objects.standing().filter(**hers))
    rows = TrainingEvent.objects.select_related("kab", "puskesmas", "programme")
    return rows.filter(Q(invited) | Q(there)).exclude(status=TrainingEvent.Status.CALLED_OFF)


def coming(kader: Kader, *, on: date) -> list[TrainingEvent]:
    """Her events that run or come, the next first, a few. One query."""
    rows = open_to(kader).filter(ends_before__gt=on).exclude(status=TrainingEvent.Status.DONE)
    return list(rows.order_by("starts_on", "pk")[:FEW])


def tests_of(kader: Kader, event: TrainingEvent) -> Sequence[Test]:
    """The tests of the event as she finds them: by group, pre-test before post-test. Two queries."""
    quizzes = event_lists.quizzes(event)
    hers = Attempt.objects.filter(
        quiz__in=quizzes, kader__in=rows_of(kader), happened_at__gte=event_lists.counts_from(event)
    )
    sent = set(marks.in_force(hers).values_list("quiz_id", flat=True))
    return [Test(one, one.pk in sent) for one in quizzes]


def address_of(event: TrainingEvent) -> str:
    """What stands in the QR."""
    return f"{settings.SITE_URL}{reverse('event-door', args=[event.uuid])}"


def qr(event: TrainingEvent) -> str:
    """The address as an SVG of its own, for a page or a paper."""
    made, picture = segno.make(address_of(event), error="m", micro=False), BytesIO()
    made.save(picture, kind="svg", border=2, light="#fff", omitsize=True, xmldecl=False)
    return picture.getvalue().decode()


def poster(event: TrainingEvent, *, made_at: datetime) -> bytes:
    """The QR on a sheet of A4 for the wall, as a PDF."""
    day = made_at.astimezone(event.zone)
    data = {
        "title": event.title,
        "when": rentang(event.starts_on, event.last_day),
        "place": event.place,
        "office": str(event.puskesmas or f"Dinas Kesehatan {event.kab.name}"),
        "address": address_of(event),
        "qr": qr(event),
        "contoh": settings.DEMO,
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }
    return typeset.pdf(TEMPLATE, data, made_at=made_at)
