"""Made-up people who answer: able ones more often rightly, hard items less often."""

from math import exp
from random import Random

from assessments.analysis.sheets import Reply, Sheet

CHOICES = ("a", "b", "c")  # "a" is right


def chance(ability: float, hardness: float) -> float:
    return 1 / (1 + exp(hardness - ability))


def sheet(rng: Random, items: list[int], *, ability: float, hardness: dict[int, float], area: str = "") -> Sheet:
    replies = []
    for item in items:
        right = rng.random() < chance(ability, hardness[item])
        replies.append(Reply(item, float(right), ("a" if right else rng.choice("bc"),)))
    return Sheet("sendiri", replies, area)


def class_of(n: int, *, pool: int, drawn: int, seed: int = 1, area: str = "") -> list[Sheet]:
    """So many people, each with ``drawn`` of ``pool`` items by chance."""
    rng = Random(seed)
    hardness = {item: rng.gauss(-0.8, 0.8) for item in range(pool)}
    return [
        sheet(rng, rng.sample(range(pool), drawn), ability=rng.gauss(0, 1), hardness=hardness, area=area)
        for _ in range(n)
    ]


def fixed(matrix: list[list[float]], mode: str = "sendiri") -> list[Sheet]:
    """A matrix of persons by items as sheets."""
    return [Sheet(mode, [Reply(item, float(mark)) for item, mark in enumerate(row)]) for row in matrix]
