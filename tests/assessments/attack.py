"""An attacker who sees everything that is sent of counting items, and authors with every bad habit.

What is attacked is what the system adds: letters, orders, payloads, attributes. The words are the author's, so here
they are even and by chance: all texts are equally long and say nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from random import Random
from statistics import fmean, stdev
from typing import Any

from django.template.loader import render_to_string

from assessments import types
from assessments.sheet import item_form
from assessments.types import TYPES

NAME = "soal-1"


@dataclass(frozen=True)
class Slot:
    """One thing to be decided, and what may be taken for it: (token, text) in the order shown."""

    name: str
    candidates: Sequence[tuple[str, str]]


Slots = Sequence[Slot]
Prefer = Callable[[Slot, int, int], Any]  # slot, its place, place of the candidate: the more, the rather


@dataclass(frozen=True)
class Target:
    """How a type is attacked: an author with habits, what there is to decide, and how decisions become an answer."""

    author: Callable[[Random, int], dict[str, Any]]
    slots: Callable[[Mapping[str, Any]], Slots]
    answer: Callable[[Slots, Prefer], Any]
    worth: Callable[[str, Mapping[str, Any], Any, Slot, str], float]


# ---- Authors: the right one always first, keys in order ----


def word(chance: Random) -> str:
    return "".join(chance.choice("abcdefghijklmnoprstu") for _ in range(12))


def options(chance: Random, count: int, rights: int = 1) -> list[dict[str, Any]]:
    return [
        {"key": "abcdefgh"[at], "text": word(chance), "correct": at < rights, "feedback": word(chance)}
        for at in range(count)
    ]


def _choices(chance: Random, size: int) -> dict[str, Any]:
    return {"stem": word(chance), "options": options(chance, 3 + size % 3)}


def _several(chance: Random, size: int) -> dict[str, Any]:
    return {"stem": word(chance), "options": options(chance, 4 + size % 2, rights=2)}


def _sentence(chance: Random, size: int) -> dict[str, Any]:
    truth = chance.random() < 0.5
    rows = [{"key": key, "text": key.title(), "correct": (key == "benar") is truth} for key in ("benar", "salah")]
    return {"stem": word(chance), "options": rows}


def _pairs(chance: Random, size: int) -> dict[str, Any]:
    pairs = [{"key": f"p{at}", "left": word(chance), "right": word(chance)} for at in range(3 + size % 3)]
    return {"stem": word(chance), "pairs": pairs, "extra": [word(chance)] * (size % 2)}


def _steps(chance: Random, size: int) -> dict[str, Any]:
    return {"stem": word(chance), "steps": [{"key": f"s{at}", "text": word(chance)} for at in range(3 + size % 4)]}


def _scenes(chance: Random, size: int) -> dict[str, Any]:
    scenes = [{"key": f"s{at}", "text": word(chance), "options": options(chance, 3)} for at in range(2 + size % 3)]
    return {"stem": word(chance), "scenes": scenes}


def _places(chance: Random, size: int) -> dict[str, Any]:
    places = [
        {**row, "x": str(10 + 20 * at), "y": str(chance.randrange(10, 90)), "r": "9"}
        for at, row in enumerate(options(chance, 3 + size % 3))
    ]
    return {"stem": word(chance), "image": "gambar.svg", "alt": "Lengan kiri.", "places": places}


# ---- What there is to decide, and an answer from decisions ----


def pairs_of(shown: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(one["key"], one["text"]) for one in shown]


def best(slot: Slot, at: int, prefer: Prefer, count: int = 1) -> list[str]:
    order = sorted(range(len(slot.candidates)), key=lambda place: prefer(slot, at, place), reverse=True)
    return [slot.candidates[place][0] for place in order[:count]]


def one(slots: Slots, prefer: Prefer) -> Any:
    return best(slots[0], 0, prefer)[0]


def parts(slots: Slots, prefer: Prefer) -> Any:
    return {slot.name: best(slot, at, prefer)[0] for at, slot in enumerate(slots)}


def ranks(slots: Slots, prefer: Prefer) -> Any:
    return {token: str(at) for at, token in enumerate(best(slots[0], 0, prefer, len(slots[0].candidates)), start=1)}


def earned(kind: str, content: Mapping[str, Any], pin: Any, answer: Any) -> Fraction:
    return TYPES[kind].score(TYPES[kind].parse(answer, content, pin), content)


def worth(kind: str, content: Mapping[str, Any], pin: Any, slot: Slot, token: str) -> float:
    """What this choice alone earns."""
    wire = {"one": token, "many": [token], "parts": {slot.name: token}}[TYPES[kind].answers]
    return float(earned(kind, content, pin, wire) > 0)


def earliness(kind: str, content: Mapping[str, Any], pin: Any, slot: Slot, token: str) -> float:
    keys = dict(pin)
    return -[step["key"] for step in content["steps"]].index(keys[token])


def single_slot(field: str) -> Callable[[Mapping[str, Any]], Slots]:
    return lambda sent: [Slot("", pairs_of(sent[field]))]


TARGETS = {
    "single": Target(_choices, single_slot("options"), one, worth),
    "truefalse": Target(_sentence, single_slot("options"), one, worth),
    "multiple": Target(_several, single_slot("options"), lambda slots, prefer: best(slots[0], 0, prefer, 2), worth),
    "matching": Target(
        _pairs, lambda sent: [Slot(left["key"], pairs_of(sent["rights"])) for left in sent["lefts"]], parts, worth
    ),
    "ordering": Target(_steps, single_slot("steps"), ranks, earliness),
    "hotspot": Target(_places, single_slot("options"), one, worth),
    "scenario": Target(
        _scenes, lambda sent: [Slot(scene["key"], pairs_of(scene["options"])) for scene in sent["scenes"]], parts, worth
    ),
}


# ---- Guesses that need no learning, and traits from which one may learn ----

GUESSES: dict[str, Prefer] = {
    "first": lambda slot, at, place: -place,
    "last": lambda slot, at, place: place,
    "alphabet": lambda slot, at, place: [-ord(char) for char in slot.candidates[place][1]],
    "alphabet backwards": lambda slot, at, place: slot.candidates[place][1],
    "lowest token": lambda slot, at, place: [-ord(char) for char in slot.candidates[place][0]],
    "side by side": lambda slot, at, place: -abs(at - place),
    "longest": lambda slot, at, place: len(slot.candidates[place][1]),
}

TRAITS: dict[str, Prefer] = {
    "place": lambda slot, at, place: (len(slot.candidates), place),
    "token": lambda slot, at, place: slot.candidates[place][0],
    "offset": lambda slot, at, place: (len(slot.candidates), at, place),
    "rank of text": lambda slot, at, place: sorted(text for _, text in slot.candidates).index(
        slot.candidates[place][1]
    ),
    "first letter of text": lambda slot, at, place: slot.candidates[place][1][:1],
}


@dataclass(frozen=True)
class Drawn:
    """An item as one ticket shows it, and a guess at it that has seen nothing."""

    content: Mapping[str, Any]
    pin: Any
    slots: Slots
    guess: Any


def drawn(kind: str, at: int, chance: Random) -> Drawn:
    content = TARGETS[kind].author(chance, at)
    pin = TYPES[kind].pin(content, chance)
    slots = TARGETS[kind].slots(types.payload(kind, content, pin))
    return Drawn(content, pin, slots, TARGETS[kind].answer(slots, lambda slot, at, place: chance.random()))


def items(kind: str, count: int, seed: str) -> list[Drawn]:
    chance = Random(f"{seed} {kind}")
    return [drawn(kind, at, chance) for at in range(count)]


def learn(kind: str, known: Sequence[Drawn], trait: Prefer) -> Prefer:
    """What a trait was worth in items whose key is known."""
    found: dict[Any, list[float]] = defaultdict(list)
    for item in known:
        for at, slot in enumerate(item.slots):
            for place, (token, _text) in enumerate(slot.candidates):
                value = TARGETS[kind].worth(kind, item.content, item.pin, slot, token)
                found[trait(slot, at, place)].append(value)
    means = {key: fmean(values) for key, values in found.items()}
    return lambda slot, at, place: means.get(trait(slot, at, place), 0)


def advantage(kind: str, attacked: Sequence[Drawn], prefer: Prefer) -> float:
    """How many standard errors more this earns than guessing."""
    more = []
    for item in attacked:
        answer = TARGETS[kind].answer(item.slots, prefer)
        mine, guessed = (earned(kind, item.content, item.pin, one) for one in (answer, item.guess))
        more.append(float(mine - guessed))
    spread = stdev(more)
    return fmean(more) / (spread / len(more) ** 0.5) if spread else 0.0


def attack(kind: str, count: int, seed: str) -> dict[str, float]:
    """The advantage of every strategy over guessing; half of the items are known, the other half attacked."""
    made = items(kind, count, seed)
    known, attacked = made[: count // 2], made[count // 2 :]
    learnt = {f"learnt {name}": learn(kind, known, trait) for name, trait in TRAITS.items()}
    return {name: advantage(kind, attacked, prefer) for name, prefer in (GUESSES | learnt).items()}


# ---- The page ----


class Fields(HTMLParser):
    """The fields of a form, and of every choice the attributes that are not its name, value or label."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[tuple[str, str, list[str]]] = []  # field, token, words
        self.marks: set[tuple[str, Any]] = set()
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.words: list[str] = []
        self.field = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "label" and "for" in given:
            self.words = self.labels[given["for"]]
        if tag == "select":
            self.field = given["name"]
        if tag == "option" or (tag == "input" and given["type"] in ("radio", "checkbox")):
            self.words = []
            self.choices.append((given.get("name", self.field), given["value"], self.words))
            rest = {name: value for name, value in given.items() if name not in ("name", "value")}
            self.marks.add((tag, tuple(sorted(rest.items()))))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("label", "option"):
            self.words = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def read_page(kind: str, item: Drawn) -> tuple[Fields, Slots]:
    """The item's fields as a page shows them, and what there is to decide as read from them alone."""
    form = item_form(1, NAME, kind, item.content, item.pin, None)
    page = Fields()
    page.feed(render_to_string(form.template, {"item": form}))
    slots: dict[str, list[tuple[str, str]]] = {}
    for field, token, words in page.choices:
        if token:
            slots.setdefault(field.removeprefix(NAME).removeprefix("-"), []).append((token, " ".join(words)))
    if kind == "ordering":
        return page, [Slot("", [(name, " ".join(page.labels[f"{NAME}-{name}"])) for name in slots])]
    return page, [Slot(name, found) for name, found in slots.items()]
