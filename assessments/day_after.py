"""What a day of assessing leaves: numbers, who is still to come (*susulan*), and what each may practise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from assessments import assessing, event_rights, event_roll, goals, slips
from assessments.event_roll import Guest
from assessments.models import Observation, TrainingEvent
from assessments.slips import Slip
from lms.areas.format import angka
from lms.people.models import Kader, User
from lms.people.queries import listed


@dataclass(frozen=True)
class Numbers:
    """``outcomes`` are observations that stand, ``skilled`` those of them that say *terampil*."""

    expected: int
    there: int
    seen: int
    outcomes: int
    skilled: int


def numbers(event: TrainingEvent) -> Numbers:
    """Three queries."""
    counted = _standing(event).aggregate(
        seen=Count("who", distinct=True), outcomes=Count("pk"), skilled=Count("pk", filter=Q(skilled=True))
    )
    expected = Kader.objects.filter(assessing.at(event), merged_into=None).count()
    return Numbers(expected=expected, there=len(event_roll.there(event)), **counted)


def to_come(event: TrainingEvent, within: QuerySet[Kader]) -> list[Guest]:
    """Those of these kader who were invited or came and whom nobody has seen yet, sorted as on papers."""
    seen = Exists(_standing(event).filter(who=OuterRef("pk")))
    rows = within.filter(assessing.at(event)).filter(~seen).select_related("person")
    return event_roll.described(event, rows)


def own_slips(event: TrainingEvent, within: QuerySet[Kader], *, on: date) -> list[Slip]:
    """The slips of these kader, by name."""
    rows = listed(within.filter(assessing.at(event)), on=on).select_related("person").order_by("person__name", "pk")
    return slips.of_event(event, list(rows), on=on)


def not_yet(event: TrainingEvent, found: Sequence[Slip]) -> list[tuple[Slip, str]]:
    """Of whom no level is proposed yet, and why not: what is missing, and what is right and waits for the evaluasi."""
    why = goals.reasons([one.kader.pk for one in found], event.programme)
    return [(one, " ".join(filter(None, (why[one.kader.pk], _waits(one))))) for one in found if one.kader.pk in why]


def _waits(slip: Slip) -> str:
    if not slip.waiting:
        return ""
    told = ngettext(
        "%(n)s praktik sudah benar; tinggal cek kemampuan kelompoknya.",
        "%(n)s praktik sudah benar; tinggal cek kemampuan kelompoknya.",
        slip.waiting,
    )
    return told % {"n": angka(slip.waiting)}


def to_practise(found: Sequence[Slip]) -> list[Slip]:
    """Who takes something home to practise."""
    return [one for one in found if one.practise]


def reach(user: User, event: TrainingEvent, *, on: date) -> QuerySet[Kader]:
    """Whose results at the event she may see: all, for who planned it; her kader, for a penilai."""
    if event_rights.may_plan(user, event, on=on):
        return Kader.objects.all()
    return assessing.kader(user, event, on=on)


def _standing(event: TrainingEvent) -> QuerySet[Any]:
    """What stands of the event; ``who``: whose it is, also under a row that was merged into hers."""
    return Observation.objects.filter(event=event, superseded_by__isnull=True).annotate(who=event_roll.WHO)
