"""Reading facts: the list with what cites each, what is past its day, what one said when and who changed it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lms.areas.models import Area
from modules.models import Fact, FactDecision, FactProposal, FactUsage


@dataclass(frozen=True)
class Period:
    """One row of a fact's past, with how it came about, the latest first; none: it came with a package."""

    fact: Fact
    decisions: list[FactDecision]


def listed() -> QuerySet[Fact]:
    """The nation's facts in force, with ``uses`` (citing things), ``choices`` (areas with their own number) and
    ``waits`` (is a change proposed?)."""
    uses = FactUsage.objects.filter(fact_key=OuterRef("key")).order_by().values("fact_key").annotate(n=Count("pk"))
    own = Fact.objects.filter(key=OuterRef("key"), area__isnull=False, valid_until__isnull=True).order_by()
    return nation().annotate(
        uses=Coalesce(Subquery(uses.values("n")), 0),
        choices=Coalesce(Subquery(own.values("key").annotate(n=Count("pk")).values("n")), 0),
        waits=Exists(waiting().filter(key=OuterRef("key"))),
    )


def nation() -> QuerySet[Fact]:
    """The nation's facts in force."""
    return Fact.objects.filter(area__isnull=True, valid_until__isnull=True)


def past_due(rows: QuerySet[Fact], *, on: date) -> QuerySet[Fact]:
    """Those whose day of review has come."""
    return rows.filter(review_due__lte=on)


def due_count(*, on: date) -> int:
    """How many numbers in force, of the nation and of areas, should have been looked at again by that day."""
    return past_due(Fact.objects.filter(valid_until__isnull=True), on=on).count()


def choosing_areas() -> QuerySet[Area]:
    """The areas that have a number of their own for something."""
    rows = Fact.objects.filter(area__isnull=False, valid_until__isnull=True)
    return Area.objects.filter(pk__in=rows.values("area")).order_by("name")


def own(key: str) -> QuerySet[Fact]:
    """What areas chose in place of the nation's number, by their names."""
    rows = Fact.objects.filter(key=key, area__isnull=False, valid_until__isnull=True)
    return rows.select_related("area").order_by("area__name")


def own_of(keys: Collection[str]) -> dict[str, list[Fact]]:
    """Key -> what areas chose in place of the nation's number, by their names. Keys without a choice are not there."""
    rows = Fact.objects.filter(key__in=keys, area__isnull=False, valid_until__isnull=True)
    found: dict[str, list[Fact]] = {}
    for row in rows.select_related("area").order_by("key", "area__name"):
        found.setdefault(row.key, []).append(row)
    return found


def waiting() -> QuerySet[FactProposal]:
    """The proposals that nobody has decided, the oldest first."""
    rows = FactProposal.objects.filter(decision__isnull=True).select_related("area", "proposed_by__person")
    return rows.order_by("proposed_at", "pk")


def history(key: str) -> list[Period]:
    """Everything the fact said, the nation's and the areas', the newest first, with who wanted it so and why."""
    rows = Fact.objects.filter(key=key).select_related("area")
    made = FactDecision.objects.filter(fact__in=rows).order_by("-decided_at", "-pk")
    decisions = list(made.select_related("decided_by__person", "proposal__proposed_by__person"))
    ordered = rows.order_by(F("valid_until").desc(nulls_first=True), "-valid_from", "area__name", "pk")
    return [Period(row, [one for one in decisions if one.fact_id == row.pk]) for row in ordered]


def dropped(key: str) -> list[FactDecision]:
    """Proposals for the fact that a nakes did not take, the newest first."""
    rows = FactDecision.objects.filter(Q(proposal__key=key), accepted=False).order_by("-decided_at", "-pk")
    return list(rows.select_related("decided_by__person", "proposal__proposed_by__person", "proposal__area"))
