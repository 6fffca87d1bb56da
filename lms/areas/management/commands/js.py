"""`manage.py js`: build scripts of several parts into one file each, so that a slow phone asks once."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

FOLDER = Path(__file__).resolve().parents[3] / "static" / "js"
# What is imported stands before what imports it.
ITEM = ("order", "tap")
SHEET = ("store", "fields", "steps", "pages", "alone", "frame", "outbox", "quiz")
PRACTICE = ("numbers", "common", "choices", "written", "curve", "judge", "round")
DATABASE = ("vendor/idb", "phone/db")
ENVELOPES = "phone/envelopes"
APP = ("settings", "voice", "register", "turn", "whose", "waits", "study", "flags", "saved", "cards", "app")
LISTEN = ("words", "player")
CORNER = ("corner", "box", "lock", "bridge", "check", "read", "make", "who", "hp")
DAY = ("old", "store", "rows", "pad", "take", "seen", "stations", "one", "presence", "day")
WORKER = ("shell", "kept", "own", "day", "offline", "fresh", "sheets", "outbox", "sw")
# A sheet of many questions asks once for all that any of them needs; one question alone needs nothing of the sheet.
SCRIPTS = {
    "app.js": (*DATABASE, *(f"phone/{name}" for name in APP)),
    "quiz.js": ("look", *(f"quiz/{name}" for name in SHEET), *ITEM),
    "item.js": ITEM,
    "outbox.js": (ENVELOPES, "phone/number", "phone/waiting", "phone/outbox"),
    "flag.js": ("flag/flag",),
    "kotak.js": ("kotak/file", "kotak/kotak"),
    "sums.js": ("sums/reckon", "sums/sums"),
    "search.js": ("vendor/minisearch", "search/folding", "search/keep", "search/search"),
    "packs.js": ("search/keep", "packs/sizes", "packs/save", "packs/draw", "packs/packs"),
    "practice.js": ("quiz/fields", *(f"practice/{name}" for name in PRACTICE)),
    "sheets.js": ("phone/sheets",),
    "hp.js": tuple(f"phone/{name}" for name in CORNER),
    "listen.js": tuple(f"listen/{name}" for name in LISTEN),
    "look.js": ("look",),
    "grid.js": tuple(f"grid/{name}" for name in ("boxes", "keep", "autosave", "grid")),
    "visit.js": ("day/old", "visit/form", "visit/draft", "visit/ahead", "visit/visit"),
    "day.js": (
        "phone/box",
        "phone/lock",
        "phone/make",
        "phone/number",
        "visit/form",
        "visit/draft",
        *(f"day/{name}" for name in DAY),
    ),
    "sw.js": (*DATABASE, ENVELOPES, "phone/box", "day/old", *(f"sw/{name}" for name in WORKER)),
    "scan.js": tuple(f"scan/{name}" for name in ("batch", "camera", "card", "signals", "scan")),
    "qr.js": ("vendor/qr", "scan/decode"),
}
IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
COMMENT = re.compile(r"^\s*//.*\n|(?<=[;,{]) // [^\"'`\n]*$", re.MULTILINE)
EXPORT = re.compile(r"^export (?=const |let |function |async |class )", re.MULTILINE)


def build(script: str) -> str:
    """The parts one after the other, without comments, indents and what ties them together.

    They share one scope afterwards: a name that two of them declare would be a fault of the script, and fails loudly.
    """
    parts = (FOLDER / "src" / f"{name}.js" for name in SCRIPTS[script])
    source = "".join(EXPORT.sub("", IMPORT.sub("", part.read_text("utf-8"))) for part in parts)
    lines = (line.strip() for line in COMMENT.sub("", source).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def stale() -> list[str]:
    """The built scripts that differ from what their parts give now."""
    built = {name: FOLDER / name for name in SCRIPTS}
    return [name for name, path in built.items() if not path.exists() or path.read_text("utf-8") != build(name)]


class Command(BaseCommand):
    help = "Builds lms/static/js/*.js of their parts in lms/static/js/src (--check: only says if they are up to date)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if old := stale():
                raise CommandError(f"{', '.join(old)}: out of date. Run: manage.py js")
            return
        for name in SCRIPTS:
            (FOLDER / name).write_text(build(name), "utf-8")
