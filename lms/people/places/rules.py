"""Who becomes what when the kader of several posyandu come together in one. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KADER = "kader"
# One person each in a posyandu, from the highest; a ketua bidang is one in each bidang.
SEATS = ("ketua", "sekretaris", "bendahara", "ketua_bidang")


@dataclass(frozen=True)
class Serving:
    """A membership that is open: whose, where, in which field and office."""

    key: int
    kader: int
    field: str
    office: str
    primary: bool
    at_target: bool
    since: date


@dataclass(frozen=True)
class Outcome:
    """What becomes of one kader in one field: which memberships end, and what she is at the target afterwards.

    ``stays`` is the membership at the target that goes on as it is; None: a new one begins.
    """

    kader: int
    field: str
    ends: tuple[Serving, ...]
    stays: Serving | None
    office: str
    primary: bool

    @property
    def moves(self) -> Serving | None:
        """The one membership that goes over as it is; None if she was in both places or her office changes."""
        if self.stays is not None or len(self.ends) != 1:
            return None
        one = self.ends[0]
        return one if (one.office, one.primary, one.at_target) == (self.office, self.primary, False) else None


def seat(row: Serving) -> str:
    """The seat that an office is in its posyandu; "" for a plain kader."""
    if row.office not in SEATS:
        return ""
    return f"{row.office}:{row.field}" if row.office == "ketua_bidang" else row.office


def contested(rows: Iterable[Serving]) -> dict[str, list[int]]:
    """Seat -> the kader who hold it, where that is more than one; whoever holds it at the target comes first."""
    holders: dict[str, dict[int, bool]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (not row.at_target, row.key)):
        if seat(row):
            holders[seat(row)].setdefault(row.kader, row.at_target)
    return {key: list(found) for key, found in holders.items() if len(found) > 1}


def joined(rows: Sequence[Serving], chosen: Mapping[str, int]) -> list[Outcome]:
    """What becomes of everybody. ``chosen``: contested seat -> who keeps it (else the first of ``contested``)."""
    winners = {key: chosen.get(key, holders[0]) for key, holders in contested(rows).items()}
    found: dict[tuple[int, str], list[Serving]] = defaultdict(list)
    for row in rows:
        found[row.kader, row.field].append(row)
    return [_outcome(kader, field, theirs, winners) for (kader, field), theirs in found.items()]


def _outcome(kader: int, field: str, rows: Sequence[Serving], winners: Mapping[str, int]) -> Outcome:
    kept = [row.office for row in rows if seat(row) and winners.get(seat(row), kader) == kader]
    office = min(kept, key=SEATS.index, default=KADER)
    primary = any(row.primary for row in rows)
    stays = next((row for row in rows if row.at_target and (row.office, row.primary) == (office, primary)), None)
    return Outcome(kader, field, tuple(row for row in rows if row != stays), stays, office, primary)


def earliest(outcomes: Iterable[Outcome], left_on: Iterable[date]) -> date | None:
    """The first day on which all this can happen: after whoever began last, not before whoever left last."""
    days = [row.since + timedelta(days=1) for outcome in outcomes for row in outcome.ends]
    return max([*days, *left_on], default=None)
