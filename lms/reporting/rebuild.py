"""Drops lines and tallies of a programme and derives them all anew."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from lms.people.models import Kader
from lms.people.queries import in_field
from lms.reporting import inbox
from lms.reporting.fold import CHUNK
from lms.reporting.lines import refold
from lms.reporting.models import FoldMark, KaderLine, PosyanduLine, Tally
from modules.models import Programme


def rebuild(*, programme: Programme, now: datetime) -> int:
    """Count everybody anew. Out: how many kader. Records must be right before (``assessments.records.rebuild``).

    Chunks of at most 200 kader, each its own transaction, each with a fixed number of queries; folding may go on
    meanwhile. Boards fill up as it runs.
    """
    _drop(programme)
    if Programme.objects.count() == 1:
        inbox.skip_to(before=now - inbox.LOOK_BACK)
    return sum(_chunk(some, programme=programme, now=now) for some in _chunks(programme))


@transaction.atomic
def _drop(programme: Programme) -> None:
    """All at once, so that no fold adds to a line whose tallies are about to go."""
    FoldMark.objects.get_or_create(pk=1)
    FoldMark.objects.select_for_update().get(pk=1)
    for model in (Tally, KaderLine, PosyanduLine):
        rows = model._default_manager.filter(programme=programme)
        rows._raw_delete(rows.db)


@transaction.atomic
def _chunk(kader_ids: list[int], *, programme: Programme, now: datetime) -> int:
    FoldMark.objects.select_for_update().get(pk=1)
    refold(kader_ids, programme=programme, now=now)
    return len(kader_ids)


def _chunks(programme: Programme) -> Iterator[list[int]]:
    everybody = (
        Kader.objects.filter(in_field(programme.field, "memberships__"), memberships__isnull=False)
        .distinct()
        .order_by("pk")
    )
    rest = iter(everybody.values_list("pk", flat=True).iterator())
    while some := list(islice(rest, CHUNK)):
        yield some
