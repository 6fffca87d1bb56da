"""The sweep that opens proposals soon after a group became *terampil*, whatever the broker may have lost."""

from collections import defaultdict
from datetime import datetime, timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from assessments.models import RecordChange, Rung
from certificates.models import SweepCursor
from certificates.propose import propose
from modules.models import Programme

LOOK_BACK = timedelta(minutes=2)  # a transaction that began before and was committed after the last sweep
LOOK_BACK_ROWS = 2000
BATCH = 2000
AGAIN = timedelta(days=2)


@shared_task(name="certificates.tasks.sweep", ignore_result=True)
def sweep() -> None:
    """Propose for everybody whose groups changed since the last sweep."""
    now = timezone.now()
    while run(now=now) == BATCH:
        pass


@shared_task(name="certificates.tasks.sweep_again", ignore_result=True)
def sweep_again() -> None:
    """Look at the changes of the last two days once more."""
    run_again(now=timezone.now())


def run_again(*, now: datetime) -> int:
    """Propose for everybody of whom a change was received in that time. Out: how many changes were read.

    A bulk operation gives all its changes the moment it began; what it commits after the sweep has passed is not late
    by its clock, and would be missed.
    """
    changes = RecordChange.objects.filter(rung=Rung.SKILLED, group__isnull=False, received_at__gte=now - AGAIN)
    pairs = list(changes.values_list("kader_id", "group__programme_id").distinct())
    _propose(pairs, now)
    return len(pairs)


def run(*, now: datetime) -> int:
    """One batch of changes. Out: how many new ones were read. Proposing twice changes nothing, so it may overlap."""
    cursor, _ = SweepCursor.objects.get_or_create(pk=1)
    new = Q(pk__gt=cursor.last_change)
    late = Q(pk__gt=cursor.last_change - LOOK_BACK_ROWS, pk__lte=cursor.last_change, received_at__gte=now - LOOK_BACK)
    of_groups = RecordChange.objects.filter(rung=Rung.SKILLED, group__isnull=False).order_by("pk")
    fresh = list(of_groups.filter(new).values_list("pk", "kader_id", "group__programme_id")[:BATCH])
    again = list(of_groups.filter(late).values_list("pk", "kader_id", "group__programme_id"))
    _propose([(kader, programme) for _, kader, programme in fresh + again], now)
    if fresh:
        SweepCursor.objects.filter(pk=1, last_change__lt=fresh[-1][0]).update(last_change=fresh[-1][0])
    return len(fresh)


def _propose(pairs: list[tuple[int, int]], now: datetime) -> None:
    due: dict[int, set[int]] = defaultdict(set)
    for kader, key in pairs:
        due[key].add(kader)
    for programme in Programme.objects.filter(pk__in=due):
        propose(due[programme.pk], programme=programme, now=now)
