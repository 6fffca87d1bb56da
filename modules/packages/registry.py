"""The parts that higher floors add to a package: questions, instruments, quizzes, levels."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modules.packages.context import Context


@dataclass(frozen=True)
class Problem:
    """What is wrong in a package: the file, the place in it, and one plain Indonesian sentence."""

    file: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{': '.join(filter(None, (self.file, self.where)))}: {self.sentence}"


Check = Callable[[Path, "Context"], list[Problem]]
Load = Callable[[Path, "Context", datetime], None]
Dump = Callable[["Context", Path], None]


@dataclass(frozen=True)
class Part:
    """``check`` reads only. ``load`` runs after modules and lessons are in, in its own transactions, and does nothing
    where nothing changed. ``dump`` writes the part's files into the folder."""

    name: str
    check: Check
    load: Load
    dump: Dump


_parts: dict[str, Part] = {}


def register_part(name: str, check: Check, load: Load, dump: Dump) -> None:
    """Called by an app's ``ready``; parts are checked and loaded in the order of their registration."""
    _parts[name] = Part(name, check, load, dump)


def parts() -> list[Part]:
    return list(_parts.values())
