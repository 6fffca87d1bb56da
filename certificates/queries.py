"""What this floor knows about kader: levels, proposals, certificates. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from assessments.models import CompetencyRecord, GroupRecord
from assessments.rules import local_day
from assessments.serving import zone
from certificates.codes import is_code
from certificates.models import Award, Certificate, Level, Proposal
from certificates.rules import LevelRule
from lms.areas.models import Area
from lms.people.models import Kader, Membership
from lms.people.queries import membership_on, rows_of
from modules.models import Competency, Programme


@dataclass(frozen=True)
class Standing:
    """Where one kader stands in the levels. ``left`` are, per group in order, her skills not yet *terampil*."""

    rules: list[LevelRule]
    left: dict[str, list[str]]
    awarded: Award | None
    proposed: Proposal | None
    certificates: list[Certificate]


def rule(level: Level) -> LevelRule:
    """The row as the pure rules want it."""
    return LevelRule(level.key, level.title, level.position, tuple(level.required_groups), level.other_groups)


def levels(programme: Programme) -> list[Level]:
    """The levels in force of a programme, the lowest first. Empty without an active scheme."""
    rows = Level.objects.filter(scheme__programme=programme, scheme__active=True, position__lt=Level.OUT_OF_THE_WAY)
    return list(rows.order_by("position"))


def skilled_groups(kader_ids: Collection[int], *, programme: Programme) -> dict[int, dict[str, date]]:
    """Per kader: the groups in which every skill is *terampil*, with the day."""
    rows = GroupRecord.objects.filter(
        kader_id__in=kader_ids, group__programme=programme, skilled_on__isnull=False
    ).values_list("kader_id", "group__key", "skilled_on")
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for kader_id, group, day in rows:
        if day:  # the filter says so already
            found[kader_id][group] = day
    return found


def membership(kader: Kader, *, programme: Programme, day: date) -> Membership | None:
    """Where the kader serves on that day in the programme's field, with its places."""
    return membership_on(kader, field=programme.field, day=day)


def today(place: Membership | None, now: datetime) -> date:
    """The day it is where she serves: numbers, years and dates of papers go by it (DESIGN 2)."""
    return local_day(now, zone(place))


def kab_of(place: Membership) -> Area:
    """The kab/kota whose Dinas issues papers for this membership."""
    where = place.posyandu or place.pustu
    if where is None:
        raise LookupError(f"membership {place.pk} has no place")
    return Area.objects.get(code=where.desa.kab_code, level=2, until__isnull=True)


def open_proposals(kader: QuerySet[Kader], *, search: str = "") -> QuerySet[Proposal]:
    """What waits for an authority among these kader, by posyandu and name. ``search``: part of a name or posyandu."""
    rows = Proposal.objects.filter(state=Proposal.State.OPEN, kader__in=kader)
    if search:
        rows = rows.filter(kader__person__name__icontains=search) | rows.filter(
            membership__posyandu__name__icontains=search
        )
    return rows.select_related(
        "kader__person", "level", "membership__posyandu__desa", "membership__pustu__desa"
    ).order_by("membership__posyandu__desa__name", "membership__posyandu__name", "kader__person__name", "pk")


def by_code(code: str) -> Certificate | None:
    """The certificate of that code, with what ``/v/`` shows; None: there is none."""
    if not is_code(code):
        return None
    rows = Certificate.objects.select_related(
        "kader__person", "kader__merged_into", "revocation", "award", "key", "kab", "level"
    )
    return rows.filter(code=code).first()


def certificates_of(kader: Kader, *, programme: Programme) -> list[Certificate]:
    """Her certificates of a programme, the newest first, revoked ones too; also of rows merged into hers."""
    rows = Certificate.objects.filter(kader__in=rows_of(kader), programme=programme).select_related(
        "level", "revocation"
    )
    return list(rows.order_by("-issued_at", "-pk"))


def standing(kader: Kader, *, programme: Programme, left_there: dict[str, list[str]] | None = None) -> Standing:
    """Everything that ``explain`` and /saya/ need about the levels of one kader. Six queries; three, where the caller
    has read already what is ``left``."""
    awards = Award.objects.filter(kader__in=rows_of(kader), level__scheme__programme=programme, revoked_on__isnull=True)
    proposals = Proposal.objects.filter(
        kader=kader, level__scheme__programme=programme, state=Proposal.State.OPEN
    ).select_related("level")
    return Standing(
        rules=[rule(level) for level in levels(programme)],
        left=left(kader, programme=programme) if left_there is None else left_there,
        awarded=awards.select_related("level").order_by("-level__position", "-pk").first(),
        proposed=proposals.order_by("-level__position").first(),
        certificates=certificates_of(kader, programme=programme),
    )


def left(kader: Kader, *, programme: Programme) -> dict[str, list[str]]:
    """Per group, in order, the keys of the skills in which she is not yet *terampil*; none for a complete group."""
    return left_of([kader.pk], programme=programme)[kader.pk]


def left_of(kader_ids: Collection[int], *, programme: Programme) -> dict[int, dict[str, list[str]]]:
    """``left`` for each of many kader. Three queries."""
    done, whole = _skilled(kader_ids, programme), skilled_groups(kader_ids, programme=programme)
    skills = list(_skills(programme))
    found: dict[int, dict[str, list[str]]] = {}
    for pk in kader_ids:
        hers: dict[str, list[str]] = defaultdict(list)
        for group, key in skills:
            hers[group] += [] if group in whole.get(pk, {}) or key in done[pk] else [key]
        found[pk] = hers
    return found


def _skilled(kader_ids: Collection[int], programme: Programme) -> dict[int, set[str]]:
    rows = CompetencyRecord.objects.filter(
        kader__in=kader_ids, competency__group__programme=programme, skilled_on__isnull=False
    )
    found: dict[int, set[str]] = defaultdict(set)
    for pk, key in rows.values_list("kader_id", "competency__key"):
        found[pk].add(key)
    return found


def _skills(programme: Programme) -> Iterable[tuple[str, str]]:
    rows = Competency.objects.filter(group__programme=programme).order_by("group__position", "position")
    return rows.values_list("group__key", "key")
