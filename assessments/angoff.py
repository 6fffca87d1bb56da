"""A cut score by the modified Angoff method. Pure.

Each nakes says of every row (an item, or the items of one lesson) how many of ten *barely able* kader would answer
right. What such a kader would score, by the weights of the blueprint, is that nakes's cut; the mean is proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from assessments.blueprint import Item, Line

JUDGES = 5
TEN = 10
SINGLY = 30  # so many items at most stand one by one on the page; more are taken lesson by lesson


@dataclass(frozen=True)
class Row:
    """``weight``: how many items of a ticket come from here on average."""

    key: str
    competency: str
    lesson: str
    items: tuple[str, ...]
    weight: Fraction


@dataclass(frozen=True)
class Proposal:
    """The mean of the judges' cuts in percent, the lowest and the highest of them, and how many they are."""

    percent: Decimal
    lowest: Decimal
    highest: Decimal
    judges: int

    @property
    def spread(self) -> Decimal:
        return self.highest - self.lowest

    @property
    def rounded(self) -> int:
        return int(self.percent.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def rows(lines: Sequence[Line], items: Sequence[Item]) -> list[Row]:
    """What the judges are asked about. An item that no line draws is not among them."""
    weights: dict[str, Fraction] = {}
    for line in lines:
        pool = line.pool(items)
        for item in pool:
            weights[item.key] = weights.get(item.key, Fraction()) + Fraction(line.count, len(pool))
    drawn = [item for item in items if item.key in weights]
    together: dict[tuple[str, ...], list[Item]] = {}
    for item in drawn:
        place = (item.competency, item.lesson, "" if len(drawn) > SINGLY else item.key)
        together.setdefault(place, []).append(item)
    return [
        Row(
            key=some[0].key if len(drawn) <= SINGLY else f"{competency}:{lesson}",
            competency=competency,
            lesson=lesson,
            items=tuple(item.key for item in some),
            weight=sum((weights[item.key] for item in some), Fraction()),
        )
        for (competency, lesson, _), some in sorted(together.items())
    ]


def cut(asked: Sequence[Mapping[str, Any]], values: Mapping[str, int]) -> Decimal:
    """The cut in percent that follows from one judge's values, by the rows as they are kept."""
    weights = {row["key"]: Fraction(row["weight"]) for row in asked}
    right = sum((weight * values[key] for key, weight in weights.items()), Fraction())
    exact = right * 100 / (TEN * sum(weights.values(), Fraction()))
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def proposal(cuts: Sequence[Decimal]) -> Proposal | None:
    """What the judges propose together; None: nobody has said anything."""
    if not cuts:
        return None
    mean = (sum(cuts, Decimal()) / len(cuts)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return Proposal(mean, min(cuts), max(cuts), len(cuts))
