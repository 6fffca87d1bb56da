"""The flower of 25 as numbers: angles and label places for templates/components/flower*.html. Pure.

Drawing rules: petals clockwise from the top, one pitch apart, GAP degrees between groups, the first group centred
on the top. For the 25 keterampilan dasar (4 + 7 + 6 + 3 + 5) the pitch is 12.8 degrees. All numbers leave here as
text with a point, so that no locale can turn them into "-19,2" inside an SVG.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from math import cos, radians, sin
from typing import TypedDict

GAP = 8  # degrees between two groups
ROOMY, WIDEST = 25.6, 2.2  # twice the pitch of 25 petals: from there on they grow wider with it, so far
LABEL_RADIUS = 54
LABEL_DROP = 2.6  # the letter's baseline, below its centre


class Petal(IntEnum):
    """What one petal says; the value is the number of its drawing (#p0 .. #p3)."""

    NOT_STARTED = 0
    STUDIED = 1
    TRAINED = 2
    SKILLED = 3


WORDS = {
    Petal.SKILLED: "terampil",
    Petal.TRAINED: "dilatih",
    Petal.STUDIED: "dipelajari",
    Petal.NOT_STARTED: "belum mulai",
}


class PetalPlace(TypedDict):
    """One petal: where it points, how many times as wide it is (""; as among 25), and its state or its share (0 to 1,
    as text)."""

    angle: str
    wide: str
    state: int
    share: str


class GroupPlace(TypedDict):
    """One group: `key` (a..e) sets the hue, `letter` stands at (label_x, label_y)."""

    key: str
    letter: str
    label_x: str
    label_y: str
    petals: list[PetalPlace]


class MiniPetal(TypedDict):
    """One of the petals of a mini flower: a whole group, filled by its share."""

    key: str
    angle: str
    share: str


def petals(states: Mapping[str, Sequence[int]]) -> list[GroupPlace]:
    """The flower of one kader. In: per group letter, in order, the Petal of each competency."""
    return _places({letter: [(int(Petal(s)), "") for s in group] for letter, group in states.items()})


def shares(groups: Mapping[str, Sequence[Decimal | float]]) -> list[GroupPlace]:
    """The flower of an area. In: per group letter the share (0 to 1) of kader who are terampil in each competency."""
    return _places({letter: [(0, _share(s)) for s in group] for letter, group in groups.items()})


def mini(groups: Mapping[str, Decimal | float]) -> list[MiniPetal]:
    """The mini flower of a table row. In: per group letter, in order, one share (0 to 1)."""
    turn = 360 / len(groups)
    return [
        {"key": letter.lower(), "angle": _text(turn * at, 1), "share": _share(share)}
        for at, (letter, share) in enumerate(groups.items())
    ]


def count(states: Mapping[str, Sequence[int]], state: Petal = Petal.SKILLED) -> int:
    """How many petals are in `state`."""
    return sum(list(group).count(state) for group in states.values())


def words(states: Mapping[str, Sequence[int]]) -> str:
    """The flower in words, for those who do not see it: "11 terampil, 3 dilatih, 4 dipelajari, 7 belum mulai"."""
    counts = ((count(states, state), word) for state, word in WORDS.items())
    return ", ".join(f"{number} {word}" for number, word in counts if number)


def _places(groups: Mapping[str, Sequence[tuple[int, str]]]) -> list[GroupPlace]:
    pitch = (360 - GAP * len(groups)) / sum(len(group) for group in groups.values())
    angle = -(len(next(iter(groups.values()))) - 1) / 2 * pitch
    placed = []
    for letter, group in groups.items():
        angles = [angle + pitch * at for at in range(len(group))]
        placed.append(_group(letter, group, angles, _wide(pitch)))
        angle += pitch * len(group) + GAP
    return placed


def _wide(pitch: float) -> str:
    """A flower of few petals is no cross of thin ones."""
    return _text(min(pitch / ROOMY, WIDEST), 1) if pitch > ROOMY else ""


def _group(letter: str, group: Sequence[tuple[int, str]], angles: Sequence[float], wide: str) -> GroupPlace:
    middle = radians((angles[0] + angles[-1]) / 2)
    return {
        "key": letter.lower(),
        "letter": letter,
        "label_x": _text(LABEL_RADIUS * sin(middle), 1),
        "label_y": _text(LABEL_DROP - LABEL_RADIUS * cos(middle), 1),
        "petals": [
            {"angle": _text(angle, 1), "wide": wide, "state": state, "share": share}
            for angle, (state, share) in zip(angles, group, strict=True)
        ],
    }


def _share(share: Decimal | float) -> str:
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, got {share!r}")
    return _text(float(share), 2)


def _text(number: float, places: int) -> str:
    """Shortest plain text: 40.0 -> "40"; never "-0"."""
    return f"{round(number, places) + 0.0:.{places}f}".rstrip("0").rstrip(".")
