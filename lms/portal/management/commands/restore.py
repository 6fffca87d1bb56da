from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from lms.portal.backups.archive import SECRETS
from lms.portal.backups.restore import Restored, restore


class Command(BaseCommand):
    """Puts a backup in place while the site is stopped."""

    help = "Memulihkan cadangan (berkas, atau yang terbaru di sebuah folder) ke situs ini; layanan harus berhenti."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="berkas .tar.gz atau foldernya")
        parser.add_argument("--replace", action="store_true", help="ganti yang ada; yang lama disimpan di sebelahnya")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(options["source"], now=timezone.now(), replace=options["replace"])
        except UserError as error:
            raise CommandError(str(error)) from error
        for line in _told(done):
            self.stdout.write(line)


def _told(done: Restored) -> list[str]:
    secrets = Path(settings.VAR_DIR) / SECRETS
    keys = (
        f"Kunci dipulihkan. Layanan harus memakai SECRET_KEY dan CARD_KEY dari {secrets}."
        if done.has_keys
        else "Cadangan ini TANPA kunci: pakai SECRET_KEY, CARD_KEY, dan isi keys/ yang lama, atau kartu tidak berlaku."
    )
    kept = [f"Yang lama masih ada di {place}; hapus kalau sudah yakin." for place in done.kept]
    older = ["Cadangan dari versi yang lebih lama."] if done.is_older else []
    return [
        f"Dipulihkan dari {done.path.name}, dibuat {done.header['made_at']}.",
        keys,
        *kept,
        *older,
        "Selanjutnya: manage.py setup, manage.py verify, manage.py doctor, lalu jalankan layanan.",
    ]
