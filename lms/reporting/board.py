"""Everything one board shows, read in a fixed number of queries whatever the number of kader and posyandu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.areas import chart, flower
from lms.areas.models.area import Level
from lms.people.queries import area_names
from lms.reporting import curve, places, queries, rungs, targets
from lms.reporting.asked import BY_PUSKESMAS, Asked
from lms.reporting.queries import Figures
from lms.reporting.reach import NATION, Ground, Reach
from lms.reporting.rungs import LEVELLED, RUNGS, TRAINED, Part, Rung
from lms.reporting.subject import Subject
from lms.reporting.targets import Goal
from modules.models import CompetencyGroup, Programme

WITHOUT_TARGET = timedelta(days=730)  # how far back the curve goes where no target names a baseline


@dataclass(frozen=True)
class Step:
    """A rung with its figure and, where one holds, its goal."""

    rung: Rung
    here: Part
    goal: Goal | None

    @property
    def open(self) -> int:
        """How many kader are not there yet."""
        return self.here.whole - self.here.part

    @property
    def missing(self) -> int:
        """How many kader the goal still asks for; of all, where there is none."""
        return self.goal.missing(self.here.part, self.here.whole) if self.goal else self.open


@dataclass(frozen=True)
class Stage:
    """A life stage: how many posyandu are ready for it, and which group makes them so."""

    name: str | Promise
    group: str
    ready: Part


@dataclass(frozen=True)
class Board:
    """A place on a day. The template turns it into words."""

    ground: Ground
    asked: Asked
    subject: Subject
    trail: list[dict[str, str]]
    figures: Figures
    goals: Mapping[str, Goal]
    history: curve.History
    table: places.Table
    posyandu: int

    @cached_property
    def kader(self) -> int:
        return self.figures.get("kader", 0)

    @cached_property
    def steps(self) -> list[Step]:
        return [Step(rung, rungs.part(self.figures, rung), self.goals.get(rung.key)) for rung in RUNGS]

    @cached_property
    def goal(self) -> Step | None:
        """The step whose goal leads the page."""
        return next((step for step in self.steps if step.goal), None)

    @cached_property
    def baseline(self) -> Part | None:
        """How many were trained when the goal was set."""
        first, figures = self.history[0]
        known = self.goal is not None and self.goal.goal is not None and self.goal.goal.baseline_on == first
        return rungs.part(figures, TRAINED) if known else None

    @cached_property
    def split(self) -> list[chart.Part]:
        """Every kader once: at her highest level, or without status."""
        held = [(level.title, self.figures.get(f"level:{level.key}", 0)) for level in reversed(self.subject.levels)]
        return chart.split([*held, (str(LEVELLED.missing), self.kader - sum(n for _, n in held))])

    @cached_property
    def by_group(self) -> list[tuple[CompetencyGroup, Part]]:
        """Per group the kader who are terampil in the whole of it."""
        return [(g, Part(self.figures.get(f"group:{g.key}:skilled", 0), self.kader)) for g in self.subject.groups]

    @cached_property
    def flower(self) -> list[flower.GroupPlace]:
        return flower.shares(
            {
                group.key: rungs.shares(self.figures, [f"comp:{c.key}:skilled" for c in group.competencies.all()])
                for group in self.subject.groups
            }
        )

    @cached_property
    def stages(self) -> list[Stage]:
        found = [
            Stage(CompetencyGroup.LifeStage(stage).label, group.key, self._ready(f"ready:{group.key}"))
            for group in self.subject.groups
            for stage in group.life_stages
        ]
        return [*found, Stage(_("Semua tahap sekaligus"), "", self._ready("ready"))] if found else []

    def _ready(self, measure: str) -> Part:
        return Part(self.figures.get(measure, 0), self.posyandu)

    @property
    def by_puskesmas(self) -> str:
        return self.asked.grouped_by(BY_PUSKESMAS)

    @property
    def by_area(self) -> str:
        return self.asked.grouped_by("")

    @property
    def by_code(self) -> str:
        return self.asked.sorted_by("kode")

    @cached_property
    def chart(self) -> chart.Chart:
        trained = self.goals.get(TRAINED.key)
        return curve.draw(self.history, day=self.asked.day, goal=trained)

    @cached_property
    def finding(self) -> str:
        return curve.finding(self.history, day=self.asked.day)


def read(ground: Ground, reach: Reach, asked: Asked, *, programme: Programme) -> Board:
    """The board of a place. Ten queries, at a desa eleven."""
    codes = codes_above(ground.place)
    subject = Subject.of(programme)
    goals = targets.goals(programme, codes, day=asked.day)
    return Board(
        ground=ground,
        asked=asked,
        subject=subject,
        trail=trail(codes, reach, asked),
        figures=queries.figures(programme, ground.place, day=asked.day),
        goals=goals,
        history=_history(subject, ground, asked, goals.get(TRAINED.key)),
        table=_table(subject, ground, asked),
        posyandu=places.open_posyandu(ground, day=asked.day),
    )


def codes_above(place: str) -> list[str]:
    """The codes from the province down to the place itself: ``35``, ``35.71``, ..."""
    parts = place.split(".") if place else []
    return [".".join(parts[: at + 1]) for at in range(len(parts))]


def trail(codes: Sequence[str], reach: Reach, asked: Asked) -> list[dict[str, str]]:
    """The way here from the top; only what is within reach is a link, and the last is where the reader is."""
    names = area_names(codes)
    steps = [{"title": str(NATION.name), "href": asked.address("board", NATION.code) if reach.nation else ""}]
    for code in codes:
        href = asked.address("board", code) if reach.covers(code) else ""
        steps.append({"title": names.get(code, code), "href": href})
    steps[-1]["href"] = ""
    return steps if reach.nation or len(codes) == 1 else steps[1:]


def _history(subject: Subject, ground: Ground, asked: Asked, goal: Goal | None) -> curve.History:
    since = goal.baseline_on if goal and goal.baseline_on < asked.day else asked.day - WITHOUT_TARGET
    measures = subject.rung_measures
    return queries.history(subject.programme, ground.place, measures=measures, since=since, until=asked.day)


def _table(subject: Subject, ground: Ground, asked: Asked) -> places.Table:
    if asked.by == BY_PUSKESMAS and ground.level == Level.KAB:
        return places.puskesmas(subject, ground, asked)
    return places.below(subject, ground, asked)
