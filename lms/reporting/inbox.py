"""Which kader are due: transition rows of the floors below that no fold has seen, or has not finished."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import CharField, Exists, Max, Model, OuterRef, QuerySet, Value

from assessments.models import RecordChange
from certificates.models import AwardChange
from lms.people.models import MembershipChange, MergeChange
from lms.reporting.models import FoldMark, Inbox

# A change whose id is lower than one seen this long ago is visible by now: no transaction of ours stays open longer.
LOOK_BACK = timedelta(minutes=15)
LIMIT = 5000  # rows looked at in one go

SOURCES: dict[str, type[Model]] = {
    Inbox.Source.MEMBERSHIP: MembershipChange,
    Inbox.Source.RECORD: RecordChange,
    Inbox.Source.AWARD: AwardChange,
    Inbox.Source.MERGE: MergeChange,
}


class Due(NamedTuple):
    """A transition row that is to be folded."""

    source: str
    change_id: int
    kader_id: int


def due() -> list[Due]:
    """At most LIMIT transition rows to fold. Two indexed queries, and no write: this runs every few seconds."""
    mark = FoldMark.objects.filter(pk=1).first() or FoldMark()
    legs = [_unseen(source, getattr(mark, f"{source}_floor")) for source in SOURCES]
    pending = Inbox.objects.filter(folded_at__isnull=True).values_list("source", "change_id", "kader_id")
    return [Due(*row) for row in pending.union(*legs, all=True)[:LIMIT]]


def collect(rows: Sequence[Due], *, now: datetime) -> None:
    """Note these rows in the inbox; those already there stay as they are."""
    Inbox.objects.bulk_create(
        (Inbox(**row._asdict(), received_at=now) for row in rows), batch_size=200, ignore_conflicts=True
    )


def lock() -> FoldMark | None:
    """The one row that lets a folder work, locked until the transaction ends; None: another one is at work."""
    FoldMark.objects.get_or_create(pk=1)
    return FoldMark.objects.select_for_update(skip_locked=True).filter(pk=1).first()


@transaction.atomic
def prune(*, now: datetime) -> int:
    """Forget folded rows older than the look-back and raise the floors past them. Out: how many went."""
    mark = lock()
    if mark is None:
        return 0
    old = Inbox.objects.filter(folded_at__isnull=False, received_at__lt=now - LOOK_BACK)
    for source, highest in list(old.values_list("source").annotate(Max("change_id"))):
        setattr(mark, f"{source}_floor", max(highest, getattr(mark, f"{source}_floor")))
    mark.save()
    return old.delete()[0]


def skip_to(*, before: datetime) -> None:
    """Count everything received before that moment as folded: a rebuild is about to read it anyway."""
    mark, _ = FoldMark.objects.get_or_create(pk=1)
    for source, model in SOURCES.items():
        highest = model._default_manager.filter(received_at__lt=before).aggregate(highest=Max("pk"))["highest"]
        setattr(mark, f"{source}_floor", max(highest or 0, getattr(mark, f"{source}_floor")))
    mark.save()


def late(*, since: datetime) -> int:
    """How many of the transition rows received before that moment no fold has finished (at most LIMIT are looked at).

    More than none for some minutes means that there is no worker.
    """
    waiting: dict[str, list[int]] = {source: [] for source in SOURCES}
    for row in due():
        waiting[row.source].append(row.change_id)
    return sum(
        SOURCES[source]._default_manager.filter(pk__in=ids, received_at__lt=since).count()
        for source, ids in waiting.items()
        if ids
    )


def _unseen(source: str, floor: int) -> QuerySet[Any, Any]:
    seen = Inbox.objects.filter(source=source, change_id=OuterRef("pk"))
    rows = SOURCES[source]._default_manager.filter(~Exists(seen), pk__gt=floor)
    return rows.values_list(Value(source, CharField(max_length=10)), "pk", "kader_id")
