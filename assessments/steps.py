"""Keeps each answer as she gives it, until the whole is handed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from assessments import stand_in
from assessments.models import AnswerStep, Ticket
from assessments.stand_in import Asked
from assessments.types import TYPES
from assessments.types.base import Answer

KEPT = timedelta(days=30)  # after the ticket's window: long enough to help somebody whose phone died
MOST = 2000  # steps of one ticket; a sheet of 28 items that is changed ten times has 280


@dataclass(frozen=True)
class Step:
    """One answer given; ``answer`` None: taken back."""

    id: UUID
    position: str
    answer: Answer | None
    number: int


@transaction.atomic
def keep(ticket: Ticket, steps: Iterable[Step], *, now: datetime) -> int:
    """Keep the steps that are answers to this ticket, each once; what is none is let go. Out: how many are kept now.

    The caller has made sure that the ticket is hers. After the hand-in, or beyond MOST, nothing is kept any more.
    """
    asked = stand_in.places(ticket.items.select_related(*stand_in.RELATED))
    room = MOST - ticket.steps.count()
    if room <= 0 or hasattr(ticket, "attempt"):
        return 0
    fitting = [step for step in steps if step.position in asked and _fits(step.answer, asked[step.position])]
    rows = [
        AnswerStep(
            id=step.id,
            ticket=ticket,
            position=step.position,
            answer=step.answer,
            number=step.number,
            received_at=now,
        )
        for step in fitting[:room]
    ]
    AnswerStep.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def keep_form(ticket: Ticket, answers: Mapping[str, Answer], *, now: datetime) -> None:
    """Keep what a form without script holds: one step for each answer that differs from what is kept."""
    before = so_far(ticket)
    changed = {position for position in {*answers, *before} if answers.get(position) != before.get(position)}
    steps = [Step(uuid4(), position, answers.get(position), 0) for position in sorted(changed)]
    keep(ticket, steps, now=now)


def so_far(ticket: Ticket) -> dict[str, Answer]:
    """Her answers by position as the last step of each left them. One query."""
    rows = ticket.steps.order_by("received_at", "number").values_list("position", "answer")
    return {position: answer for position, answer in dict(rows).items() if answer is not None}


def forget(*, now: datetime) -> int:
    """Steps of tickets that are over; how many."""
    return AnswerStep.objects.filter(ticket__receive_until__lt=now - KEPT).delete()[0]


def _fits(answer: Answer | None, asked: Asked) -> bool:
    if answer is None:
        return True
    try:
        TYPES[asked.version.question.type].parse(answer, asked.version.content, asked.pin)
    except ValueError:
        return False
    return True
