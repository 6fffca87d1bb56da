"""What a slip says to a kader after a day of assessing: one praise, one thing to practise. Pure.

Nothing is compared with anybody, and never more than one thing is asked of her (field.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules import BENAR


@dataclass(frozen=True)
class Did:
    """One step as it was seen; ``lesson``: the key of the one that teaches it, "" where none is named."""

    text: str
    critical: bool
    tick: str
    lesson: str = ""


@dataclass(frozen=True)
class Saw:
    """One competency as it was seen on the day, in the order of the programme. ``steps`` empty: typed from paper."""

    key: str
    title: str
    skilled: bool
    steps: Sequence[Did] = ()

    @property
    def well(self) -> list[Did]:
        return [one for one in self.steps if one.tick == BENAR]

    @property
    def open(self) -> list[Did]:
        """What was not done alone, critical steps first."""
        return sorted((one for one in self.steps if one.tick != BENAR), key=lambda one: not one.critical)


def praise(seen: Sequence[Saw], groups: Sequence[str] = ()) -> str:
    """The best that can be said truly: a whole group (``groups``: titles completed), a skill without any help, a
    skill, a critical step, a step; that she came, where nothing else was seen.
    """
    if groups:
        return f"Semua keterampilan {groups[0]} sudah lengkap."
    flawless = next((one for one in seen if one.skilled and one.steps and not one.open), None)
    if flawless:
        return f"{flawless.title}: semua langkah benar, tanpa bantuan."
    skilled = next((one for one in seen if one.skilled), None)
    if skilled:
        return f"{skilled.title}: sudah terampil."
    steps = sorted((step for one in seen for step in one.well), key=lambda step: not step.critical)
    return f"Sudah benar: {_small(steps[0].text)}." if steps else "Terima kasih sudah datang dan mencoba."


def practise(seen: Sequence[Saw]) -> tuple[Saw, Did | None] | None:
    """One competency and a step of it to practise: of those not *terampil* the one that lacks least. None: nothing.

    Where no step is known (typed from paper) it is the whole skill.
    A step that was helped in a skill that is *terampil* all the same is only asked for where nothing else is open.
    """
    left = [one for one in seen if not one.skilled]
    if left:
        nearest = min(left, key=lambda one: (not one.steps, len(one.open)))
        return nearest, nearest.open[0] if nearest.open else None
    helped = next((one for one in seen if one.open), None)
    return (helped, helped.open[0]) if helped else None


def _small(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
