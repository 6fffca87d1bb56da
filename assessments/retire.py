"""A question that is far easier in one kab/kota than elsewhere is proposed to rest; a person decides."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from assessments import trail
from assessments.analysis.areas import Jump
from assessments.models import Question, QuestionStep, RetirementProposal
from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User


def waiting() -> QuerySet[RetirementProposal]:
    """What nobody has decided, for questions that are still in use."""
    rows = RetirementProposal.objects.filter(decided_at__isnull=True, version__question__status=Question.Status.ACTIVE)
    return rows.select_related("version__question__competency", "area").order_by("chance", "pk")


def propose(jumps: Sequence[Jump], *, now: datetime) -> None:
    """Propose each once. While it waits its figures follow the answers; after a decision it is not asked again."""
    kabs = Area.objects.filter(level=Level.KAB, code__in={jump.area for jump in jumps}).order_by("until")
    by_code = {area.code: area for area in kabs}
    for jump in jumps:
        figures = {
            "n": jump.n,
            "facility": jump.facility,
            "n_elsewhere": jump.n_elsewhere,
            "facility_elsewhere": jump.facility_elsewhere,
            "chance": jump.chance,
        }
        RetirementProposal.objects.get_or_create(
            version_id=jump.version, area=by_code[jump.area], defaults=figures | {"proposed_at": now}
        )
        known = RetirementProposal.objects.filter(version=jump.version, area=by_code[jump.area])
        known.filter(decided_at__isnull=True).update(**figures)


@transaction.atomic
def decide(proposal: RetirementProposal, *, retired: bool, note: str, by: User, now: datetime) -> bool:
    """The question rests from now on, or stays in use. Tickets already given keep it. False: it was decided already."""
    mine = RetirementProposal.objects.filter(pk=proposal.pk, decided_at__isnull=True)
    if not mine.update(retired=retired, note=note[:300], decided_at=now, decided_by=by):
        return False
    question = proposal.version.question
    if retired and question.status == Question.Status.ACTIVE:
        trail.step(question, QuestionStep.Act.RESTED, Question.Status.RETIRED, now=now, by=by, note=note[:300])
    audit.record(Act.QUESTION_DECIDED, by=by, now=now, detail={"question": question.key, "retired": retired})
    return True
