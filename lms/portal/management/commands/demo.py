from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.portal.demo.build import build
from lms.portal.demo.remove import is_there, remove
from modules.models import Programme

ACCOUNTS = "demo-accounts.txt"


class Command(BaseCommand):
    """The reference case of Kota Kediri, with synthetic people. Begun anew if an earlier run broke off."""

    help = "Kasus contoh Kota Kediri (orang tiruan). --remove menghapusnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="hapus semua data contoh")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Hanya untuk situs contoh (TUNTAS_DEMO=1).")
        file = settings.VAR_DIR / ACCOUNTS
        if is_there():
            self.stdout.write("Menghapus data contoh yang ada ...")
            remove()
            file.unlink(missing_ok=True)
        if not options["remove"]:
            built = build(Programme.objects.get(key="ilp-25"), say=self.stdout.write)
            file.write_text("\n".join(map(str, built.accounts)) + "\n", encoding="utf-8")
            self.stdout.write(f"Selesai: {built.kader} kader dihitung.")
