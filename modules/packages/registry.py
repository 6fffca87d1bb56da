"""The parts that higher floors add to a package: questions, instruments, quizzes, levels."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lms.areas.errors import UserError
from modules.packages.pieces import Piece

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


class BadPackage(UserError):
    """The package has problems; nothing was imported."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"Paket bermasalah di {len(problems)} tempat. Tidak ada yang diimpor.")
        self.problems = problems


Check = Callable[[Path, "Context"], list[Problem]]
Pieces = Callable[["Context", datetime], Iterable[Piece]]
Dump = Callable[["Context", Path], None]
Advice = Callable[["Context"], list[Problem]]


@dataclass(frozen=True)
class Part:
    """``files``: where they stand, as ``modules/*/questions.yaml``. ``check`` reads only. ``pieces`` gives what is
    compared after the modules and lessons, also what only an earlier package held. ``dump`` writes the files.
    ``advice`` says what to look at again in a package without problems; None: nothing."""

    name: str
    files: str
    check: Check
    pieces: Pieces
    dump: Dump
    advice: Advice | None = None


_parts: dict[str, Part] = {}


def register_part(
    name: str, files: str, check: Check, pieces: Pieces, dump: Dump, advice: Advice | None = None
) -> None:
    """Called by an app's ``ready``; parts are checked and brought in in the order of their registration."""
    _parts[name] = Part(name, files, check, pieces, dump, advice)


def parts() -> list[Part]:
    return list(_parts.values())
