"""`manage.py setup`: bring a new or an updated installation to where the site can be served. May run any time."""

import time
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from certificates import keys
from lms.areas.errors import UserError

CURRICULA = settings.BASE_DIR / "modules" / "curricula"


def packages() -> list[Path]:
    """Return the folders of the curriculum packages that come with the project."""
    return sorted(path.parent for path in CURRICULA.glob("*/package.yaml"))


def steps(area: str) -> list[tuple[str, list[str]]]:
    """Return the steps in their order: what the operator reads, and the command behind it.

    `area` is the code of the only area to load, with all below and above it; empty for the whole country.
    """
    imports = [(f"paket materi '{path.name}'", ["curriculum", "import", str(path)]) for path in packages()]
    return [
        ("tabel basis data", ["migrate", "--noinput"]),
        ("tabel batas percobaan", ["createcachetable"]),
        ("berkas tampilan", ["collectstatic", "--noinput"]),
        ("wilayah Indonesia", ["areas", *(["--only", area] if area else [])]),
        *imports,
    ]


def empty_page_cache() -> None:
    """Forget the pages that the code before this one has made."""
    caches["pages"].clear()


class Command(BaseCommand):
    """Runs every step of the set-up; each of them is idempotent and repairs what an interrupted one left."""

    help = "Menyiapkan atau memperbarui pemasangan; boleh diulang kapan saja."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the area of a Dinas that wants no other places on its machine."""
        parser.add_argument("--area", default="", metavar="KODE", help="hanya wilayah ini, misalnya 35.71")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps one after the other; the first that fails ends the command with its sentence.

        After them a signing key stands too, for without one no certificate can be issued.
        """
        for sentence, (name, *words) in steps(options["area"]):
            begun = time.monotonic()
            self.stdout.write(f"  {sentence} ... ", ending="")
            self.stdout.flush()
            self.run_step(sentence, name, words)
            self.stdout.write(f"{time.monotonic() - begun:.0f} dtk")
        keys.ensure(now=timezone.now())
        empty_page_cache()

    def run_step(self, sentence: str, name: str, words: list[str]) -> None:
        """Run one command; it is heard only if it complains."""
        try:
            call_command(name, *words, verbosity=0, stdout=StringIO())
        except (DatabaseError, OSError, UserError) as error:
            raise CommandError(f"{sentence}: {error}") from error
