"""Sheets that look alike, and sheets answered faster than they can be read. What comes out is a question to a person.

*Alike*: of the items that two sheets of one posyandu share, on how many did both give the *same wrong answer*, and how
likely is that by chance? Same right answers say nothing, since they are right. Chance, for each shared item that one of
them got wrong: that the other is wrong too, by her own score on items of this difficulty, times how often those who are
wrong give this very answer, everywhere. The items are independent then, and the chance of so many or more is summed up
exactly (Poisson binomial); of the two ways to look at a pair the less odd one counts. People who were taught the same
mistake look alike too: that is why this only asks.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from assessments.analysis.sheets import Sheet

RARE = 1e-3  # one pair in a thousand would look so by chance
SAME = 5  # same wrong answers at least, however rare
WORDS_A_MINUTE = 400  # twice the pace of an adult who reads for meaning (Brysbaert 2019: 238)
_FLOOR = 0.02  # nobody is sure to be right, or wrong


@dataclass(frozen=True)
class Alike:
    """``same`` wrong answers of ``shared`` items; ``wrong``: items on which both were wrong at all."""

    one: int
    other: int
    shared: int
    wrong: int
    same: int
    chance: float


@dataclass(slots=True)
class Known:
    """What everybody answered to one version."""

    n: int = 0
    earned: float = 0.0
    wrong: Counter[tuple[str, ...]] | None = None

    @property
    def facility(self) -> float:
        return self.earned / self.n

    def share(self, picks: tuple[str, ...]) -> float:
        """How many of the wrong answers are this one."""
        return self.wrong[picks] / sum(self.wrong.values()) if self.wrong else 0.0


def known(sheets: Iterable[Sheet]) -> dict[int, Known]:
    """Per version how hard it is, and which wrong answers are given. An answer without keys is no wrong answer here."""
    found: dict[int, Known] = defaultdict(Known)
    for sheet in sheets:
        for reply in sheet.replies:
            one = found[reply.version]
            one.n, one.earned = one.n + 1, one.earned + reply.mark
            if reply.mark < 1 and reply.picks:
                one.wrong = one.wrong or Counter()
                one.wrong[reply.picks] += 1
    return found


def pairs(sheets: Sequence[Sheet], everybody: Mapping[int, Known]) -> list[Alike]:
    """The pairs of these sheets that look alike beyond chance; a pair names its sheets by their place in the list."""
    lifts = [_lift(sheet, everybody) for sheet in sheets]
    held = [{reply.version for reply in sheet.replies} for sheet in sheets]
    wrong = [{r.version: r.picks for r in sheet.replies if r.mark < 1 and r.picks} for sheet in sheets]
    found = []
    for one, other in combinations(range(len(sheets)), 2):
        both = wrong[one].keys() & wrong[other].keys()
        same = sum(wrong[one][v] == wrong[other][v] for v in both)
        if same < SAME:
            continue
        shared = held[one] & held[other]
        chance = max(
            at_least(same, _odds(everybody, wrong[one], shared, lifts[other])),
            at_least(same, _odds(everybody, wrong[other], shared, lifts[one])),
        )
        if chance < RARE:
            found.append(Alike(one, other, len(shared), len(both), same, chance))
    return found


def _lift(sheet: Sheet, everybody: Mapping[int, Known]) -> float:
    """How much more than everybody she earned on her items, on the mean."""
    return sum(reply.mark - everybody[reply.version].facility for reply in sheet.replies) / len(sheet.replies)


def _odds(
    everybody: Mapping[int, Known], wrong: Mapping[int, tuple[str, ...]], shared: Collection[int], lift: float
) -> list[float]:
    """Per wrong answer of one of them, that the other gives it too by herself."""
    return [
        min(1 - _FLOOR, max(_FLOOR, 1 - everybody[v].facility - lift)) * everybody[v].share(wrong[v])
        for v in wrong.keys() & shared
    ]


def at_least(count: int, odds: Sequence[float]) -> float:
    """The chance that at least so many of independent events with these odds happen."""
    exactly = [1.0]
    for p in odds:
        exactly = [a * (1 - p) + b * p for a, b in zip([*exactly, 0.0], [0.0, *exactly], strict=True)]
    return sum(exactly[count:])


def reading_seconds(words: int) -> float:
    """So long it takes at least to run one's eyes over so many words."""
    return 60 * words / WORDS_A_MINUTE
