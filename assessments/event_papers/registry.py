"""Which papers there are. A higher floor registers its own: what is about levels comes from there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from assessments.event_papers.occasion import Occasion
from assessments.event_papers.typed import Typed
from lms.areas.sheets.writing import Page
from lms.areas.surat import Surat

Words = str | Promise


@dataclass(frozen=True)
class Field:
    """Something that only people know. ``default``: what stands there until somebody typed it."""

    key: str
    label: Words
    hint: Words = ""
    rows: int = 1
    default: Callable[[Occasion], str] = lambda occasion: ""


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    ``missing``: what the event lacks for it, in words; it can be printed all the same. ``kinds``: of which events it
    is (empty: of all); one of assessing also of any other at which a penilai saw somebody. ``make`` may raise
    UserError. ``numbered``: it has a number of the office's register. ``dated``: it bears a date of its own; ``day``:
    that date until one is typed. ``subject``: its *perihal*, for letters. ``pages``: its twin for a spreadsheet, where
    people will edit.
    """

    key: str
    position: int
    title: Words
    about: Words
    make: Callable[[Occasion, Typed], Surat]
    missing: Callable[[Occasion], list[str]] = lambda occasion: []
    kinds: frozenset[str] = frozenset()
    numbered: bool = False
    dated: bool = True
    day: Callable[[Occasion], date | None] = lambda occasion: None
    subject: Callable[[Occasion], str] | None = None
    fields: Sequence[Field] = field(default=())
    pages: Callable[[Occasion, Typed], list[Page]] | None = None


ASSESSING = frozenset({"penilaian", "gebyar"})
TRAINING = frozenset({"pelatihan", "bimtek", "orientasi", "penyegaran"})
_PAPERS: dict[str, Paper] = {}


def register(paper: Paper) -> None:
    """Once, when all models are ready. ValueError for a key that is taken."""
    if paper.key in _PAPERS:
        raise ValueError(f"paper {paper.key} is registered already")
    _PAPERS[paper.key] = paper


def of(occasion: Occasion) -> list[Paper]:
    """The papers of the event, in the order in which an office needs them."""
    kinds = {occasion.event.kind, *(ASSESSING if occasion.seen else ())}
    found = [paper for paper in _PAPERS.values() if not paper.kinds or kinds & paper.kinds]
    return sorted(found, key=lambda paper: paper.position)


def find(occasion: Occasion, key: str) -> Paper | None:
    """The event's paper of that key; None if it has none."""
    return next((paper for paper in of(occasion) if paper.key == key), None)
