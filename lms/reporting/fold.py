"""Folds what has changed into the tallies. Started every few seconds by beat, which makes it its own sweeper."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lms.reporting import inbox
from lms.reporting.lines import refold
from lms.reporting.models import Inbox
from modules.models import Programme

CHUNK = 200  # hand-ins never wait longer than one of these (DESIGN 4)


def fold(*, now: datetime) -> int:
    """Count anew every kader of whom something has changed. Out: how many, 0 if another folder is at work.

    Safe to run twice, late and at the same time: a transition row only says which kader to look at, and one folder
    works at a time. Each chunk is a transaction of its own; a row is done only together with its tallies.
    """
    folded = 0
    while rows := inbox.due():
        inbox.collect(rows, now=now)
        kader = sorted({row.kader_id for row in rows})
        for at in range(0, len(kader), CHUNK):
            if not _fold_chunk(kader[at : at + CHUNK], now=now):
                return folded
            folded += len(kader[at : at + CHUNK])
    if folded:
        inbox.prune(now=now)
    return folded


@transaction.atomic
def _fold_chunk(kader_ids: Collection[int], *, now: datetime) -> bool:
    mark = inbox.lock()
    if mark is None:
        return False
    # Taken before the facts are read: what arrives in between is folded once more, never missed.
    rows = list(Inbox.objects.filter(kader_id__in=kader_ids, folded_at__isnull=True).values_list("pk", flat=True))
    for programme in Programme.objects.all():
        refold(kader_ids, programme=programme, now=now)
    Inbox.objects.filter(pk__in=rows).update(folded_at=now)
    mark.folded_at = now
    mark.save(update_fields=["folded_at"])
    return True
