"""The opening day for readers: its steps, cards by step and by age, and the limits for reckoning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from modules import facts, open_day, page_cache, queries
from modules.models import CompetencyGroup, Fact, ModulePage, Programme
from modules.rules import CITATION

PATH = "/hari/"
SUMS = "/hari/hitung/"
PATHS = (PATH, SUMS)


@dataclass(frozen=True)
class Card:
    code: str
    title: str
    address: str

    @property
    def group(self) -> str:
        return self.code[:1].lower()


@dataclass(frozen=True)
class Part:
    """A step or an age, and the cards for it."""

    title: str
    text: str
    cards: list[Card]


@dataclass(frozen=True)
class Sum:
    """One thing to reckon; ``card``: None while it cannot be read."""

    title: str
    note: str
    card: Card | None


@dataclass(frozen=True)
class Band:
    """``least``, ``below``: facts, None at the open end. ``limit``: the number up to which it holds, as script reads
    it; "" where it is the last, or where no limit of its arm may be judged."""

    least: Fact | None
    below: Fact | None
    limit: str
    tone: str
    title: str
    text: str


@dataclass(frozen=True)
class Arm:
    """``judged``: all its limits are settled numbers, so that a phone may say in which band a number lies."""

    who: str
    card: Card | None
    bands: list[Band]
    judged: bool


@dataclass(frozen=True)
class Day:
    programme: Programme
    facts: Mapping[str, Fact]
    steps: list[Part]
    after: Part | None
    ages: list[Part]
    age: Sum | None
    imt: Sum | None
    arms: list[Arm]

    @property
    def can_reckon(self) -> bool:
        return bool(self.age or self.imt or self.arms)


def days() -> list[Day]:
    """Of each programme that has one and of which a card can be read, the 25 keterampilan first. Three queries."""
    pages = [page for page in queries.module_pages() if page.card]
    known = facts.for_everyone()
    found = [_day(one, pages, known) for one in queries.programmes() if one.open_day]
    return [day for day in found if any(step.cards for step in day.steps)]


def _day(programme: Programme, all_pages: list[ModulePage], known: Mapping[str, Fact]) -> Day:
    data: dict[str, Any] = programme.open_day
    pages = [page for page in all_pages if page.competency.group.programme_id == programme.pk]
    cards = {page.competency.key: _card(page) for page in pages}
    return Day(
        programme=programme,
        facts=known,
        steps=[_part(step, cards) for step in data["steps"]],
        after=_part(data["after"], cards) if data["after"] else None,
        ages=_ages(pages),
        age=_sum(data["age"], cards),
        imt=_sum(data["imt"], cards),
        arms=[_arm(one, cards, known) for one in data["arm"]],
    )


def _card(page: ModulePage) -> Card:
    return Card(page.competency.key, page.competency.short_title, page.card_address)


def _part(data: dict[str, Any], cards: dict[str, Card]) -> Part:
    return Part(data["title"], data["text"], [cards[code] for code in data["cards"] if code in cards])


def _sum(data: dict[str, Any] | None, cards: dict[str, Card]) -> Sum | None:
    return Sum(data["title"], data["note"], cards.get(data["card"])) if data else None


def _ages(pages: list[ModulePage]) -> list[Part]:
    """The life stages in their order, then what serves every age."""
    stages = [
        Part(str(stage.label), "", [_card(page) for page in pages if stage in page.competency.group.life_stages])
        for stage in CompetencyGroup.LifeStage
    ]
    rest = [_card(page) for page in pages if not page.competency.group.life_stages]
    return [part for part in (*stages, Part("Semua umur", "", rest)) if part.cards]


def _arm(data: dict[str, Any], cards: dict[str, Card], known: Mapping[str, Fact]) -> Arm:
    """In bands from the smallest number up."""
    values = {key: fact.value for key, fact in known.items() if fact.status == Fact.Status.SETTLED}
    limits = [open_day.limit(band["below"], values) for band in data["bands"][:-1]]
    judged = None not in limits
    ends = [_cited(band["below"], known) for band in data["bands"]]
    words = [str(limit) if judged else "" for limit in limits]
    bands = [
        Band(least, below, limit, band["tone"], band["title"], band["text"])
        for band, least, below, limit in zip(data["bands"], [None, *ends], ends, [*words, ""], strict=False)
    ]
    return Arm(data["who"], cards.get(data["card"]), bands, judged)


def _cited(text: str, known: Mapping[str, Fact]) -> Fact | None:
    match = CITATION.fullmatch(text)
    return known.get(match[1]) if match else None


def look(targets: list[str], after: Fact | None) -> list[facts.Touched]:
    """The days that cite a fact, for people."""
    found = Programme.objects.filter(key__in=targets)
    return [facts.Touched(kind=_("Hari posyandu"), title=f"{one.title} ({SUMS})") for one in found]


def changed(targets: list[str], now: datetime) -> None:
    """A limit changed: the page that shows it is rendered anew."""
    transaction.on_commit(lambda: page_cache.purge(PATHS))
