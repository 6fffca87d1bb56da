"""What an area has set itself, its own or that of the nearest area above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from lms.reporting.models import Target
from modules.models import Programme


@dataclass(frozen=True)
class Goal:
    """A target as it applies to a place on a day; ``area`` names whose it is."""

    measure: str
    share: Decimal
    due_on: date
    baseline_on: date
    area: str
    source: str

    def wanted(self, kader: int) -> int:
        """How many of so many kader the target asks for."""
        return int((self.share * kader).to_integral_value(ROUND_CEILING))

    def missing(self, reached: int, kader: int) -> int:
        """How many are still missing; 0 once it is met."""
        return max(0, self.wanted(kader) - reached)


def goals(programme: Programme, codes: Sequence[str], *, day: date) -> Mapping[str, Goal]:
    """Per measure the goal that holds. In: the place's area codes, from the province down to itself. One query.

    The nearest area's targets hold, and of these the one due next; once all are past, the last one.
    """
    rows = Target.objects.filter(programme=programme, area__code__in=codes, area__until__isnull=True)
    found: dict[str, Goal] = {}
    for row in sorted(rows.select_related("area"), key=lambda row: _order(row, codes, day)):
        found[row.measure] = Goal(
            row.measure, row.share_percent / 100, row.due_on, row.baseline_on, row.area.name, row.source
        )
    return found


def _order(row: Target, codes: Sequence[str], day: date) -> tuple[int, bool, int]:
    """The last in this order holds."""
    ahead = row.due_on >= day
    distance = row.due_on.toordinal()
    return codes.index(row.area.code), ahead, -distance if ahead else distance
