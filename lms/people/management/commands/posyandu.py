"""`manage.py posyandu`: what a list of posyandu would change; with --apply it is done."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.areas.places.listing import plan
from lms.areas.places.listing.apply import Answers
from lms.areas.places.listing.entries import read_entries
from lms.areas.places.listing.plan import Item, Plan, State
from lms.people.places import lists


class Command(BaseCommand):
    help = "Membaca daftar posyandu (XLSX, XLS, ODS, CSV) dan menyebut apa yang akan berubah. --apply menjalankannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--area", required=True, metavar="CODE", help="kabupaten/kota, misalnya 35.71")
        parser.add_argument("--apply", action="store_true", help="simpan yang baru dan yang berubah")
        parser.add_argument("--puskesmas", action="store_true", help="catat juga puskesmas yang belum ada")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        kab = Area.objects.filter(code=options["area"], level=Level.KAB, until__isnull=True).first()
        if kab is None:
            raise CommandError(f"Tidak ada kabupaten/kota {options['area']}. Tulis seperti 35.71.")
        try:
            entries = read_entries(options["file"].read_bytes(), options["file"].name, today=today)
            planned = plan.make(entries, kab=kab, today=today)
            self.stdout.write("\n".join(_told(planned)))
            if options["apply"]:
                answers = Answers({}, list(planned.missing) if options["puskesmas"] else [])
                done = lists.apply(entries, kab=kab, answers=answers, by=None, now=now, today=today)
                self.stdout.write(f"Tersimpan: {angka(done.new)} baru, {angka(done.changed)} berubah.")
        except (UserError, OSError) as error:
            raise CommandError(str(error)) from error


def _told(planned: Plan) -> Iterator[str]:
    yield ", ".join(f"{angka(len(planned.of(state)))} {state}" for state in State)
    for item in planned.items:
        if item.state in (State.DOUBTFUL, State.REFUSED):
            yield f"baris {item.entry.row}, {item.entry.name}: {item.state}. {item.reason}"
        yield from (_changed(item, change.title, change.before, change.after) for change in item.changes)
        yield from (f"baris {item.entry.row}, {item.entry.name}: {note}" for note in item.notes)
    for name, alike in planned.missing.items():
        yield f"puskesmas belum ada: {name}" + (f" (mirip {alike})" if alike else "")
    yield f"tidak disebut dalam daftar, tetap seperti adanya: {angka(len(planned.unnamed))} posyandu"


def _changed(item: Item, title: str, before: str, after: str) -> str:
    return f"baris {item.entry.row}, {item.entry.name}: {title} {before or '(kosong)'} menjadi {after}"
