from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from modules import packages

CURRICULA = settings.BASE_DIR / "modules" / "curricula"


class Command(BaseCommand):
    help = "Periksa, impor, atau ekspor paket isi (docs/package-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check", "import", "export"])
        parser.add_argument("package", help="Map paket, atau kunci paket seperti ilp.")
        parser.add_argument("target", nargs="?", help="Untuk export: map kosong tujuan.")

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"check": self._check, "import": self._import, "export": self._export}[options["act"]]
        try:
            act(options["package"], options["target"])
        except UserError as error:
            for problem in getattr(error, "problems", []):
                self.stderr.write(str(problem))
            raise CommandError(str(error)) from error

    def _check(self, package: str, target: str | None) -> None:
        context, problems = packages.check(_folder(package))
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} masalah. Perbaiki, lalu periksa lagi.")
        lessons, facts = len(context.lessons), len(context.facts)
        self.stdout.write(f"Paket {context.package['key']} baik: {lessons} pelajaran, {facts} fakta.")

    def _import(self, package: str, target: str | None) -> None:
        report = packages.import_package(_folder(package), now=timezone.now())
        for line in (*report.lines, *report.conflicts):
            self.stdout.write(line)
        if report.nothing:
            self.stdout.write("Tidak ada yang berubah.")

    def _export(self, package: str, target: str | None) -> None:
        if target is None:
            raise CommandError("Sebutkan map tujuan: curriculum export <kunci> <map>.")
        written = packages.export(package, Path(target))
        self.stdout.write(f"{len(written)} berkas ditulis ke {target}.")


def _folder(package: str) -> Path:
    """A path as given, or the key of a package that stands in ``modules/curricula/``."""
    for folder in (Path(package), CURRICULA / package):
        if folder.is_dir():
            return folder
    raise UserError(f"Paket {package} tidak ditemukan. Sebutkan map paket atau kunci paket di modules/curricula.")
