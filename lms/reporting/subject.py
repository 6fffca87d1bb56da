"""What the boards of a programme count, read once a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from certificates.models import Level
from modules.models import CompetencyGroup, Programme


@dataclass(frozen=True)
class Subject:
    """A programme, its groups with their competencies, and the levels of a kader in it, the lowest first."""

    programme: Programme
    groups: Sequence[CompetencyGroup]
    levels: Sequence[Level]

    @classmethod
    def of(cls, programme: Programme) -> "Subject":
        """Three queries. Levels of schemes no longer active stay known: awards under them still count."""
        rows = Level.objects.filter(scheme__programme=programme).order_by("scheme__active", "position")
        levels = {level.key: level for level in rows}.values()
        groups = list(programme.groups.prefetch_related("competencies"))
        return cls(programme, groups, sorted(levels, key=lambda level: level.position))

    @property
    def group_keys(self) -> list[str]:
        return [group.key for group in self.groups]

    @property
    def rung_measures(self) -> list[str]:
        """What the three rungs are counted from."""
        return ["kader", "trained", "assessed", *(f"level:{level.key}" for level in self.levels)]

    @property
    def row_measures(self) -> list[str]:
        """What a row of a table shows: the rungs, and the mini flower."""
        return [*self.rung_measures, *(f"group:{key}:skilled" for key in self.group_keys)]
