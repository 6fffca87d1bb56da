"""Reads from the floors below what a line is made of: a fixed number of queries for any number of kader."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Q

from assessments.models import CompetencyRecord, GroupRecord, ProgrammeRecord
from certificates.models import Award
from lms.areas.models import Posyandu, Pustu
from lms.people.models import Membership
from lms.people.queries import in_field
from lms.reporting.rules import ABOVE_NATION, NATION, Chain, Facts, Period
from modules.models import Programme

RUNGS = ("trained", "assessed", "skilled")


def read(kader_ids: Collection[int], *, programme: Programme) -> dict[int, Facts]:
    """The facts of each of these kader. Seven queries.

    The memberships of one who was merged away ended on that day, so that she counts as the one she became; before it
    she counts as she did. Her awards are also those of the one she became.
    """
    served = _served(kader_ids, programme)
    reached = _reached(kader_ids, programme)
    levels = _levels(kader_ids, programme)
    standing = chains({period.value for periods in served.values() for period in periods})
    return {key: Facts(served[key], reached[key], levels[key], standing) for key in kader_ids}


def chains(places: Collection[str]) -> dict[str, Chain]:
    """What each of these posyandu (``p:12``) and pustu (``u:3``) adds up into, as it stands today. Two queries."""
    found: dict[str, Chain] = {}
    for prefix, model in (("p", Posyandu), ("u", Pustu)):
        ids = [int(place[2:]) for place in places if place.startswith(f"{prefix}:")]
        rows: Iterable[tuple[Any, ...]] = model._default_manager.filter(pk__in=ids).values_list(
            "pk",
            "desa__code",
            "desa__kec_code",
            "desa__kab_code",
            "desa__province_code",
            "puskesmas_id",
            "puskesmas__kab__code",
        )
        found |= {f"{prefix}:{pk}": _chain(f"{prefix}:{pk}", *rest) for pk, *rest in rows}
    return found


def _chain(place: str, desa: str, kec: str, kab: str, province: str, puskesmas: int, puskesmas_kab: str) -> Chain:
    above = (place, desa, kec, kab, province, NATION, ABOVE_NATION)
    return (*pairwise(above), (f"k:{puskesmas}", f"k:{puskesmas_kab}"))


def _served(kader_ids: Collection[int], programme: Programme) -> Mapping[int, list[Period]]:
    rows = Membership.objects.filter(in_field(programme.field), kader_id__in=kader_ids, primary=True).values_list(
        "kader_id", "pk", "posyandu_id", "pustu_id", "since", "until"
    )
    found: dict[int, list[Period]] = defaultdict(list)
    for kader, pk, posyandu, pustu, since, until in rows:
        place = f"p:{posyandu}" if posyandu else f"u:{pustu}"
        found[kader].append(Period(since, until, (since.toordinal(), pk), place))
    return found


def _reached(kader_ids: Collection[int], programme: Programme) -> Mapping[int, dict[str, date]]:
    columns = [f"{rung}_on" for rung in RUNGS]
    whole = ProgrammeRecord.objects.filter(kader_id__in=kader_ids, programme=programme)
    groups = GroupRecord.objects.filter(kader_id__in=kader_ids, group__programme=programme)
    skills = CompetencyRecord.objects.filter(
        kader_id__in=kader_ids, competency__group__programme=programme, skilled_on__isnull=False
    )
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for kader, *days in whole.values_list("kader_id", *columns):
        _add(found[kader], zip(RUNGS, days, strict=True))
    for kader, group, *days in groups.values_list("kader_id", "group__key", *columns):
        _add(found[kader], ((f"group:{group}:{rung}", day) for rung, day in zip(RUNGS, days, strict=True)))
    for kader, skill, day in skills.values_list("kader_id", "competency__key", "skilled_on"):
        _add(found[kader], [(f"comp:{skill}:skilled", day)])
    return found


def _add(reached: dict[str, date], days: Iterable[tuple[str, date | None]]) -> None:
    reached.update((measure, day) for measure, day in days if day)


def _levels(kader_ids: Collection[int], programme: Programme) -> Mapping[int, list[Period]]:
    hers = Q(kader_id__in=kader_ids) | Q(kader__merged_into__in=kader_ids)
    rows = Award.objects.filter(hers, level__scheme__programme=programme).values_list(
        "kader_id", "kader__merged_into_id", "level__position", "level__key", "effective_on", "revoked_on"
    )
    found: dict[int, list[Period]] = defaultdict(list)
    for row, kept, position, key, since, until in rows:
        for kader in (row, kept) if kept else (row,):
            if until is None or since < until:
                found[kader].append(Period(since, until, (position, key), key))
    return found
