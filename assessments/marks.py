"""The marks in force of attempts: their own, or those of their newest regrade. The one place that knows which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, DecimalField, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Attempt, AttemptRegrade


@dataclass(frozen=True)
class Marks:
    """What one attempt has earned; ``regraded_at`` None: as it was marked when it came in."""

    marks: Mapping[str, float]
    score_percent: Decimal
    passed: bool
    regraded_at: datetime | None


def in_force(attempts: QuerySet[Attempt]) -> QuerySet:
    """The attempts with ``marks_now``, ``score_now``, ``passed_now`` and ``regraded_at``."""
    newest = AttemptRegrade.objects.filter(attempt=OuterRef("pk")).order_by("-pk")
    return attempts.annotate(
        marks_now=Coalesce(Subquery(newest.values("marks")[:1]), "marks", output_field=JSONField()),
        score_now=Coalesce(Subquery(newest.values("score_percent")[:1]), "score_percent", output_field=DecimalField()),
        passed_now=Coalesce(Subquery(newest.values("passed")[:1]), "passed", output_field=BooleanField()),
        regraded_at=Subquery(newest.values("at")[:1]),
    )


def passed(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Those of the attempts that are passed now."""
    newest = AttemptRegrade.objects.filter(attempt=OuterRef("pk")).order_by("-pk").values("passed")[:1]
    return attempts.alias(
        passed_now=Coalesce(Subquery(newest), "passed", output_field=BooleanField()),
    ).filter(passed_now=True)


def read(attempt: Any) -> Marks:
    """Of one of the attempts that ``in_force`` gave."""
    return Marks(attempt.marks_now, attempt.score_now, attempt.passed_now, attempt.regraded_at)


def of(attempt: Attempt) -> Marks:
    """What one attempt earns now. One query."""
    newest = attempt.regrades.order_by("-pk").first()
    best = newest or attempt
    return Marks(best.marks, best.score_percent, best.passed, newest.at if newest else None)
