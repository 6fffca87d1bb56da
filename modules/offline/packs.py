"""Packs: what a phone fetches of a module, and the list by which it learns what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from modules import queries
from modules.models import HomePage, ModuleIndexPage, ModulePage
from modules.models.pages import PublicPage
from modules.offline import registry, shell
from modules.offline.fragments import Fragment, of_page
from modules.offline.library import Library, library
from modules.rules import digest

CARDS = "kartu"


@dataclass(frozen=True)
class Pack:
    """A module with what belongs to it."""

    module: ModulePage
    fragments: list[Fragment]

    @property
    def hash(self) -> str:
        return _hash(self.fragments)

    @property
    def cards(self) -> list[Fragment]:
        """Its job aid, if it has one."""
        return [one for one in self.fragments if one.path == self.module.card_address]

    @property
    def bytes(self) -> int:
        return sum(fragment.weigh().text for fragment in self.fragments)

    @property
    def pictures(self) -> dict[str, int]:
        """Address -> bytes."""
        return {url: size for fragment in self.fragments for url, size in fragment.weigh().pictures.items()}

    def summed(self) -> dict[str, Any]:
        """The pack in figures."""
        return {
            "key": self.module.slug,
            "title": self.module.title,
            "hash": self.hash,
            "bytes": self.bytes,
            "pictures_bytes": sum(self.pictures.values()),
        }


def pack(slug: str) -> dict[str, Any] | None:
    """One module for a phone that wants to keep it. None for one that not everybody may read."""
    found = _pack(slug)
    if found is None:
        return None
    pictures = [{"url": url, "bytes": size} for url, size in found.pictures.items()]
    fragments = [
        {"path": one.path, "hash": one.hash, "title": one.title, "bytes": one.weigh().text} for one in found.fragments
    ]
    return found.summed() | {"fragments": fragments, "pictures": pictures}


def packs() -> dict[str, Any]:
    """All modules in figures, and the hash of every page, so that a phone knows what of its own is old."""
    found = _packs(list(queries.open_modules()))
    modules = [
        one.summed()
        | {"group": one.module.competency.group.key, "fragments": {part.path: part.hash for part in one.fragments}}
        for one in found
    ]
    lists = {fragment.path: fragment.hash for fragment in _lists()}
    aids = [part for one in found if _is_of_the_25(one.module) for part in one.cards]
    return {"shell": shell.version(), "cards": _hash(aids), "modules": modules, "pages": lists}


def cards() -> dict[str, Any]:
    """The job aids of the 25, whole, in one answer: text without pictures."""
    modules = [module for module in queries.open_modules() if _is_of_the_25(module)]
    found = [part for one in _packs(modules) for part in one.cards]
    return {
        "key": CARDS,
        "title": "Kartu kerja",
        "hash": _hash(found),
        "bytes": sum(fragment.weigh().text for fragment in found),
        "fragments": [{"path": one.path, "hash": one.hash, "title": one.title, "html": one.html} for one in found],
    }


def fragments() -> list[Fragment]:
    """All that stands in packs."""
    return [part for one in _packs(list(queries.open_modules())) for part in one.fragments]


def fragment(path: str) -> Fragment | None:
    """The page at that address, as a phone keeps it; None for what stands in no pack and no list."""
    slug = path.split("/")[2] if path.count("/") > 2 else ""
    if slug and (found := _pack(slug)):
        return next((one for one in found.fragments if one.path == path), None)
    return next((one for one in _lists() if one.path == path), None)


def hash_of(page: PublicPage, template: str = "") -> str:
    """The hash of a live page as it is served; empty for one in no pack and no list."""
    address = getattr(page, "card_address", "") if template else page.address
    found = fragment(address)
    return found.hash if found else ""


def _pack(slug: str) -> Pack | None:
    module = queries.open_modules().filter(slug=slug).first()
    return _packs([module])[0] if module else None


def _is_of_the_25(module: ModulePage) -> bool:
    return module.competency.group.programme.key == queries.PROGRAMME


def _hash(fragments: Sequence[Fragment]) -> str:
    return digest([fragment.hash for fragment in fragments])[:16]


def _packs(modules: Sequence[ModulePage]) -> list[Pack]:
    shelf: Library = library(modules)
    return [Pack(module, [*shelf.of_module(module), *registry.of_module(module)]) for module in modules]


def _lists() -> list[Fragment]:
    """Home, and the list of modules."""
    said = [_row(programme) for programme in queries.index()]
    kinds: tuple[type[HomePage | ModuleIndexPage], ...] = (HomePage, ModuleIndexPage)
    pages = [page for kind in kinds for page in kind.objects.live().public()]
    return [of_page(page, page.address, page.title, [page.lead, said], page.template) for page in pages]


def _row(one: queries.IndexProgramme) -> list[Any]:
    rows = [
        [entry.group.key, entry.group.title, row.competency.key, row.competency.title, *_link(row)]
        for entry in one.groups
        for row in entry.rows
    ]
    return [one.programme.key, one.programme.title, one.programme.who, rows]


def _link(row: queries.IndexRow) -> list[Any]:
    return [row.page.title, row.page.address, row.lessons, row.minutes] if row.page else []
