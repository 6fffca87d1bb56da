from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from modules import facts, packages
from modules.booklet import render, sheet
from modules.packages import BadPackage, zipped


class Command(BaseCommand):
    help = "Cetak buku saku (PDF, A5) dari pelajaran inti: manage.py booklet B -o b.pdf"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "wanted", nargs="*", metavar="kelompok|kompetensi", help="Seperti B atau A1 E3; kosong: semua."
        )
        parser.add_argument("-o", "--output", type=Path, required=True, help="Berkas PDF tujuan.")
        parser.add_argument("--package", type=Path, help="Dari map atau ZIP paket ini, bukan dari halaman yang terbit.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            data = _data(options["wanted"], options["package"], now=now)
        except UserError as error:
            for problem in getattr(error, "problems", []):
                self.stderr.write(str(problem))
            raise CommandError(str(error)) from error
        options["output"].write_bytes(render.pdf(data, made_at=now))
        number = len(render.pages(data))
        self.stdout.write(f"{options['output']}: {len(data['modules'])} modul, {number} halaman.")
        groups = Counter(module["group"] for module in data["modules"])
        if number > render.MOST_PAGES and len(groups) == 1:
            self.stderr.write(
                f"Lebih dari {render.MOST_PAGES} halaman: sulit distaples. Tandai lebih banyak pendalaman."
            )


def _data(wanted: list[str], package: Path | None, *, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    if package is None:
        return sheet.data(sheet.live_modules(wanted), facts.in_force(), on=today)
    with zipped.opened(package) as folder:
        context, problems = packages.check(folder)
        if problems:
            raise BadPackage(problems)
        return sheet.data(sheet.package_modules(context, wanted), sheet.package_facts(context), on=today)
