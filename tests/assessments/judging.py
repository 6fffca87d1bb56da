"""Practice answers of every kind, right and wrong and strange, for server and phone to judge alike."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from assessments.types import TYPES
from tests.assessments import solve
from tests.assessments.attack import TARGETS
from tests.assessments.factories import ITEMS

NUMBERS = (
    "80,7",
    "80.7 cm",
    " 80,7cm ",
    "807",
    "8,07",
    "1.500",
    "1,500",
    "1.500,5",
    "-3",
    "−3",
    "80,8",
    "",
    "dua",
    "80 kg",
)
WORDS = ("daftar", "  DAFTAR!", "Dáftar", "da\u200bftar", "buku", "115", "11,5", "11.5", "…", "ß", "ﬁ")
READ = ("6,8", "6.8 kg", "7,2", "8,3", "7", "68", "0,68", "6,9", "7,1", "8", "9,9", "x", "120", "80")


def cases(seed: str, *, each: int = 8) -> Iterator[tuple[str, Mapping[str, Any], Any, Any]]:
    """Type, content, pin and wire answer; the same ones for the same seed."""
    chance = Random(seed)
    for kind in TYPES:
        for content in _contents(kind, chance):
            for _one in range(each):
                pin = TYPES[kind].pin(content, chance)
                yield from ((kind, content, pin, answer) for answer in _answers(kind, content, pin, chance))


def _contents(kind: str, chance: Random) -> list[dict[str, Any]]:
    authored = [TARGETS[kind].author(chance, size) for size in range(3)] if kind in TARGETS else []
    more: dict[str, list[dict[str, Any]]] = {
        "numeric": [
            {"stem": "?", "value": "1.200", "unit": "g", "feedback": "Begini."},
            {"stem": "?", "value": "0,5 kg", "tolerance": "0,1", "errors": [{"value": "5", "feedback": "Koma."}]},
        ],
        "short": [{"stem": "?", "accepted": ["11,5 cm", "sebelas"], "errors": [{"text": "115", "feedback": "Koma!"}]}],
        "reading": [
            {"stem": "?", "instrument": "tensimeter", "reading": "128/84/72", "tolerance": "0"},
            {"stem": "?", "instrument": "tiang-tinggi", "reading": "98,3", "tolerance": "0,1", "feedback": "Begini."},
            {"stem": "?", "instrument": "termometer", "reading": "36,8"},
        ],
    }
    return [ITEMS[kind], *authored, *more.get(kind, [])]


def _answers(kind: str, content: Mapping[str, Any], pin: Any, chance: Random) -> Iterator[Any]:
    yield from (solve.right(kind, content, pin), solve.wrong(kind, content, pin), "kacau", {"x": "y"}, [])
    if kind in ("numeric", "short"):
        yield from chance.sample(NUMBERS + WORDS, 6)
    elif kind == "reading":
        yield {part: chance.choice(READ) for part in pin}
        yield {part: chance.choice((content["reading"].split("/")[0], "84", "128")) for part in pin}
        far = [str(float(one.replace(",", ".")) + 1.5) for one in content["reading"].split("/")]
        yield dict(zip(pin, far, strict=False))
        yield dict(list(solve.right(kind, content, pin).items())[:1])
    elif kind == "kms":
        at = f"{chance.uniform(0, 100):.3f};{chance.uniform(0, 100):.3f}"
        yield from ({"titik": at, "arah": "N"}, {"titik": at}, {"arah": "T"}, {"titik": "101;3"})
        yield {"titik": chance.choice("abcdef"), "arah": chance.choice("NT")}
    elif kind == "hotspot":
        yield from (f"{chance.uniform(0, 100):.1f};{chance.uniform(0, 100):.1f}", "50;101")
    elif kind == "multiple":
        yield [letter for letter, _key in pin if chance.random() < 0.5]
    elif TYPES[kind].answers == "parts":
        whole = dict(solve.right(kind, content, pin))
        others = list(whole.values())
        yield {part: chance.choice(others) for part in whole if chance.random() < 0.8}
