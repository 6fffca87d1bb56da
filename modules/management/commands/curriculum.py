from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from modules import fact_lists, packages
from modules.booklet import render, sheet
from modules.markdown import written
from modules.packages import Choice, Side, Step, differences, zipped
from modules.packages.context import Context
from modules.packages.pieces import FACT, fact_of
from modules.rules import Decision

CURRICULA = settings.BASE_DIR / "modules" / "curricula"
WORDS = {
    Decision.CREATE: "baru",
    Decision.UPDATE: "berubah di paket",
    Decision.REMOVE: "tidak lagi di paket, akan ditarik",
    Decision.KEEP: "disunting di sini, dipertahankan",
    Decision.CONFLICT: "BERUBAH DI KEDUANYA, pilih: --take atau --keep",
}


class Command(BaseCommand):
    help = "Periksa, bandingkan, impor, atau ekspor paket isi (docs/package-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        _act(acts, "check", "Sebutkan semua yang salah, tanpa mengubah apa-apa.")
        _act(acts, "plan", "Sebutkan apa yang akan terjadi, tanpa mengubah apa-apa.")
        importing = _act(acts, "import", "Bawa masuk.")
        importing.add_argument("--take", action="append", default=[], metavar="BAGIAN", help="Ambil dari paket.")
        importing.add_argument(
            "--keep", action="append", default=[], metavar="BAGIAN", help="Pertahankan yang di sini."
        )
        exporting = _act(acts, "export", "Tulis kembali.")
        exporting.add_argument("target", type=Path, help="Map kosong, atau berkas .zip yang belum ada.")

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"check": self._check, "plan": self._plan, "import": self._import, "export": self._export}
        try:
            act[options["act"]](options)
        except UserError as error:
            for problem in getattr(error, "problems", []):
                self.stderr.write(str(problem))
            raise CommandError(str(error)) from error

    def _check(self, options: dict[str, Any]) -> None:
        with zipped.opened(_source(options["package"])) as folder:
            context, problems = packages.check(folder)
            advice = [] if problems else [*map(str, packages.advice(context)), *_too_long_on_paper(context)]
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} masalah. Perbaiki, lalu periksa lagi.")
        for one in advice:
            self.stdout.write(f"Saran: {one}")
        lessons, facts = len(context.lessons), len(context.facts)
        self.stdout.write(f"Paket {context.package['key']} baik: {lessons} pelajaran, {facts} fakta.")

    def _plan(self, options: dict[str, Any]) -> None:
        steps = packages.planned(_source(options["package"]), now=timezone.now())
        changing = [step for step in steps if step.decision is not Decision.SAME]
        for step in changing:
            self.stdout.write(f"{step.piece.key}: {WORDS[step.decision]}")
            self.stdout.writelines(_told(step))
        if not changing:
            self.stdout.write("Tidak ada yang berubah.")

    def _import(self, options: dict[str, Any]) -> None:
        sides = {Side.FILE: options["take"], Side.OURS: options["keep"]}
        choices = {key: Choice(side) for side, keys in sides.items() for key in keys}
        report = packages.import_package(_source(options["package"]), now=timezone.now(), choices=choices)
        for line in (*report.lines, *report.conflicts):
            self.stdout.write(line)
        self.stdout.writelines(_kept_by_areas(piece.key for piece, _decision in report.done))
        if report.nothing:
            self.stdout.write("Tidak ada yang berubah.")

    def _export(self, options: dict[str, Any]) -> None:
        target = options["target"]
        write = packages.export_zip if target.suffix == ".zip" else packages.export
        written = write(options["package"], target)
        self.stdout.write(f"{len(written)} berkas ditulis ke {target}.")


def _act(acts: Any, name: str, words: str) -> ArgumentParser:
    parser: ArgumentParser = acts.add_parser(name, help=words)
    parser.add_argument("package", help="Map atau ZIP paket, atau kunci paket seperti ilp.")
    return parser


def _too_long_on_paper(context: Context) -> Iterator[str]:
    if not context.lessons:
        return
    paper = sheet.data(sheet.package_modules(context, ()), sheet.package_facts(context), on=timezone.localdate())
    for key, number in render.pages_of_modules(paper).items():
        if number > render.MOST_OF_MODULE:
            yield (
                f"{key}: {number} halaman di buku saku, sebaiknya paling banyak {render.MOST_OF_MODULE}."
                " Jadikan sebagian pendalaman."
            )


def _told(step: Step) -> Iterator[str]:
    """Field by field what stands here and what the file says."""
    if step.decision in (Decision.UPDATE, Decision.KEEP, Decision.CONFLICT):
        for one in differences.of(step.piece):
            yield f"    {one.name}"
            yield from (f"      di sini  {line}" for line in one.here.splitlines())
            yield from (f"      di paket {line}" for line in one.file.splitlines())


def _kept_by_areas(keys: Iterable[str]) -> Iterator[str]:
    """What areas chose in place of numbers that came in, and still have."""
    for key, rows in fact_lists.own_of([fact for piece in keys if (fact := fact_of(piece))]).items():
        chosen = ", ".join(f"{row.area.name} {written(row)}" for row in rows if row.area)
        yield f"{FACT}{key}: pilihan daerah dipertahankan ({chosen})."


def _source(package: str) -> Path:
    """A path as given, or the key of a package that stands in ``modules/curricula/``."""
    for path in (Path(package), CURRICULA / package):
        if path.is_dir() or zipped.is_zip(path):
            return path
    raise UserError(
        f"Paket {package} tidak ditemukan. Sebutkan map atau ZIP paket, atau kunci paket di modules/curricula."
    )
