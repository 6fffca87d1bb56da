"""An uploaded package from file to plan to report: kept privately, read and applied by a worker that may be killed."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path, PurePath

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules.models import PackageImport, PackageRun, PackageStep
from modules.packages import differences, zipped
from modules.packages.checking import check
from modules.packages.context import Context
from modules.packages.importing import bring_in
from modules.packages.pieces import Choice, Kind, Piece, Side
from modules.packages.planning import Step, plan
from modules.packages.registry import BadPackage
from modules.rules import Decision

CHUNK = 200
MOST_PROBLEMS = 500
KEPT = timedelta(days=30)
# How long a run may lie still before another worker takes it up.
SOON, STILL = timedelta(seconds=20), timedelta(minutes=2)
OFTEN = timedelta(seconds=1)
Clock = Callable[[], datetime]
State = PackageRun.State


class _Lost(Exception):
    """Another worker took the run up."""


@transaction.atomic
def take_in(file: File, *, by: User, now: datetime) -> PackageRun:
    """Keep an uploaded ZIP for reading. UserError if it is too large to be one of ours."""
    if file.size > zipped.MOST_PACKED:
        most = zipped.MOST_PACKED // 1_000_000
        raise UserError(
            f"Berkas lebih dari {most} MB, jadi tidak diterima. Kecilkan gambar dan video, lalu unggah lagi."
        )
    name = PurePath((file.name or "paket.zip").replace("\\", "/")).name[-120:]
    run = PackageRun(by=by, filename=name, made_at=now, touched_at=now)
    run.file.save(f"{run.uuid}.zip", file, save=False)
    run.save()
    audit.record(Act.PACKAGE_UPLOADED, by=by, now=now, detail={"run": str(run.uuid)})
    return run


@transaction.atomic
def choose(run: PackageRun, said: Mapping[int, Side], *, by: User) -> int:
    """What is to become of steps where both sides have changed. Out: how many. UserError if it is too late."""
    if run.state not in (State.PLANNED, State.APPLIED):
        raise UserError("Paket ini sedang dikerjakan. Tunggu sampai selesai, lalu pilih lagi.")
    steps = open_steps(run).in_bulk(list(said))
    for pk, step in steps.items():
        PackageStep.objects.filter(pk=step.pk).update(choice=said[pk], chosen_by=by)
    return len(steps)


@transaction.atomic
def start(run: PackageRun, *, by: User, now: datetime) -> None:
    """Let a worker apply the plan. UserError if there is nothing to do, or it is under way."""
    if not waiting(run).exists():
        raise UserError("Tidak ada yang perlu diterapkan: semua sudah sama, atau masih menunggu pilihan.")
    ready = PackageRun.objects.filter(pk=run.pk, state__in=(State.PLANNED, State.APPLIED)).exclude(file="")
    if not ready.update(state=State.APPLYING, done=0, touched_at=now, applied_by=by):
        raise UserError("Paket ini sedang diterapkan, atau berkasnya sudah dihapus. Unggah lagi bila perlu.")
    audit.record(Act.PACKAGE_APPLIED, by=by, now=now, detail={"run": str(run.uuid)})


def open_steps(run: PackageRun) -> models.QuerySet[PackageStep]:
    """Where both sides have changed and it is not settled."""
    return run.steps.filter(decision=Decision.CONFLICT).filter(result__in=("", Decision.CONFLICT))


def waiting(run: PackageRun) -> models.QuerySet[PackageStep]:
    """What applying would do something about."""
    chosen = models.Q(decision=Decision.CONFLICT, result__in=("", Decision.CONFLICT)) & ~models.Q(choice="")
    taken = models.Q(decision__in=(Decision.CREATE, Decision.UPDATE, Decision.REMOVE), result="")
    return run.steps.filter(chosen | taken)


def leaving(run: PackageRun) -> models.QuerySet[PackageStep]:
    """Pages that the package no longer has, which applying would take away from readers."""
    return waiting(run).filter(decision=Decision.REMOVE, kind__in=(Kind.MODULE, Kind.LESSON))


def work(run: PackageRun, *, clock: Clock = timezone.now) -> None:
    """Do what the run waits for. Safe to start many times: one worker has it, and what is done twice is the same."""
    now = clock()
    mine = PackageRun.objects.filter(pk=run.pk, state__in=(State.READING, State.APPLYING))
    if not mine.filter(cursor=run.cursor, touched_at=run.touched_at).update(touched_at=now, cursor=run.cursor + 1):
        return
    run.refresh_from_db()
    try:
        with _unpacked(run) as folder:
            context, problems = check(folder)
            if problems:
                raise BadPackage(problems)
            (_read if run.state == State.READING else _apply)(run, context, clock)
    except BadPackage as error:
        lines = [str(problem) for problem in error.problems[:MOST_PROBLEMS]]
        _mine(run).update(state=State.REFUSED, problems=lines, touched_at=clock())
    except _Lost:
        return


def due(*, now: datetime) -> list[PackageRun]:
    """Runs that wait for a worker: nobody has come, or whoever came is gone."""
    untouched = models.Q(cursor=0, touched_at__lt=now - SOON)
    still = untouched | models.Q(touched_at__lt=now - STILL)
    return list(PackageRun.objects.filter(still, state__in=(State.READING, State.APPLYING)))


def purge(*, now: datetime) -> int:
    """Delete the uploaded files that are old. Out: how many."""
    old = PackageRun.objects.filter(made_at__lt=now - KEPT).exclude(file="")
    for run in list(old):
        run.file.delete(save=False)
        PackageRun.objects.filter(pk=run.pk).update(file="")
    return len(old)


@contextmanager
def _unpacked(run: PackageRun) -> Iterator[Path]:
    # The storage of private files may be far away; a ZIP is read from its end.
    with tempfile.TemporaryDirectory(prefix="paket-") as name:
        local = Path(name) / "paket.zip"
        with run.file.open("rb") as stored, local.open("wb") as file:
            for chunk in File(stored).chunks():
                file.write(chunk)
        with zipped.opened(local) as folder:
            yield folder


def _mine(run: PackageRun) -> models.QuerySet[PackageRun]:
    return PackageRun.objects.filter(pk=run.pk, cursor=run.cursor, state=run.state)


def _touch(run: PackageRun, *, now: datetime, **values: object) -> None:
    if not _mine(run).update(touched_at=now, **values):
        raise _Lost


def _read(run: PackageRun, context: Context, clock: Clock) -> None:
    PackageStep.objects.filter(run=run).delete()
    seen = count(1)
    steps = ((next(seen), step) for step in plan(context, now=clock()))
    changing = (_row(run, at, step) for at, step in steps if step.decision is not Decision.SAME)
    while some := list(islice(changing, CHUNK)):
        with transaction.atomic():
            _touch(run, now=clock())
            PackageStep.objects.bulk_create(some)
    before = PackageImport.objects.filter(key=context.package["key"]).values_list("version", flat=True).first()
    said = {name: context.package[name] for name in ("key", "title", "version")}
    _touch(run, now=clock(), state=State.PLANNED, total=next(seen) - 1, before=before or "", **said)


def _row(run: PackageRun, at: int, step: Step) -> PackageStep:
    piece = step.piece
    shown = differences.of(piece) if step.decision is not Decision.CREATE else []
    return PackageStep(
        run=run,
        position=at,
        key=piece.key,
        kind=piece.kind,
        title=piece.title[:300],
        decision=step.decision,
        differences=[asdict(one) for one in shown],
        seen=piece.seen,
    )


def _apply(run: PackageRun, context: Context, clock: Clock) -> None:
    chosen = run.steps.exclude(choice="")
    choices = {step.key: Choice(Side(step.choice), step.seen) for step in chosen}
    progress = _Progress(run, clock)
    bring_in(context, choices=choices, by=run.applied_by, now=clock(), tell=progress.tell)
    progress.write()
    _touch(run, now=clock(), state=State.APPLIED, done=progress.done, applied_at=clock())


class _Progress:
    """Writes down what was done about once a second: a write for each piece would double them."""

    def __init__(self, run: PackageRun, clock: Clock) -> None:
        self.run, self.clock = run, clock
        self.done = 0
        self.results: dict[str, Decision] = {}
        self.written_at = clock()

    def tell(self, piece: Piece, decision: Decision) -> None:
        self.done += 1
        if decision is not Decision.SAME:
            self.results[piece.key] = decision
        if self.clock() - self.written_at >= OFTEN:
            self.write()

    @transaction.atomic
    def write(self) -> None:
        self.written_at = self.clock()
        _touch(self.run, now=self.written_at, done=self.done)
        for decision in set(self.results.values()):
            keys = [key for key, one in self.results.items() if one is decision]
            PackageStep.objects.filter(run=self.run, key__in=keys).update(result=decision)
        self.results.clear()
