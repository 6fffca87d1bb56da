"""What may be asked of a growth curve. N or T only where every reading of the rule agrees. Pure.

The rule (kompetensi.md 4.1): N when the line follows its curve up or rises to a higher one, or the gain reaches the
KBM; T when it is flat, falls, or the gain is less. The months of the KBM table are not settled and "2T" is not scored.
So N is asked only where the line follows or rises *and* gains what any reading of the table wants; T only where it is
flat or falls; neither where last month is missing.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.types.base import Content
from assessments.types.kms.chart import SPAN, Chart, chart_of
from assessments.types.kms.standards import BOY, GIRL, MOST, deviations
from assessments.types.numbers import number

# (month, grams): from this month on nobody's table asks for more, were its months even moved by one.
_SURE = ((13, 200), (9, 300), (7, 400), (6, 500), (5, 600), (1, 900))
_GRAMS = 1000
_ROUND = 0.02  # a weight is read to 0.1 kg: so much may a line seem to fall that follows its curve


def chart_for(content: Content) -> Chart:
    """The chart on which this item is drawn."""
    age = int(content["age_months"])
    earlier = [int(row["age_months"]) for row in content.get("before") or []]
    return chart_of(str(content["sex"]), [age - 1, *earlier])


def problems(content: Content, apart: Decimal) -> list[str]:
    """What cannot be asked so, in Indonesian. ``apart``: the distance between the points that stand to choose."""
    age: Any = content.get("age_months")
    before = content.get("before") or []
    if content.get("sex") not in (BOY, GIRL):
        return ["pilih anak laki-laki atau perempuan"]
    if not _is_age(age, 1) or not all(_is_age(row.get("age_months"), 0) for row in before):
        return [f"umur harus bilangan bulat, paling banyak {MOST - 1} bulan; titik baru paling sedikit 1 bulan"]
    try:
        kilos, tolerance = number(content["weight"]), number(content["tolerance_weight"])
        points = {int(row["age_months"]): number(row["weight"]) for row in before}
    except ValueError:
        return ["berat dan toleransi harus berupa angka, misalnya 7,9"]
    if len(points) < len(before) or any(month >= age for month in points):
        return ["titik sebelumnya harus lebih muda, dan satu tiap bulan"]
    if not 0 < tolerance < apart / 2:
        return [f"toleransi berat harus lebih dari 0 dan kurang dari {str(apart / 2).replace('.', ',')} kg"]
    return _out_of_sight(content, points, kilos, apart) or _judged(content, points, kilos)


def _is_age(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < MOST


def _out_of_sight(content: Content, points: Mapping[int, Decimal], kilos: Decimal, apart: Decimal) -> list[str]:
    age, chart = int(content["age_months"]), chart_for(content)
    corners = [(age + 1, kilos + 2 * apart), (age - 1, kilos - 2 * apart), *points.items()]
    if all(chart.holds(month, float(weight)) for month, weight in corners):
        return []
    last, span = chart.start + SPAN, f"{chart.low} sampai {chart.high}"
    return [f"titiknya di luar grafik: umur {chart.start} sampai {last} bulan, berat {span} kg, dengan ruang di tepi"]


def _judged(content: Content, points: Mapping[int, Decimal], kilos: Decimal) -> list[str]:
    judge, age = content.get("judge"), int(content["age_months"])
    if not judge:
        return []
    if age - 1 not in points:
        return ["tanpa titik bulan lalu, N atau T tidak ditentukan"]
    gain = kilos - points[age - 1]
    if judge == "T":
        return [] if gain <= 0 else ["T hanya ditanyakan bila beratnya tetap atau turun"]
    now, then = (deviations(str(content["sex"]), m, float(w)) for m, w in ((age, kilos), (age - 1, points[age - 1])))
    sure = next(grams for month, grams in _SURE if age >= month)
    if now < then - _ROUND or gain * _GRAMS < sure:
        return ["arah garisnya belum pasti N: harus mengikuti atau naik ke pita lebih tinggi, dan naik cukup banyak"]
    return []
