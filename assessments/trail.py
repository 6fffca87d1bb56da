"""The only way by which an item changes its status: with who, when and about which words."""

from datetime import datetime

from assessments.models import Question, QuestionStep
from assessments.models.question_step import MOVES
from lms.people.models import User


def allows(question: Question, act: str, to: str) -> bool:
    """May this act lead the item from where it is to there?"""
    return (question.status, to) in MOVES[act]


def step(
    question: Question, act: str, to: str, *, now: datetime, by: User | None = None, sha256: str = "", note: str = ""
) -> QuestionStep:
    """Write the act down and move the item, inside the caller's transaction. ``by`` None: a file or a fact did it.

    IntegrityError for an act that leads nobody from there to here.
    """
    made = QuestionStep.objects.create(
        question=question, act=act, before=question.status, after=to, sha256=sha256, note=note, at=now, by=by
    )
    if question.status != to:
        question.status = to
        question.save(update_fields=["status"])
    return made
