"""Reads what kader have shown, as the pure rules want it: six queries, whatever the number of kader.

The one place where evidence is read for records. What stands on a row that was merged into another one counts for both:
for the kept one, who is that person, and for the row itself, whose past on the boards stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import QuerySet

from assessments import marks
from assessments.models import Attempt, Attendance, Observation, OutsideEvidence, Quiz, Rung, TrainingEvent
from assessments.rules import Plan, Shown, attended_in_full, local_day, note
from lms.areas.models.area import TimeZone
from lms.people.models import Kader

TRAINING = (
    TrainingEvent.Kind.TRAINING,
    TrainingEvent.Kind.BIMTEK,
    TrainingEvent.Kind.ORIENTATION,
    TrainingEvent.Kind.REFRESHER,
)
_WHEN = ("happened_at", "membership__posyandu__desa__time_zone", "membership__pustu__desa__time_zone")
_ATTEMPTS = {Quiz.Kind.EVALUATION: "evaluated", Quiz.Kind.POST: "post_tested"}
_OUTSIDE = {Rung.ASSESSED: "outside_assessed", Rung.SKILLED: "outside_skilled"}


class Everyone:
    """What each kader has shown, and for whom the evidence on a row counts."""

    def __init__(self, kader_ids: Iterable[int]) -> None:
        self.shown = {kader: Shown() for kader in kader_ids}
        self._credited: dict[int, list[Shown]] = {kader: [shown] for kader, shown in self.shown.items()}
        merged = Kader.objects.filter(merged_into__in=list(self.shown)).values_list("pk", "merged_into_id")
        for gone, kept in merged:
            self._credited.setdefault(gone, []).append(self.shown[kept])

    @property
    def rows(self) -> list[int]:
        """The kader on whose rows the evidence stands."""
        return list(self._credited)

    def of(self, row: int) -> list[Shown]:
        """Whose it is."""
        return self._credited[row]


def read(kader_ids: Iterable[int], plan: Plan) -> dict[int, Shown]:
    """What each of these kader has shown in the programme of the plan, by the days of the places they served in."""
    everyone = Everyone(kader_ids)
    competencies = [key for keys in plan.groups.values() for key in keys]
    _attempts(everyone, competencies, list(plan.groups))
    _observations(everyone, competencies)
    _outside(everyone, competencies, list(plan.groups))
    _attendance(everyone, list(plan.groups))
    return everyone.shown


def _day(happened_at: datetime, posyandu_zone: str | None, pustu_zone: str | None) -> date:
    return local_day(happened_at, posyandu_zone or pustu_zone or TimeZone.WIB)


def _attempts(everyone: Everyone, competencies: list[int], groups: list[int]) -> None:
    rows = marks.passed(Attempt.objects.filter(kader__in=everyone.rows))
    for kader, kind, competency, group, *when in rows.values_list(
        "kader_id", "quiz__kind", "quiz__competency_id", "quiz__group_id", *_WHEN
    ):
        for shown in everyone.of(kader):
            if kind == Quiz.Kind.MODULE and competency in competencies:
                note(shown.closed, competency, _day(*when))
            elif kind in _ATTEMPTS and group in groups:
                note(getattr(shown, _ATTEMPTS[kind]), group, _day(*when))


def _observations(everyone: Everyone, competencies: list[int]) -> None:
    rows = Observation.objects.filter(kader__in=everyone.rows, competency__in=competencies, superseded_by__isnull=True)
    for kader, competency, skilled, *when in rows.values_list("kader_id", "competency_id", "skilled", *_WHEN):
        for shown in everyone.of(kader):
            note(shown.observed, competency, _day(*when))
            if skilled:
                note(shown.observed_skilled, competency, _day(*when))


def _outside(everyone: Everyone, competencies: list[int], groups: list[int]) -> None:
    rows = OutsideEvidence.objects.standing().filter(kader__in=everyone.rows)
    for kader, rung, competency, group, *when in rows.values_list(
        "kader_id", "rung", "competency_id", "group_id", *_WHEN
    ):
        for shown in everyone.of(kader):
            if group in groups:
                note(shown.outside_trained, group, _day(*when))
            elif competency in competencies:
                note(getattr(shown, _OUTSIDE[rung]), competency, _day(*when))


def _attendance(everyone: Everyone, groups: list[int]) -> None:
    days: dict[int, dict[int, set[date]]] = defaultdict(lambda: defaultdict(set))
    rows: QuerySet = Attendance.objects.standing().filter(kader__in=everyone.rows, event__kind__in=TRAINING)
    for kader, event, day in rows.values_list("kader_id", "event_id", "day"):
        days[event][kader].add(day)
    covered = _covered(set(days), groups)
    for event, by_row in days.items():
        for shown, there in _together(by_row, everyone):
            for group, starts_on, ends_before in covered[event]:
                full = attended_in_full(there, starts_on=starts_on, ends_before=ends_before)
                if full is not None:
                    note(shown.attended, group, full)


def _together(by_row: Mapping[int, set[date]], everyone: Everyone) -> list[tuple[Shown, set[date]]]:
    """The days of one event, of all rows that are one person."""
    found: dict[int, tuple[Shown, set[date]]] = {}
    for row, days in by_row.items():
        for shown in everyone.of(row):
            found.setdefault(id(shown), (shown, set()))[1].update(days)
    return list(found.values())


def _covered(events: set[int], groups: list[int]) -> Mapping[int, list[tuple[int, date, date]]]:
    """Per event the groups it covers, with its first day and the day after its last."""
    covered: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    rows = TrainingEvent.groups.through.objects.filter(trainingevent__in=events, competencygroup__in=groups)
    for event, group, starts_on, ends_before in rows.values_list(
        "trainingevent_id", "competencygroup_id", "trainingevent__starts_on", "trainingevent__ends_before"
    ):
        covered[event].append((group, starts_on, ends_before))
    return covered
