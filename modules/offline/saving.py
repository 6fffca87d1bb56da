"""What a kader chooses among before she saves: each module with its size and what it costs."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Any

from django.conf import settings

from lms.areas.format import NBSP, angka, desimal
from modules import queries
from modules.models import ModulePage, Programme
from modules.offline import packs

PATH = "/simpan/"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Choice:
    """A module. ``text``, ``pictures``: bytes as they travel; ``parts``: how many pages it has."""

    module: ModulePage
    hash: str
    text: int
    pictures: int
    parts: int


@dataclass(frozen=True)
class Shelf:
    programme: Programme
    choices: list[Choice]

    @property
    def text(self) -> int:
        return sum(choice.text for choice in self.choices)

    @property
    def pictures(self) -> int:
        return sum(choice.pictures for choice in self.choices)


def shelves() -> list[Shelf]:
    """The modules that everybody may read, by programme, the 25 keterampilan first."""
    figures = {one["key"]: one for one in packs.packs()["modules"]}
    found: dict[Programme, list[Choice]] = defaultdict(list)
    for module in queries.open_modules():
        if module.slug in figures:
            found[module.competency.group.programme].append(_choice(module, figures[module.slug]))
    ordered = sorted(found, key=lambda one: one.key != queries.PROGRAMME)
    return [Shelf(one, found[one]) for one in ordered]


def _choice(module: ModulePage, one: dict[str, Any]) -> Choice:
    return Choice(module, one["hash"], one["bytes"], one["pictures_bytes"], len(one["fragments"]))


def size(weight: int) -> str:
    """ "48 KB", from a million bytes on "1,2 MB"."""
    if weight >= MEGABYTE:
        return f"{desimal(Decimal(weight) / MEGABYTE)}{NBSP}MB"
    return f"{angka(-(-weight // 1000))}{NBSP}KB"


def price(weight: int) -> str:
    """What so many bytes cost at the price of the settings: "±Rp 3", rounded up; "" where no price is set."""
    if not settings.DATA_PRICE_PER_MB:
        return ""
    cost = (Decimal(weight) / MEGABYTE * settings.DATA_PRICE_PER_MB).to_integral_value(ROUND_UP)
    return f"±Rp{NBSP}{angka(cost)}"
