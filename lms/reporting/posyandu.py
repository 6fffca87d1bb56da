"""The board of one posyandu: who stands behind its numbers, for those who may read names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from certificates import explain
from certificates.models import Award
from certificates.queries import rule
from lms.areas.models import Posyandu
from lms.people import scope
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field, in_force
from lms.people.scope import Action
from lms.reporting import board, queries, rules, rungs
from lms.reporting.asked import Asked
from lms.reporting.lines import restored
from lms.reporting.models import KaderLine
from lms.reporting.queries import Figures
from lms.reporting.reach import Reach
from lms.reporting.rungs import RUNGS
from lms.reporting.subject import Subject
from modules.models import Programme

Measures = Collection[str]


@dataclass(frozen=True)
class Person:
    """A kader as a board names her: which rungs she is on, and the one sentence that says what is next."""

    name: str
    trained: bool
    assessed: bool
    level: str
    sentence: str


@dataclass(frozen=True)
class PosyanduBoard:
    """A posyandu on a day. ``people`` is None for readers of numbers only; ``elsewhere`` have left their reach."""

    posyandu: Posyandu
    asked: Asked
    subject: Subject
    trail: list[dict[str, str]]
    figures: Figures
    people: Sequence[Person] | None
    elsewhere: int

    @cached_property
    def steps(self) -> list[board.Step]:
        return [board.Step(rung, rungs.part(self.figures, rung), None) for rung in RUNGS]


def read(posyandu: Posyandu, reach: Reach, asked: Asked, *, user: User, programme: Programme) -> PosyanduBoard:
    """The board of a posyandu: a fixed number of queries. Names only where ``Action.NAMES`` reaches, as of today."""
    subject = Subject.of(programme)
    codes = board.codes_above(posyandu.desa.code)
    people, elsewhere = None, 0
    if scope.may(user, Action.NAMES, posyandu, on=asked.today):
        counted = _counted(posyandu, subject, asked.day)
        people = _people(counted, subject, user, asked)
        elsewhere = len(counted) - len(people)
    trail = board.trail(codes, reach, asked)
    trail[-1]["href"] = asked.address("board", posyandu.desa.code)
    return PosyanduBoard(
        posyandu=posyandu,
        asked=asked,
        subject=subject,
        trail=[*trail, {"title": str(posyandu)}],
        figures=queries.figures(programme, f"p:{posyandu.pk}", day=asked.day),
        people=people,
        elsewhere=elsewhere,
    )


def _counted(posyandu: Posyandu, subject: Subject, day: date) -> Mapping[int, Measures]:
    """Kader id -> what she counts as here on that day: exactly those whom the figures count."""
    serving = Membership.objects.filter(in_force(day), in_field(subject.programme.field), posyandu=posyandu)
    lines = KaderLine.objects.filter(programme=subject.programme, kader__in=serving.values("kader_id"))
    place = f"p:{posyandu.pk}"
    found = {row.kader_id: rules.in_force(restored(row), day).get(place, set()) for row in lines}
    return {kader: measures for kader, measures in found.items() if measures}


def _people(counted: Mapping[int, Measures], subject: Subject, user: User, asked: Asked) -> list[Person]:
    rows = Kader.objects.filter(pk__in=counted).select_related("person")
    named = scope.rows(user, Action.NAMES, rows, on=asked.today).order_by("person__name", "pk")
    decrees = _decrees(counted, subject.programme)
    return [_person(kader, counted[kader.pk], subject, decrees.get(kader.pk, {})) for kader in named]


def _decrees(kader_ids: Collection[int], programme: Programme) -> Mapping[int, dict[str, Award]]:
    """Kader id -> level key -> the award by which she holds or held it."""
    hers = Q(kader_id__in=kader_ids) | Q(kader__merged_into__in=kader_ids)
    rows = Award.objects.filter(hers, level__scheme__programme=programme).select_related("level", "kader")
    found: dict[int, dict[str, Award]] = {}
    for award in rows.order_by("pk"):
        for kader in {award.kader_id, award.kader.merged_into_id or award.kader_id}:
            found.setdefault(kader, {})[award.level.key] = award
    return found


def _person(kader: Kader, measures: Measures, subject: Subject, decrees: Mapping[str, Award]) -> Person:
    held = [level for level in subject.levels if f"level:{level.key}" in measures]
    return Person(
        name=kader.person.name,
        trained="trained" in measures,
        assessed="assessed" in measures,
        level=held[-1].title if held else "",
        sentence=_sentence(measures, subject, decrees),
    )


def _sentence(measures: Measures, subject: Subject, decrees: Mapping[str, Award]) -> str:
    """What is missing for the next level, or the decree of the highest: the words of ``certificates.explain``."""
    at = max((n for n, level in enumerate(subject.levels, 1) if f"level:{level.key}" in measures), default=0)
    if at < len(subject.levels):
        return explain.level(rule(subject.levels[at]), _left(measures, subject))
    if not subject.levels:
        return ""
    award = decrees[subject.levels[-1].key]
    return explain.awarded(award.level.title, award.decree_number, award.decree_date)


def _left(measures: Measures, subject: Subject) -> dict[str, list[str]]:
    """Per group, in order, the skills in which she is not yet terampil."""
    return {
        group.key: []
        if f"group:{group.key}:skilled" in measures
        else [one.key for one in group.competencies.all() if f"comp:{one.key}:skilled" not in measures]
        for group in subject.groups
    }
