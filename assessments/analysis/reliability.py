"""How far a result may be trusted, for a test of which everybody drew other items.

*Alpha* (KR-20 where every item is right or wrong): ``k c / (v + (k - 1) c)`` with the mean variance ``v`` of an item
and the mean covariance ``c`` of two items, over all pairs of items that some sheet held together. Which items a sheet
holds is chance, so the pairs nobody had are missing at random and the mean over the others stands for them. With the
same items for all this is KR-20, or alpha, to the last digit.

*Phi* judges the decision against a fixed cut: here it counts, too, that one draw is harder than another. It is the
share of the variance of scores that is not chance of the draw (items within persons, one-way). It is never above alpha
but for chance, and is what a cut score needs; the error of a score comes from the same variance.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, harmonic_mean, pstdev, variance

from assessments.analysis.sheets import Sheet

ENOUGH = 30
NEAR = 5  # points on either side of the cut


@dataclass(frozen=True)
class Reliability:
    """Of one test. Scores in points of 0 to 100; ``alpha`` and ``phi`` None where nothing differs."""

    n: int
    items: float
    versions: int
    dichotomous: bool
    alpha: float | None
    phi: float | None
    error: float
    mean: float
    deviation: float
    below: float
    at: float
    above: float
    near: float


def reliability(sheets: Sequence[Sheet], *, cut: float) -> Reliability | None:
    """None for fewer than two sheets of two items."""
    sheets = [sheet for sheet in sheets if len(sheet.replies) > 1]
    if len(sheets) < 2:
        return None
    scores = [sheet.score for sheet in sheets]
    phi, error = dependability(sheets)
    rates = pass_rates(scores, cut)
    marks = {reply.mark for sheet in sheets for reply in sheet.replies}
    return Reliability(
        n=len(sheets),
        items=fmean(len(sheet.replies) for sheet in sheets),
        versions=len({reply.version for sheet in sheets for reply in sheet.replies}),
        dichotomous=marks <= {0.0, 1.0},
        alpha=alpha(sheets),
        phi=phi,
        error=error,
        mean=fmean(scores),
        deviation=pstdev(scores),
        below=rates[0],
        at=rates[1],
        above=rates[2],
        near=sum(abs(score - cut) <= NEAR + 1e-9 for score in scores) / len(scores),
    )


def pass_rates(scores: Sequence[float], cut: float) -> tuple[float, float, float]:
    """The share that would pass with the cut five points lower, as it is, and five points higher."""
    n = len(scores)
    low, at, high = (sum(score >= edge - 1e-9 for score in scores) / n for edge in (cut - NEAR, cut, cut + NEAR))
    return low, at, high


def alpha(sheets: Sequence[Sheet]) -> float | None:
    """See the head of this file. Versions that stood on one sheet only say nothing and are left out."""
    held = Counter(reply.version for sheet in sheets for reply in sheet.replies)
    means = _means(sheets, held)
    own = both = 0.0
    answers = pairs = 0
    for sheet in sheets:
        # n / (n - 1): a mean taken from the same few answers lies too close to them.
        apart = [
            (reply.mark - means[reply.version]) * sqrt(held[reply.version] / (held[reply.version] - 1))
            for reply in sheet.replies
            if held[reply.version] > 1
        ]
        squares, k = sum(one * one for one in apart), len(apart)
        own, answers = own + squares, answers + k
        both, pairs = both + sum(apart) ** 2 - squares, pairs + k * (k - 1)
    if not pairs or own < 1e-12:
        return None
    length = fmean(len(sheet.replies) for sheet in sheets)
    item, pair = own / answers, both / pairs
    return length * pair / (item + (length - 1) * pair)


def _means(sheets: Sequence[Sheet], held: Mapping[int, int]) -> dict[int, float]:
    sums: Counter[int] = Counter()
    for sheet in sheets:
        for reply in sheet.replies:
            sums[reply.version] += reply.mark  # type: ignore[assignment]
    return {version: total / held[version] for version, total in sums.items()}


def dependability(sheets: Sequence[Sheet]) -> tuple[float | None, float]:
    """Phi, and the standard error of one score in points."""
    k = harmonic_mean([len(sheet.replies) for sheet in sheets])
    within = fmean(variance(reply.mark for reply in sheet.replies) for sheet in sheets)
    between = variance(sheet.score / 100 for sheet in sheets)
    return (1 - within / k / between if between > 1e-12 else None), 100 * sqrt(within / k)
