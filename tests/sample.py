"""A fixed sample of the curriculum, for tests of what is done with a package: neither their time nor what they expect
grows with its modules. Whatever is about the content itself takes the whole package (``ILP``)."""

import re
import shutil
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path

from django.conf import settings

from modules.rules import cited

ILP = settings.BASE_DIR / "modules" / "curricula" / "ilp"
CODES = ("a1", "b3", "e3")
QUIZZES = Path(__file__).parent / "files" / "quizzes.yaml"


def sample(folder: Path, codes: Collection[str] = CODES) -> Path:
    """Write the package into ``folder`` with these modules, the facts they need, and small quizzes of their own."""
    folder.mkdir(parents=True)
    for code in codes:
        shutil.copytree(ILP / "modules" / code, folder / "modules" / code)
    for path, text in _top(tuple(codes)).items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@cache
def _top(codes: tuple[str, ...]) -> dict[str, str]:
    """The files beside the modules."""
    package, facts = (_text(ILP / name) for name in ("package.yaml", "facts.yaml"))
    files = [file for code in codes for file in (ILP / "modules" / code).rglob("*.yaml")]
    needed = {key for text in (package, *map(_text, files)) for key in cited(text)}
    return {
        "package.yaml": re.sub(r"(?m)^modules: \[[^\]]*\]", f"modules: [{', '.join(codes)}]", package),
        "facts.yaml": _those(facts, lambda key, _entry: key in needed or key.partition(".")[0] in codes),
        "quizzes.yaml": _those(_text(QUIZZES), lambda _key, entry: _is_of(codes, entry)),
        "levels.yaml": _text(ILP / "levels.yaml"),
    }


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _those(text: str, wanted: Callable[[str, str], bool]) -> str:
    """Of a file that is a list: what stands above it, and the entries that are wanted, letter by letter."""
    start = "- key: "
    head, *entries = re.split(f"(?m)^{start}", text)
    return head + "".join(f"{start}{one}" for one in entries if wanted(one.partition("\n")[0].strip(), one))


def _is_of(codes: Collection[str], quiz: str) -> bool:
    """A post-test draws from the modules of its pre-test, of which each group has one here."""
    named = re.findall(r"(?:competency: |pair: pre-)(\w+)", quiz)
    return all(any(code.startswith(name.lower()) for code in codes) for name in named)
