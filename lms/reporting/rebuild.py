"""Drops lines and tallies of a programme and derives them all anew."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lms.people.models import Kader
from lms.people.queries import in_field
from lms.reporting import inbox
from lms.reporting.fold import CHUNK
from lms.reporting.lines import refold
from lms.reporting.models import FoldMark, KaderLine, PosyanduLine, Tally
from modules.models import Programme


def catch_up(*, now: datetime) -> int:
    """Count whoever serves in a programme's field and was never counted there: it was imported after she came. Out: how
    many. Goes on where it was cut off."""
    FoldMark.objects.get_or_create(pk=1)
    return sum(
        _chunk(some, programme=programme, now=now)
        for programme in Programme.objects.order_by("pk")
        for some in list(_in_chunks(_uncounted(programme)))
    )


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
    return _in_chunks(Kader.objects.filter(in_field(programme.field, "memberships__"), memberships__isnull=False))


def _uncounted(programme: Programme) -> QuerySet[Kader]:
    """Those who count on some day, and have no line. A membership entered by mistake counts on none."""
    counts = Q(memberships__until__isnull=True) | Q(memberships__until__gt=F("memberships__since"))
    served = Kader.objects.filter(counts, in_field(programme.field, "memberships__"), memberships__primary=True)
    return served.filter(~Exists(KaderLine.objects.filter(kader=OuterRef("pk"), programme=programme)))


def _in_chunks(kader: QuerySet[Kader]) -> Iterator[list[int]]:
    rest = iter(kader.distinct().order_by("pk").values_list("pk", flat=True).iterator())
    while some := list(islice(rest, CHUNK)):
        yield some
