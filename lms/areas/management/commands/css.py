"""`manage.py css`: build the stylesheets from their sources, so that a page asks for one file."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

FOLDER = Path(__file__).resolve().parents[3] / "static" / "css"
FRAME = ("tokens", "base", "page", "actions", "surfaces", "rows", "flower", "forms", "tap", "phone")
# Beyond the frame: what a page asks for that teaches or reckons. It leaves the first flight of all others alone.
STUDY = ("teach", "table", "day")
# Sizes and type are the same in every theme: they are written out, for browsers without custom properties (Opera Mini).
CONSTANT = re.compile(r"--(s\d|t-\w+|r-\w|tap|sans|serif):([^;}]+);?")
# Print rules come last: they undo screen rules of the same weight.
SHEETS = {
    "tuntas.css": (*FRAME, "print"),
    "belajar.css": (*STUDY, "paper"),
    "staff.css": (*FRAME, *STUDY, "board", "staff", "print", "paper"),
}


def minify(source: str) -> str:
    """The same rules without comments and needless space. Texts in quotes stay as they are."""
    parts = re.split(r'("[^"]*")', re.sub(r"/\*.*?\*/", "", source, flags=re.S))
    parts[::2] = [_squeeze(part) for part in parts[::2]]
    return "".join(parts).strip()


def build(names: tuple[str, ...]) -> str:
    """One stylesheet: the named sources in order, a line each, constants written out. FileNotFoundError if unknown."""
    lines = (minify((FOLDER / "src" / f"{name}.css").read_text("utf-8")) for name in names)
    sheet = "\n".join(lines) + "\n"
    constants = dict(CONSTANT.findall(minify((FOLDER / "src" / "tokens.css").read_text("utf-8"))))
    return re.sub(r"var\(--([\w-]+)\)", lambda use: constants.get(use[1], use[0]), CONSTANT.sub("", sheet))


def stale() -> list[str]:
    """The built sheets that differ from what their sources give now."""
    return [sheet for sheet, names in SHEETS.items() if not _same(FOLDER / sheet, build(names))]


class Command(BaseCommand):
    help = "Builds lms/static/css/*.css from lms/static/css/src/*.css (--check: only says whether they are up to date)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if old := stale():
                raise CommandError(f"{', '.join(old)}: out of date. Run: manage.py css")
            return
        for sheet, names in SHEETS.items():
            (FOLDER / sheet).write_text(build(names), "utf-8")


def _squeeze(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}")


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
