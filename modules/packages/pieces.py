"""The pieces of a package: the smallest things that are compared three ways and then taken, kept or asked about."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop as _

from modules.rules import Decision, decide, digest


class Kind(StrEnum):
    """What a piece is, for people; other floors name theirs by their own words."""

    PACKAGE = _("Program")
    FACT = _("Fakta")
    PICTURE = _("Gambar")
    RECORDING = _("Video atau suara")
    MODULE = _("Modul")
    ORDER = _("Urutan pelajaran")
    LESSON = _("Pelajaran")


class Side(StrEnum):
    """What somebody chooses where both sides have changed."""

    FILE = "file"
    OURS = "ours"


FACT = "fakta "


def fact_of(key: str) -> str:
    """The fact that the piece of that key is; "" if it is something else."""
    return key.removeprefix(FACT) if key.startswith(FACT) else ""


@dataclass(frozen=True)
class Choice:
    """``seen``: digest of the two texts that were compared; "" where somebody chose without a plan before her."""

    side: Side
    seen: str = ""


@dataclass(frozen=True)
class Piece:
    """One thing of a package. ``base``, ``file`` and what ``read()`` gives (live) are in one normal form; None: it is
    not there. ``take`` brings the database to what the file says, also where that is nothing.

    ``key`` is its path, or path#entry, and never changes. ``path``: the file that holds it.
    """

    key: str
    kind: str
    path: str
    base: Any
    file: Any
    read: Callable[[], Any]
    take: Callable[[], object]
    live: Any = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "live", self.read())

    @property
    def decision(self) -> Decision:
        return decide(base=self.base, file=self.file, live=self.live)

    @property
    def seen(self) -> str:
        """What somebody has seen who has seen both texts."""
        return digest([self.file, self.live])

    @property
    def title(self) -> str:
        """What people call it."""
        for value in (self.file, self.live, self.base):
            for name in ("title", "stem", "wording"):
                if isinstance(value, dict) and value.get(name):
                    return str(value[name])
        return ""


def entries(data: Any, key: str = "key") -> dict[str, Any]:
    """The entries of a list of a file by their key; empty where there is no file."""
    return {row[key]: row for row in data or []}


def in_order(rows: dict[str, Any], first: Collection[str]) -> list[Any]:
    """Rows in the order in which a file has them; what it does not have comes after."""
    return [rows[key] for key in (*(key for key in first if key in rows), *(key for key in rows if key not in first))]
