"""Weight for age of the WHO Child Growth Standards (2006), months 0 to 60; NOTICE says where from. Pure."""

import csv
from functools import cache
from math import exp, log
from pathlib import Path

BOY, GIRL = "laki-laki", "perempuan"
MOST = 60  # months
_TABLE = Path(__file__).parent / "who_weight_for_age.csv"


def weight(sex: str, months: int, deviations: float) -> float:
    """The weight in kg so many standard deviations from the median: M (1 + L S z)^(1/L)."""
    power, median, spread = _table()[sex, months]
    if power == 0:
        return median * exp(spread * deviations)
    return float(median * (1 + power * spread * deviations) ** (1 / power))


def deviations(sex: str, months: int, kilos: float) -> float:
    """The other way round: how many standard deviations this weight is from the median."""
    power, median, spread = _table()[sex, months]
    if power == 0:
        return log(kilos / median) / spread
    return float(((kilos / median) ** power - 1) / (power * spread))


@cache
def _table() -> dict[tuple[str, int], tuple[float, float, float]]:
    sexes = {"L": BOY, "P": GIRL}
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {
            (sexes[row["sex"]], int(row["month"])): (float(row["l"]), float(row["m"]), float(row["s"]))
            for row in csv.DictReader(rows)
        }
