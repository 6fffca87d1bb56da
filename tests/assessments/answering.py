"""Many people who handed in, as rows: what the analysis reads, without walking each through a draw."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from assessments.envelope import seal
from assessments.models import Attempt, Question, QuestionVersion, Quiz, Ticket, TicketItem
from assessments.types import TYPES
from lms.areas.models import Posyandu
from lms.people.models import Kader, Membership, Person
from lms.people.sealed import digest
from tests.factories import NOW, TODAY

TOOK = timedelta(minutes=20)


def kader_at(posyandu: Posyandu, count: int, name: str = "Kader") -> list[Kader]:
    """So many kader who serve there."""
    start = Person.objects.count()
    people = Person.objects.bulk_create(Person(name=f"{name} {start + n}") for n in range(count))
    kader = Kader.objects.bulk_create(Kader(person=one, served_since=TODAY) for one in people)
    Membership.objects.bulk_create(Membership(kader=one, posyandu=posyandu, since=TODAY) for one in kader)
    return kader


def versions(competency: str = "B3", count: int = 6) -> list[QuestionVersion]:
    """The first counting items of the competency, of every type in turn."""
    rows = Question.objects.filter(competency__key=competency, use="counting").order_by("key")
    return [row.current for row in rows.select_related("current")[:count]]


def hand_in(
    kader: Kader,
    quiz: Quiz,
    answers: Sequence[tuple[QuestionVersion, object]],
    *,
    at: datetime = NOW,
    mode: str = "sendiri",
    took: timedelta = TOOK,
    unscored: str = "",
) -> Attempt:
    """A sheet with these items and canonical answers; the item at ``unscored`` had lost its fact when it came in."""
    ticket = Ticket.objects.create(
        kader=kader,
        quiz=quiz,
        ordinal=Ticket.objects.filter(kader=kader, quiz=quiz).count() + 1,
        rule={"pass_percent": quiz.pass_percent},
        mode=mode,
        issued_at=at - took,
        receive_until=at + timedelta(days=14),
    )
    TicketItem.objects.bulk_create(
        TicketItem(ticket=ticket, position=position, version=version)
        for position, (version, _) in enumerate(answers, start=1)
    )
    return _attempt(ticket, answers, at, took, unscored)


def _attempt(ticket: Ticket, answers: Sequence, at: datetime, took: timedelta, unscored: str) -> Attempt:
    id = uuid4()
    given = {str(position): answer for position, (_, answer) in enumerate(answers, start=1)}
    body = seal(id=id, ticket=ticket.token, answers=given, started_at=at - took, finished_at=at)
    marks = {
        str(position): float(TYPES[version.question.type].score(answer, version.content))
        for position, (version, answer) in enumerate(answers, start=1)
        if str(position) != unscored
    }
    score = 100 * sum(marks.values()) / len(marks)
    return Attempt.objects.create(
        id=id,
        kader=ticket.kader,
        membership=Membership.objects.filter(kader=ticket.kader).first(),
        happened_at=at,
        received_at=at,
        ticket=ticket,
        quiz=ticket.quiz,
        channel="form",
        body=body,
        body_sha256=digest(body),
        receipt="K7M-42Q",
        answers=given,
        marks=marks,
        score_percent=score,
        passed=score >= ticket.rule["pass_percent"],
    )
