"""New versions of items whose facts have changed, until a nakes takes or drops each (DESIGN 5.4, 5.9)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from assessments import trail
from assessments.bank import publish_question
from assessments.models import Question, QuestionProposal, QuestionStep
from assessments.types import TYPES
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User

CHUNK = 200


def waiting() -> QuerySet[QuestionProposal]:
    """Those that nobody has decided, by item, with what it says now."""
    rows = QuestionProposal.objects.filter(decided_at__isnull=True).exclude(question__status=Question.Status.RETIRED)
    return rows.select_related("question__current", "question__competency").order_by("question__key")


def problems(proposal: QuestionProposal) -> list[str]:
    """Why it cannot be taken, now that a number has changed: two options may say the same."""
    return TYPES[proposal.question.type].problems(proposal.content)


def decide(seen: Iterable[tuple[int, str]], *, accepted: bool, by: User, now: datetime) -> int:
    """Take or drop proposals; ``seen``: id and digest of what the nakes read. The caller has checked that they may.

    Taken: new tickets show it. Dropped: the item rests as *rancangan* until its author rewrites it. Out: how many; one
    that was decided or has changed since it was read is left alone, and so is one to be taken that has problems.
    Tickets that were drawn keep what they show.
    """
    wanted = list(seen)
    return sum(_some(wanted[at : at + CHUNK], accepted, by, now) for at in range(0, len(wanted), CHUNK))


@transaction.atomic
def _some(seen: list[tuple[int, str]], accepted: bool, by: User, now: datetime) -> int:
    rows = QuestionProposal.objects.select_for_update(of=("self",)).select_related("question__current")
    asked = rows.filter(pk__in=[pk for pk, _ in seen], decided_at=None).exclude(
        question__status=Question.Status.RETIRED
    )
    found = [row for row in asked if (row.pk, row.sha256) in seen and not (accepted and problems(row))]
    for row in found:
        _decide(row, accepted, by, now)
    return len(found)


def _decide(row: QuestionProposal, accepted: bool, by: User, now: datetime) -> None:
    question = row.question
    if accepted:
        publish_question(question, row.content, now=now)
    act = QuestionStep.Act.TAKEN if accepted else QuestionStep.Act.REFUSED
    to = Question.Status.ACTIVE if accepted else Question.Status.DRAFT
    trail.step(question, act, to, now=now, by=by, sha256=row.sha256)
    row.accepted, row.decided_at, row.decided_by = accepted, now, by
    row.save(update_fields=["accepted", "decided_at", "decided_by"])
    detail = {"question": question.key, "accepted": accepted}
    audit.record(Act.QUESTION_DECIDED, by=by, now=now, detail=detail)
