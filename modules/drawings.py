"""Numbers that stand in a drawing: in its digits, and in its words. Pure.

A drawing holds its letters as text and cannot cite a fact. So the words for those who do not see it, or the line below,
cite the facts that it shows: one that changes then names the drawings to make anew.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring

from modules.figures import ONE, SPELLED, UNIT, numbers, uncited
from modules.rules import cited_in

_MARK = re.compile(rf"^[1-9](?=$| (?!(?:{UNIT})(?!\w)))")  # the place of something in an order
_TIME = "jam|minggu|bulan|tahun"  # every day is an everyday word
_COUNTED = rf"\b(?:(?:{ONE}) (?:{UNIT})|(?:se)?tiap (?:{_TIME})|sekali|setengah|separuh|sepertiga|seperempat)(?!\w)"
_WORDS = re.compile(f"{SPELLED}|{_COUNTED}", re.IGNORECASE)


class Shown(NamedTuple):
    """A picture of a page and what is said of it. ``steps``: where it stands."""

    steps: tuple[Any, ...]
    image: Any
    said: tuple[str, ...]

    @property
    def facts(self) -> set[str]:
        return cited_in(list(self.said))


def shown(data: Any, steps: tuple[Any, ...] = ()) -> Iterator[Shown]:
    """Every picture in the nested data of a page."""
    if isinstance(data, dict):
        if "image" in data and "alt" in data:
            yield Shown(steps, data["image"], (data["alt"], data.get("caption") or ""))
        for key, value in data.items():
            yield from shown(value, (*steps, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from shown(value, (*steps, at))


def digits(raw: bytes) -> list[str]:
    """Those that the letters of an SVG show as digits: neither a place in an order nor what may stand anywhere."""
    return [found for text in _texts(raw) for found in uncited(_MARK.sub("", text))]


def words(raw: bytes) -> list[str]:
    """Those that its letters spell: of a measure, a time or a share."""
    return [match[0] for match in _WORDS.finditer(" ".join(_texts(raw)))]


def missing(raw: bytes, values: dict[str, str]) -> list[str]:
    """The numbers of an SVG that none of these facts (key -> value) has. Words fit any fact."""
    have = {number for value in values.values() for number in numbers(value)}
    odd = [one for one in digits(raw) if not numbers(one) <= have]
    return odd if values else [*odd, *words(raw)]


def _texts(raw: bytes) -> Iterator[str]:
    for element in fromstring(raw, forbid_dtd=True).iter():
        if element.tag.rpartition("}")[2] == "text":
            yield " ".join(_letters(element).split())


def _letters(element: ElementTree.Element) -> str:
    return " ".join(element.itertext())
