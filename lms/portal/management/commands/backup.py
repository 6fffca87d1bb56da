from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.portal.backups.make import make

WITH_KEYS = """
PENTING: berkas ini memuat data pribadi DAN kunci kartu serta kunci sertifikat. Siapa pun yang memegangnya dapat masuk
sebagai siapa pun. Simpan hanya di tempat yang tertutup bagi orang lain (NAS kantor), dan satu salinan di luar gedung.
"""
WITHOUT_KEYS = """
PENTING: berkas ini TANPA kunci. Tanpa SECRET_KEY, CARD_KEY, dan isi folder keys/ yang sekarang, kartu yang sudah
dicetak tidak dapat dipakai lagi sesudah pemulihan. Simpan kunci itu di tempat lain, sekarang juga.
"""


class Command(BaseCommand):
    """Makes one checked file while the site runs."""

    help = "Mencadangkan basis data, unggahan, berkas pribadi, dan kunci ke satu berkas; situs tetap berjalan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder yang sudah ada, misalnya /mnt/nas/tuntas")
        parser.add_argument("--keep", type=int, default=0, metavar="N", help="simpan N cadangan terbaru saja")
        parser.add_argument("--without-keys", action="store_true", help="tanpa kunci kartu dan kunci sertifikat")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 0:
            raise CommandError("--keep harus 1 atau lebih.")
        with_keys = not options["without_keys"]
        try:
            made = make(options["folder"], now=timezone.now(), keep=options["keep"], with_keys=with_keys)
        except UserError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Cadangan selesai dan sudah dibaca ulang: {made.path}")
        self.stdout.write(f"{angka(made.size // 1_000_000)} MB, {angka(made.files)} berkas.")
        for old in made.removed:
            self.stdout.write(f"Cadangan lama dihapus: {old.name}")
        self.stdout.write(WITH_KEYS if with_keys else WITHOUT_KEYS)
