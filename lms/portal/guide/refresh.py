"""Three practice questions before her posyandu opens: from what she learnt long ago, or did not get right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments import marks
from assessments import practice as practices
from assessments.models import Attempt, CompetencyRecord, Question, Quiz, TicketItem
from lms.areas import opening
from lms.people.models import Kader, Membership
from lms.people.queries import rows_of
from lms.portal.guide import rules
from lms.portal.guide.rules import Learnt
from modules.models import ModulePage
from modules.queries import module_pages

_DAYS = ("study_closed_on", "observed_skilled_on", "skilled_on")


@dataclass(frozen=True)
class Again:
    """One of the three: the module, the number of the question in its practice, and the question itself."""

    module: ModulePage
    number: int
    question: Question


def opening_day(membership: Membership | None, *, on: date) -> date | None:
    """When her posyandu opens next; None where nobody has said, and in a pustu."""
    return opening.next_day(membership.posyandu.opening, on) if membership and membership.posyandu else None


def questions(kader: Kader, *, on: date, opens: date | None) -> list[Again]:
    """Those of the month in which her posyandu opens next: the same for all of that month. Some nine queries."""
    day = opens or on
    pages = {page.competency_id: page for page in module_pages()}
    learnt = [one for one in _learnt(kader) if one.key in pages]
    return [_one(pages[key], day) for key in rules.three(learnt, on=day)]


def _learnt(kader: Kader) -> list[Learnt]:
    """What she has shown, and for which there are questions to practise."""
    items = Question.objects.drawable().filter(use=Question.Use.PRACTICE).values("competency")
    missed = _missed(kader)
    rows = CompetencyRecord.objects.filter(kader=kader, competency__in=items).values_list("competency_id", *_DAYS)
    shown = [(key, max((day for day in days if day), default=None)) for key, *days in rows]
    return [Learnt(key, since, missed[key]) for key, since in shown if since]


def _missed(kader: Kader) -> Counter[int]:
    """Per competency, how many items of her checks did not earn all they could; before she learnt it does not count."""
    attempts = Attempt.objects.filter(kader__in=rows_of(kader)).exclude(quiz__kind=Quiz.Kind.PRE)
    earned = dict(marks.in_force(attempts).values_list("ticket_id", "marks_now"))
    items = TicketItem.objects.filter(ticket__in=list(earned)) if earned else TicketItem.objects.none()
    rows = items.values_list("ticket_id", "position", "version__question__competency_id")
    return Counter(key for ticket, position, key in rows if earned[ticket].get(str(position), 1) < 1)


def _one(module: ModulePage, day: date) -> Again:
    found: Sequence[Question] = practices.items(module)
    at = rules.month_of(day) % len(found)
    return Again(module, at + 1, found[at])
