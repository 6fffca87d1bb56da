"""Reads what kader have shown, as the pure rules want it: five queries, whatever the number of kader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import QuerySet

from assessments.models import Attempt, Attendance, Observation, OutsideEvidence, Quiz, Rung, TrainingEvent
from assessments.rules import Plan, Shown, attended_in_full, local_day, note
from lms.areas.models.area import TimeZone

TRAINING = (
    TrainingEvent.Kind.TRAINING,
    TrainingEvent.Kind.BIMTEK,
    TrainingEvent.Kind.ORIENTATION,
    TrainingEvent.Kind.REFRESHER,
)
_WHEN = ("happened_at", "membership__posyandu__desa__time_zone", "membership__pustu__desa__time_zone")
_ATTEMPTS = {Quiz.Kind.EVALUATION: "evaluated", Quiz.Kind.POST: "post_tested"}
_OUTSIDE = {Rung.ASSESSED: "outside_assessed", Rung.SKILLED: "outside_skilled"}

Everyone = Mapping[int, Shown]


def read(kader_ids: Iterable[int], plan: Plan) -> dict[int, Shown]:
    """What each of these kader has shown in the programme of the plan, by the days of the places they served in."""
    everyone = {kader: Shown() for kader in kader_ids}
    competencies = [key for keys in plan.groups.values() for key in keys]
    _attempts(everyone, competencies, list(plan.groups))
    _observations(everyone, competencies)
    _outside(everyone, competencies, list(plan.groups))
    _attendance(everyone, list(plan.groups))
    return everyone


def _day(happened_at: datetime, posyandu_zone: str | None, pustu_zone: str | None) -> date:
    return local_day(happened_at, posyandu_zone or pustu_zone or TimeZone.WIB)


def _attempts(everyone: Everyone, competencies: list[int], groups: list[int]) -> None:
    rows = Attempt.objects.filter(kader__in=list(everyone), passed=True)
    for kader, kind, competency, group, *when in rows.values_list(
        "kader_id", "quiz__kind", "quiz__competency_id", "quiz__group_id", *_WHEN
    ):
        if kind == Quiz.Kind.MODULE and competency in competencies:
            note(everyone[kader].closed, competency, _day(*when))
        elif kind in _ATTEMPTS and group in groups:
            note(getattr(everyone[kader], _ATTEMPTS[kind]), group, _day(*when))


def _observations(everyone: Everyone, competencies: list[int]) -> None:
    rows = Observation.objects.filter(kader__in=list(everyone), competency__in=competencies, superseded_by__isnull=True)
    for kader, competency, skilled, *when in rows.values_list("kader_id", "competency_id", "skilled", *_WHEN):
        note(everyone[kader].observed, competency, _day(*when))
        if skilled:
            note(everyone[kader].observed_skilled, competency, _day(*when))


def _outside(everyone: Everyone, competencies: list[int], groups: list[int]) -> None:
    rows = OutsideEvidence.objects.filter(kader__in=list(everyone))
    for kader, rung, competency, group, *when in rows.values_list(
        "kader_id", "rung", "competency_id", "group_id", *_WHEN
    ):
        if group in groups:
            note(everyone[kader].outside_trained, group, _day(*when))
        elif competency in competencies:
            note(getattr(everyone[kader], _OUTSIDE[rung]), competency, _day(*when))


def _attendance(everyone: Everyone, groups: list[int]) -> None:
    days: dict[tuple[int, int], set[date]] = defaultdict(set)
    rows: QuerySet = Attendance.objects.filter(kader__in=list(everyone), event__kind__in=TRAINING)
    for kader, event, day in rows.values_list("kader_id", "event_id", "day"):
        days[kader, event].add(day)
    covered = _covered({event for _, event in days}, groups)
    for (kader, event), there in days.items():
        for group, starts_on, ends_before in covered[event]:
            day = attended_in_full(there, starts_on=starts_on, ends_before=ends_before)
            if day is not None:
                note(everyone[kader].attended, group, day)


def _covered(events: set[int], groups: list[int]) -> Mapping[int, list[tuple[int, date, date]]]:
    """Per event the groups it covers, with its first day and the day after its last."""
    covered: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    rows = TrainingEvent.groups.through.objects.filter(trainingevent__in=events, competencygroup__in=groups)
    for event, group, starts_on, ends_before in rows.values_list(
        "trainingevent_id", "competencygroup_id", "trainingevent__starts_on", "trainingevent__ends_before"
    ):
        covered[event].append((group, starts_on, ends_before))
    return covered
