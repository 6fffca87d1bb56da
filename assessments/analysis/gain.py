"""What people could after teaching and not before: pairs of a pre-test and a post-test of the same people.

The two tests draw other items from one blueprint, so a person's two scores are compared as shares, by competency too.
*Normalised gain* is (post - pre) / (100 - pre) of the means of all pairs: the share of what could still be gained (Hake
1998). A sum per pair would be torn by those who began near 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FEW = 5  # below this nothing is said: a mean of four people is nearly their names


@dataclass(slots=True)
class Part:
    """Pairs of one competency: shares before and after, who was not all right before, and of them who is now."""

    n: int = 0
    before: float = 0.0
    after: float = 0.0
    wrong: int = 0
    righted: int = 0

    def add(self, before: float, after: float) -> None:
        """One person: the shares (0 to 1) she earned."""
        self.n, self.before, self.after = self.n + 1, self.before + before, self.after + after
        self.wrong += before < 1
        self.righted += before < 1 <= after

    @property
    def gain(self) -> float | None:
        return normalised(100 * self.before / self.n, 100 * self.after / self.n)


@dataclass(slots=True)
class Item:
    """One question: how often it was met before and after, and by the same person both times."""

    n_before: int = 0
    before: float = 0.0
    n_after: int = 0
    after: float = 0.0
    wrong: int = 0
    righted: int = 0


@dataclass(slots=True)
class Gains:
    """All pairs of one area or event: whole scores (0 to 1), by competency and by question."""

    whole: Part = field(default_factory=Part)
    competencies: dict[str, Part] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)

    def add(self, before: Mapping[str, tuple[str, float]], after: Mapping[str, tuple[str, float]]) -> None:
        """One person's two sheets: ``{question: (competency, share earned)}``."""
        self.whole.add(_mean(before), _mean(after))
        then, now = _by_competency(before), _by_competency(after)
        for key in then.keys() & now.keys():
            self.competencies.setdefault(key, Part()).add(then[key], now[key])
        for key in before.keys() | after.keys():
            _item(self.items.setdefault(key, Item()), before.get(key), after.get(key))


def normalised(before: float, after: float) -> float | None:
    """Of two means in points. None: there was nothing left to gain."""
    return (after - before) / (100 - before) if before < 100 - 1e-9 else None


def _item(item: Item, before: tuple[str, float] | None, after: tuple[str, float] | None) -> None:
    if before is not None:
        item.n_before, item.before = item.n_before + 1, item.before + before[1]
    if after is not None:
        item.n_after, item.after = item.n_after + 1, item.after + after[1]
    if before is not None and after is not None and before[1] < 1:
        item.wrong += 1
        item.righted += after[1] >= 1


def _mean(answers: Mapping[str, tuple[str, float]]) -> float:
    return sum(share for _, share in answers.values()) / len(answers)


def _by_competency(answers: Mapping[str, tuple[str, float]]) -> dict[str, float]:
    shares: dict[str, list[float]] = {}
    for competency, share in answers.values():
        shares.setdefault(competency, []).append(share)
    return {key: sum(found) / len(found) for key, found in shares.items()}
