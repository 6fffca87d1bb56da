"""`manage.py areas`: load Kemendagri's area codes, or say that one code goes on as another."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas import wilayah
from lms.areas.errors import UserError


class Command(BaseCommand):
    help = "Loads the areas of Indonesia (idempotent). --recode OLD NEW names the successor of a code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", metavar="CODE", help="one area with all below and above it")
        parser.add_argument("--recode", nargs=2, metavar=("OLD", "NEW"), help="OLD goes on as NEW")
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the change (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        try:
            self.stdout.write(
                _recode(*options["recode"], on=on) if options["recode"] else _load(options["only"], on=on)
            )
        except UserError as error:
            raise CommandError(str(error)) from error


def _load(only: str, *, on: date) -> str:
    loaded = wilayah.load(on=on, only=only)
    return f"Wilayah: {loaded.created} baru, {loaded.changed} berubah, {loaded.ended} berakhir."


def _recode(old: str, new: str, *, on: date) -> str:
    return f"{old} berlanjut sebagai {new} ({wilayah.recode(old, new, on=on)}) sejak {on}. Lalu: manage.py rebuild."
