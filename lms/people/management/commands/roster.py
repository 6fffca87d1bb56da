"""`manage.py roster`: read, plan, apply and undo a list of kader without the screens."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.people.models import RosterRow, RosterRun
from lms.people.roster import apply, runs, screen, undo
from lms.people.roster.entries import read_roster
from lms.people.roster.present import Reach

SHOWN = 20


class Command(BaseCommand):
    help = "Reads a list of kader, plans it, applies the plan, or takes it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["read", "plan", "apply", "undo"])
        parser.add_argument("what", help="the file (read, plan) or the number of the run (apply, undo)")
        parser.add_argument("--area", default="", metavar="CODE", help="the kabupaten/kota, such as 35.71")
        parser.add_argument("--puskesmas", default="", metavar="NAME", help="only the posyandu of this puskesmas")

    def handle(self, *args: Any, **options: Any) -> None:
        step, what = options["step"], options["what"]
        try:
            if step == "read":
                self._read(Path(what))
            elif step == "plan":
                self._plan(Path(what), _reach(options["area"], options["puskesmas"]))
            else:
                self._work(_run(what), apply if step == "apply" else undo)
        except (UserError, OSError) as error:
            raise CommandError(str(error)) from error

    def _read(self, path: Path) -> None:
        roster = read_roster(path.read_bytes(), path.name, today=timezone.localdate())
        entries = tuple(roster.entries)
        self.stdout.write(f"{len(entries)} baris, lembar: {', '.join(roster.sheet_names) or '-'}")
        for heading, key in roster.mapping.items():
            self.stdout.write(f"  {heading or '(tanpa judul)'}: {key or 'tidak dibaca'}")
        refused = [(one, remark) for one in entries for remark in one.remarks if remark.refuses]
        self._some([f"baris {one.row}: {remark.sentence}" for one, remark in refused], "ditolak")

    def _plan(self, path: Path, reach: Reach) -> None:
        now = timezone.now()
        run = runs.take_in(path.read_bytes(), path.name, reach=reach, by=None, now=now)
        runs.read(run, now=now)
        self._tell(run)

    def _work(self, run: RosterRun, verb: Any) -> None:
        verb.start(run, by=None, now=timezone.now())
        verb.work(run)
        self._tell(run)
        kept = RosterRow.objects.filter(run=run).exclude(kept_because="")
        self._some([f"{screen.where_of(row)}: {row.kept_because}" for row in kept], "tidak dibatalkan")

    def _tell(self, run: RosterRun) -> None:
        run.refresh_from_db()
        if run.state == RosterRun.State.FAILED:
            raise CommandError(run.message)
        self.stdout.write(f"{run.uuid}: {run.get_state_display()}")
        for _key, text, count in screen.tabs(run):
            self.stdout.write(f"  {text}: {count}")
        if "nik" in run.mapping.values() and not run.with_nik:
            self.stdout.write("  Kolom NIK tidak dibaca dan tidak disimpan, karena Dinas tidak menyalakannya.")
        asked = RosterRow.objects.filter(run=run, outcome__in=("doubtful", "refused")).order_by("line")
        self._some([f"{screen.where_of(row)}: {row.reason}" for row in asked], "perlu dilihat")

    def _some(self, lines: list[str], title: str) -> None:
        for line in lines[:SHOWN]:
            self.stdout.write(f"  - {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"  ... dan {len(lines) - SHOWN} baris lain {title}.")


def _reach(code: str, puskesmas: str) -> Reach:
    """UserError if area or puskesmas is not there; a list is always of one kabupaten/kota or less, or of a province."""
    area = Area.objects.filter(code=code, until__isnull=True).first()
    if area is None:
        raise UserError("Tulis wilayahnya: --area 35.71.")
    if not puskesmas:
        return Reach(area)
    found = Puskesmas.objects.filter(kab=area, name__iexact=puskesmas).first()
    if found is None:
        raise UserError(f"Puskesmas {puskesmas} tidak ada di {area}.")
    return Reach(area, found)


def _run(number: str) -> RosterRun:
    try:
        return RosterRun.objects.get(uuid=UUID(number))
    except (ValueError, RosterRun.DoesNotExist):
        raise UserError(f"Tidak ada daftar dengan nomor {number}.") from None
