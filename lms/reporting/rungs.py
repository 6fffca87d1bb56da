"""The three rungs and the levels, as a board names and counts them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rung:
    """One of the three: its key (also of its rule on the page), its word, and that for who is not there yet."""

    key: str
    name: str | Promise
    missing: str | Promise


TRAINED = Rung("trained", _("Dilatih"), _("belum dilatih"))
ASSESSED = Rung("assessed", _("Dinilai"), _("belum dinilai"))
LEVELLED = Rung("level", _("Ditetapkan"), _("belum ada status"))
RUNGS = (TRAINED, ASSESSED, LEVELLED)


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0


def count(figures: Mapping[str, int], rung: Rung) -> int:
    """How many kader are on that rung. One kader holds one level at a time, so levels add up."""
    if rung is LEVELLED:
        return sum(n for measure, n in figures.items() if measure.startswith("level:"))
    return figures.get(rung.key, 0)


def part(figures: Mapping[str, int], rung: Rung) -> Part:
    return Part(count(figures, rung), figures.get("kader", 0))


def shares(figures: Mapping[str, int], measures: Sequence[str]) -> list[float]:
    """Of each measure the share of kader, for a flower."""
    return [Part(figures.get(measure, 0), figures.get("kader", 0)).share for measure in measures]
