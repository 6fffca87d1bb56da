"""*Jalur singkat*: what a kader knows already by her pre-test. It spares her a module and never is evidence."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from assessments.models import Quiz, TicketItem
from assessments.rules import knows


def known(attempts: Iterable[Any]) -> set[int]:
    """The competencies that a pre-test among these attempts (with ``marks_now``) of one kader shows.

    One query, none without a pre-test.
    """
    marks = {attempt.ticket_id: attempt.marks_now for attempt in attempts if attempt.quiz.kind == Quiz.Kind.PRE}
    if not marks:
        return set()
    shares: dict[tuple[int, int], list[float | None]] = defaultdict(list)
    items = TicketItem.objects.filter(ticket__in=list(marks))
    for ticket, position, competency in items.values_list("ticket_id", "position", "version__question__competency_id"):
        shares[ticket, competency].append(marks[ticket].get(str(position)))
    return {competency for (_, competency), some in shares.items() if knows(some, settings.SHORT_PATH_ITEMS)}
