"""Reads tallies: figures of a place, of its children, and over time. Each is one grouped query on an index."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Sum

from lms.reporting.models import Tally
from modules.models import Programme

Figures = Mapping[str, int]


def figures(programme: Programme, place: str, *, day: date) -> Figures:
    """``{measure: how many}`` of a place as of the end of that day, from the evidence known now."""
    rows = Tally.objects.filter(programme=programme, place=place, day__lte=day)
    return dict(rows.values_list("measure").annotate(Sum("delta")).order_by())


def of_places(programme: Programme, places: Collection[str], *, day: date) -> Mapping[str, Figures]:
    """The figures of several places."""
    rows = Tally.objects.filter(programme=programme, place__in=places, day__lte=day)
    return _by_place(rows.values_list("place", "measure").annotate(Sum("delta")).order_by())


def children(programme: Programme, parent: str, *, day: date, measures: Collection[str]) -> Mapping[str, Figures]:
    """These figures of every place directly below ``parent`` (``k:35.71``: its puskesmas)."""
    rows = Tally.objects.filter(programme=programme, parent=parent, measure__in=measures, day__lte=day)
    return _by_place(rows.values_list("place", "measure").annotate(Sum("delta")).order_by())


def history(
    programme: Programme, place: str, *, measures: Collection[str], since: date, until: date
) -> list[tuple[date, Figures]]:
    """The days on which one of the measures moved, with all of them as of that day; the first is ``since``."""
    rows = Tally.objects.filter(programme=programme, place=place, measure__in=measures, day__lte=until)
    running = dict.fromkeys(measures, 0)
    points: dict[date, Figures] = {since: dict(running)}
    for measure, day, delta in rows.order_by("day").values_list("measure", "day", "delta"):
        running[measure] += delta
        points[max(day, since)] = dict(running)
    return list(points.items())


def _by_place(rows: Collection[tuple[str, str, int]]) -> Mapping[str, Figures]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for place, measure, total in rows:
        if total:
            found[place][measure] = total
    return found
