"""One mark for many items at once: how many it would change is said before (DESIGN 4: chunks of at most 200 rows)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments import authoring, bank_rights
from assessments.models import Question
from lms.people import audit
from lms.people.models import User

CHUNK = 200


@dataclass(frozen=True)
class Change:
    """``what``: difficulty, essential, lesson or rest.

    ``value``: a difficulty; "1" or ""; "<competency id>:<lesson>"; nothing.
    """

    what: str
    value: str = ""

    @property
    def values(self) -> dict[str, object]:
        """The columns that it writes."""
        if self.what == "lesson":
            return {"lesson_key": self.value.partition(":")[2]}
        return {"essential": bool(self.value)} if self.what == "essential" else {self.what: self.value}


@dataclass(frozen=True)
class Plan:
    """Of the chosen items so many would change, so many are like that already, and so many it does not suit."""

    changes: int
    same: int
    unfit: int


def plan(chosen: Sequence[int], change: Change) -> Plan:
    """What the change would do. Writes nothing."""
    there = Question.objects.filter(pk__in=chosen)
    suits = _suiting(there, change)
    changes = _changing(suits, change).count()
    return Plan(changes, suits.count() - changes, there.count() - suits.count())


def apply(chosen: Sequence[int], change: Change, *, by: User, now: datetime) -> int:
    """Mark them. Out: how many were changed. PermissionDenied."""
    if not bank_rights.may_write(by, on=timezone.localdate(now)):
        raise PermissionDenied
    return sum(_some(chosen[at : at + CHUNK], change, by, now) for at in range(0, len(chosen), CHUNK))


@transaction.atomic
def _some(chosen: Sequence[int], change: Change, by: User, now: datetime) -> int:
    rows = _changing(_suiting(Question.objects.filter(pk__in=chosen), change), change)
    found = list(rows.select_for_update().order_by("pk"))
    if change.what == "rest":
        for question in found:
            authoring.rest(question, by=by, now=now)
        return len(found)
    Question.objects.filter(pk__in=[row.pk for row in found]).update(**change.values)
    if found:
        detail = {"what": change.what, "value": change.value, "keys": [row.key for row in found]}
        audit.record(audit.Act.QUESTIONS_MARKED, by=by, now=now, count=len(found), detail=detail)
    return len(found)


def _suiting(rows: QuerySet[Question], change: Change) -> QuerySet[Question]:
    """A lesson belongs to one competency."""
    return rows.filter(competency__in=[change.value.partition(":")[0]]) if change.what == "lesson" else rows


def _changing(rows: QuerySet[Question], change: Change) -> QuerySet[Question]:
    if change.what == "rest":
        return rows.exclude(status=Question.Status.RETIRED)
    return rows.exclude(Q(**change.values))
