"""*Posyandu kita lengkap*: for which life stages her posyandu is ready. Counts only: nobody is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.standing import Standing
from lms.areas.models import Posyandu
from lms.reporting import queries
from modules.models import CompetencyGroup


@dataclass(frozen=True)
class Stage:
    """A life stage: the group that serves it, and whether a kader there is *terampil* in all of that group."""

    title: str
    group: str
    ready: bool


@dataclass(frozen=True)
class Readiness:
    posyandu: Posyandu
    stages: Sequence[Stage]

    @property
    def ready(self) -> list[Stage]:
        return [one for one in self.stages if one.ready]

    @property
    def left(self) -> list[Stage]:
        return [one for one in self.stages if not one.ready]


def of(posyandu: Posyandu, hers: Standing, *, on: date) -> Readiness | None:
    """None for a programme that serves no life stages. One query, on the tallies."""
    staged = [one.group for one in hers.groups if one.group.life_stages]
    if not staged:
        return None
    figures = queries.figures(hers.programme, f"p:{posyandu.pk}", day=on)
    stages = [
        Stage(str(CompetencyGroup.LifeStage(stage).label), group.key, figures.get(f"ready:{group.key}", 0) > 0)
        for group in staged
        for stage in group.life_stages
    ]
    return Readiness(posyandu, stages)
