"""Where evidence leads: days of the rungs, outcome of a form, score of a ticket. Pure: no Django, no clock.

A rung is dated by the evidence that first reached it. Later weaker evidence takes nothing away; only a correction
(which supersedes) does, because then its row is no longer given to these rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

BENAR, BANTUAN, BELUM = "benar", "bantuan", "belum"
TICKS = (BENAR, BANTUAN, BELUM)

Days = Mapping[int, date]


@dataclass(frozen=True)
class Plan:
    """The shape of a programme by row ids: group -> its competencies, and what its rule says.

    ``needs_evaluation``: terampil needs the evaluasi. The other two: how far an assessment from elsewhere counts; a
    training from elsewhere always counts.
    """

    groups: Mapping[int, tuple[int, ...]]
    needs_evaluation: bool = True
    outside_assesses: bool = True
    outside_skills: bool = True


@dataclass
class Shown:
    """What one kader has shown: per competency or group id the first day of each kind of evidence that counts."""

    closed: dict[int, date] = field(default_factory=dict)
    observed: dict[int, date] = field(default_factory=dict)
    observed_skilled: dict[int, date] = field(default_factory=dict)
    outside_assessed: dict[int, date] = field(default_factory=dict)
    outside_skilled: dict[int, date] = field(default_factory=dict)
    evaluated: dict[int, date] = field(default_factory=dict)
    post_tested: dict[int, date] = field(default_factory=dict)
    attended: dict[int, date] = field(default_factory=dict)
    outside_trained: dict[int, date] = field(default_factory=dict)


@dataclass(frozen=True)
class CompetencyDays:
    """The days of one competency; None: not reached."""

    study_closed_on: date | None = None
    assessed_on: date | None = None
    observed_skilled_on: date | None = None
    skilled_on: date | None = None


@dataclass(frozen=True)
class GroupDays:
    evaluation_passed_on: date | None = None
    trained_on: date | None = None
    assessed_on: date | None = None
    skilled_on: date | None = None


@dataclass(frozen=True)
class ProgrammeDays:
    trained_on: date | None = None
    assessed_on: date | None = None
    skilled_on: date | None = None


@dataclass(frozen=True)
class Derived:
    """Everything that stands about one kader in one programme; what is wholly None is left out."""

    competencies: Mapping[int, CompetencyDays]
    groups: Mapping[int, GroupDays]
    programme: ProgrammeDays


def note(days: dict[int, date], key: int, day: date) -> None:
    """Keep the earliest day under the key."""
    if key not in days or day < days[key]:
        days[key] = day


def first(*days: date | None) -> date | None:
    """The earliest day on which one of several ways led there."""
    return min((day for day in days if day is not None), default=None)


def complete(days: Iterable[date | None]) -> date | None:
    """The day on which the last of all required things was there; None while one is missing or none is required."""
    known = list(days)
    return max(known) if known and None not in known else None  # type: ignore[type-var]


def derive(shown: Shown, plan: Plan) -> Derived:
    """The rungs of one kader from her evidence (DESIGN 2, *three rungs*)."""
    competencies = {
        key: competency_days(shown, key, group, plan) for group, keys in plan.groups.items() for key in keys
    }
    groups = {
        group: group_days(shown, group, [competencies[key] for key in keys]) for group, keys in plan.groups.items()
    }
    return Derived(
        {key: days for key, days in competencies.items() if days != CompetencyDays()},
        {key: days for key, days in groups.items() if days != GroupDays()},
        programme_days(list(groups.values())),
    )


def competency_days(shown: Shown, key: int, group: int, plan: Plan) -> CompetencyDays:
    """Terampil: accepted from outside; or observed terampil and, where the preset asks for it, evaluasi passed."""
    observed = shown.observed_skilled.get(key)
    here = complete([observed, shown.evaluated.get(group)]) if plan.needs_evaluation else observed
    elsewhere = first(shown.outside_assessed.get(key), shown.outside_skilled.get(key))
    outside = shown.outside_skilled.get(key) if plan.outside_skills else None
    return CompetencyDays(
        study_closed_on=shown.closed.get(key),
        assessed_on=first(shown.observed.get(key), elsewhere if plan.outside_assesses else None),
        observed_skilled_on=first(observed, outside),
        skilled_on=first(here, outside),
    )


def group_days(shown: Shown, group: int, competencies: Sequence[CompetencyDays]) -> GroupDays:
    """Trained: attended and post-test passed; or every module closed; or accepted from outside."""
    return GroupDays(
        evaluation_passed_on=shown.evaluated.get(group),
        trained_on=first(
            complete([shown.attended.get(group), shown.post_tested.get(group)]),
            complete(days.study_closed_on for days in competencies),
            shown.outside_trained.get(group),
        ),
        assessed_on=complete(days.assessed_on for days in competencies),
        skilled_on=complete(days.skilled_on for days in competencies),
    )


def programme_days(groups: Sequence[GroupDays]) -> ProgrammeDays:
    """Dilatih: all groups trained. Dinilai: at least one whole group has outcomes. Terampil: all groups."""
    return ProgrammeDays(
        trained_on=complete(days.trained_on for days in groups),
        assessed_on=first(*(days.assessed_on for days in groups)),
        skilled_on=complete(days.skilled_on for days in groups),
    )


def attended_in_full(days: Iterable[date], *, starts_on: date, ends_before: date) -> date | None:
    """The last day of an event when she was there on every day of it, else None."""
    inside = {day for day in days if starts_on <= day < ends_before}
    return max(inside) if len(inside) == (ends_before - starts_on).days else None


def local_day(moment: datetime, zone: str) -> date:
    """The day of an aware moment on the clock of a time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def observed_skilled(steps: Sequence[Mapping[str, object]], ticks: Mapping[str, str], min_benar_percent: int) -> bool:
    """Every critical step *benar* without help, and at least that share of all steps *benar*."""
    benar = [ticks[str(step["key"])] == BENAR for step in steps]
    critical = all(right for step, right in zip(steps, benar, strict=True) if step["critical"])
    return critical and sum(benar) * 100 >= min_benar_percent * len(steps)


def score_percent(shares: Sequence[Fraction]) -> Decimal:
    """The mean of the shares as a percentage, two places, cut off: 69.999 must not read as 70."""
    exact = sum(shares, Fraction()) * 100 / len(shares)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def passed(shares: Sequence[Fraction], pass_percent: int) -> bool:
    """Did she reach the pass mark, reckoned exactly?"""
    return sum(shares, Fraction()) * 100 >= pass_percent * len(shares)


def misses_essential(shares: Mapping[str, Fraction | float], essential: Iterable[int]) -> bool:
    """Is an item that must be right not wholly right? One that is not scored any more asks for nothing."""
    return any(shares.get(str(position), 1) < 1 for position in essential)


def meets(shares: Mapping[str, Fraction], rule: Mapping[str, Any]) -> bool:
    """Does she pass by the rule of her ticket: the share of the whole, and every essential item right?"""
    return passed(list(shares.values()), rule["pass_percent"]) and not misses_essential(
        shares, rule.get("essential", ())
    )


def knows(shares: Sequence[Fraction | float | None], at_least: int) -> bool:
    """Does a pre-test say that she knows a competency? Every item of it right, and at least so many, or all there were.

    None: an item that could not be scored. It never is evidence; it only spares her what she knows.
    """
    scored = [share for share in shares if share is not None]
    return len(scored) >= max(1, min(at_least, len(shares))) and all(share == 1 for share in scored)
