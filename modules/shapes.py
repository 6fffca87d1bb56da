"""The shapes of a package's files, and fitting data into them. Pure but for the language of its sentences.

A shape is a type (str, int, bool, date), ``Text``, ``Choice``, ``Optional``, a list of one shape, ``Many``, a dict of
named shapes, or a ``Variant`` of such dicts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from modules.prose import misuse

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Optional:
    """May be left out; then it is ``default``. Null counts as left out."""

    shape: Any
    default: Any


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """A text of so many characters, counted without blanks around it, and written as ``modules.prose`` asks."""

    most: int
    least: int = 1


@dataclass(frozen=True)
class Many:
    """A list of so many things of one shape."""

    shape: Any
    least: int
    most: int


@dataclass(frozen=True)
class Variant:
    """A dict whose shape depends on the word under one of its keys, which all of the shapes have."""

    by: str
    shapes: dict[str, Any]


@dataclass(frozen=True)
class Misfit:
    """Where (keys and positions from the top) and what is wrong, as one plain Indonesian sentence."""

    steps: Steps
    sentence: str
    lacking: bool = False  # something is not there yet: a draft may wait for it


NAMES = {str: "teks", int: "bilangan bulat", bool: "true atau false", date: "tanggal (tttt-bb-hh)", list: "daftar"}


def fit(data: Any, shape: Any, steps: Steps = ()) -> tuple[Any, list[Misfit]]:
    """The data in normal form (texts stripped, defaults filled in) and what does not fit."""
    if isinstance(shape, Optional):
        return (shape.default, []) if data is None else fit(data, shape.shape, steps)
    if isinstance(shape, Choice):
        words = ", ".join(shape.words)
        return data, [] if data in shape.words else [Misfit(steps, f"Harus salah satu dari: {words}.")]
    if isinstance(shape, Text):
        return _fit_text(data, shape, steps)
    if isinstance(shape, Many):
        return _fit_many(data, shape, steps)
    if isinstance(shape, list):
        return _fit_list(data, shape[0], steps)
    if isinstance(shape, Variant):
        return _fit_variant(data, shape, steps)
    if isinstance(shape, dict):
        return _fit_dict(data, shape, steps)
    return _fit_value(data, shape, steps)


def _fit_value(data: Any, shape: type, steps: Steps) -> tuple[Any, list[Misfit]]:
    # bool is an int to Python, but never what an author meant by a number.
    if not isinstance(data, shape) or (shape is int and isinstance(data, bool)):
        return data, [Misfit(steps, f"Harus berupa {NAMES[shape]}.")]
    return (tidy(data) if isinstance(data, str) else data), []


def _fit_text(data: Any, shape: Text, steps: Steps) -> tuple[Any, list[Misfit]]:
    text, misfits = _fit_value(data, str, steps)
    if misfits:
        return text, misfits
    if len(text) < shape.least:
        return text, [Misfit(steps, _("Belum diisi."), lacking=True)]
    if len(text) > shape.most:
        said = _("Terlalu panjang: %(length)s huruf, paling banyak %(most)s. Singkatkan, atau bagi dua.")
        return text, [Misfit(steps, said % {"length": len(text), "most": shape.most})]
    return text, [Misfit(steps, sentence) for sentence in misuse(text)]


def _fit_many(data: Any, shape: Many, steps: Steps) -> tuple[Any, list[Misfit]]:
    fitted, misfits = _fit_list(data, shape.shape, steps)
    if isinstance(data, list) and not shape.least <= len(data) <= shape.most:
        lacking = len(data) < shape.least
        misfits = [Misfit(steps, _amiss(len(data), shape), lacking=lacking), *misfits]
    return fitted, misfits


def _amiss(count: int, shape: Many) -> str:
    numbers = {"count": count, "least": shape.least, "most": shape.most}
    if shape.least == shape.most:
        return _("Harus tepat %(most)s, sekarang %(count)s.") % numbers
    if count < shape.least:
        return _("Paling sedikit %(least)s, sekarang %(count)s.") % numbers
    return _("Paling banyak %(most)s, sekarang %(count)s. Bagi menjadi dua blok.") % numbers


def _fit_list(data: Any, shape: Any, steps: Steps) -> tuple[Any, list[Misfit]]:
    if not isinstance(data, list):
        return data, [Misfit(steps, "Harus berupa daftar.")]
    fitted = [fit(item, shape, (*steps, at)) for at, item in enumerate(data)]
    return [item for item, _misfits in fitted], [misfit for _item, misfits in fitted for misfit in misfits]


def _fit_dict(data: Any, shape: dict[str, Any], steps: Steps) -> tuple[Any, list[Misfit]]:
    if not isinstance(data, dict):
        return data, [Misfit(steps, "Harus berupa pasangan kunci dan nilai.")]
    misfits = [Misfit((*steps, key), f"Kunci “{key}” tidak dikenal.") for key in data.keys() - shape.keys()]
    fitted = {}
    for key, part in shape.items():
        if key not in data and not isinstance(part, Optional):
            misfits.append(Misfit(steps, f"Kunci “{key}” belum diisi."))
            continue
        fitted[key], found = fit(data.get(key), part, (*steps, key))
        misfits += found
    return fitted, misfits


def _fit_variant(data: Any, shape: Variant, steps: Steps) -> tuple[Any, list[Misfit]]:
    word = data.get(shape.by) if isinstance(data, dict) else None
    if isinstance(word, str) and word in shape.shapes:
        return _fit_dict(data, shape.shapes[word], steps)
    if not isinstance(data, dict):
        return _fit_dict(data, {}, steps)
    words = Choice(tuple(shape.shapes))
    return data, fit(word, words, (*steps, shape.by))[1]


def strings_at(data: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every text inside nested lists and dicts, and where it stands."""
    if isinstance(data, str):
        yield steps, data
    elif isinstance(data, dict | list):
        for step, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from strings_at(part, (*steps, step))


def tidy(text: str) -> str:
    """A text as it is compared: Unix line ends, no blanks around it."""
    return text.replace("\r\n", "\n").strip()


def duplicates(values: list[Any]) -> Iterator[tuple[int, Any]]:
    """Position and value of each that stood before."""
    seen: set[Any] = set()
    for at, value in enumerate(values):
        if value in seen:
            yield at, value
        seen.add(value)
