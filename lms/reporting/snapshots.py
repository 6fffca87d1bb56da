"""Keeps what the boards said at the end of each day, whatever evidence arrives later."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import TimeZone
from lms.reporting import queries
from lms.reporting.models import Snapshot, SnapshotRun, Tally
from lms.reporting.rules import NATION
from modules.models import Programme

CHUNK = 200
NATION_ZONE = TimeZone.WIB


def take(*, now: datetime) -> int:
    """Take the snapshots of the local day just ended, in each time zone where that has not been done. Out: how many.

    Areas and puskesmas get one, single posyandu do not; and only those whose figures differ from their last snapshot:
    a missing row says that nothing changed. Nights on which nobody took them are not made up for later, since what
    the board would have said then is no longer known.
    """
    taken = 0
    for programme in Programme.objects.order_by("pk"):
        for zone in TimeZone:
            day = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
            if not SnapshotRun.objects.filter(programme=programme, time_zone=zone, day=day).exists():
                taken += _take(programme, TimeZone(zone), day, now)
    return taken


def _take(programme: Programme, zone: TimeZone, day: date, now: datetime) -> int:
    taken = sum(_chunk(some, programme, day, now) for some in _chunks(_places(programme, zone)))
    SnapshotRun.objects.get_or_create(programme=programme, time_zone=zone, day=day, defaults={"taken_at": now})
    return taken


@transaction.atomic
def _chunk(places: Sequence[str], programme: Programme, day: date, now: datetime) -> int:
    figures = queries.of_places(programme, places, day=day)
    last = _last(programme, places, day)
    rows = [
        Snapshot(programme=programme, place=place, day=day, figures=dict(figures.get(place, {})), taken_at=now)
        for place in places
        if dict(figures.get(place, {})) != last.get(place, {})
    ]
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _last(programme: Programme, places: Sequence[str], day: date) -> dict[str, dict[str, int]]:
    newest = (
        Snapshot.objects.filter(programme=programme, place=OuterRef("place"), day__lte=day)
        .order_by("-day")
        .values("pk")[:1]
    )
    rows = Snapshot.objects.filter(programme=programme, place__in=places, pk=Subquery(newest))
    return dict(rows.values_list("place", "figures"))


def _places(programme: Programme, zone: TimeZone) -> list[str]:
    """The places of a zone that were ever counted: areas, puskesmas, and the nation in that of its capital."""
    counted = Tally.objects.filter(programme=programme).exclude(Q(place__startswith="p:") | Q(place__startswith="u:"))
    areas = Area.objects.filter(time_zone=zone).values_list("code", flat=True)
    puskesmas = Puskesmas.objects.filter(kab__time_zone=zone).values_list("pk", flat=True)
    here = {*areas, *(f"k:{pk}" for pk in puskesmas)} | ({NATION} if zone == NATION_ZONE else set())
    return sorted(here.intersection(counted.values_list("place", flat=True).distinct()))


def _chunks(places: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(places), CHUNK):
        yield places[at : at + CHUNK]
