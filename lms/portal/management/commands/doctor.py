"""`manage.py doctor`: one report on the installation that can be pasted into a message; it names nobody."""

import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.cache import caches
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from certificates import keys
from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.portal import signs
from lms.portal.backups import state
from lms.portal.backups.make import version as own_version
from lms.reporting.models import Inbox
from modules import fact_lists

LEAST_FREE_MB = 1_000
LEAST_KEY = 32
# The fold runs every few seconds; a transition that waits this long waits for a worker that is not there.
FOLD_WAIT = timedelta(minutes=10)
SQLITE_SAFE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
POSTGRES_SAFE = {"fsync": {"on"}, "synchronous_commit": {"on", "remote_apply"}, "full_page_writes": {"on"}}


@dataclass(frozen=True)
class Finding:
    """One line of the report: what was looked at, what was seen, whether it is well."""

    what: str
    seen: str
    ok: bool = True

    def __str__(self) -> str:
        return f"{'OK               ' if self.ok else 'PERLU DIPERIKSA  '}{self.what}: {self.seen}"


def versions() -> Iterator[Finding]:
    """Tell what runs here."""
    yield Finding("Tuntas", f"{own_version()}{' (CONTOH)' if settings.DEMO else ''}")
    yield Finding("Python", f"{platform.python_version()} di {platform.system()} {platform.machine()}")
    names = ("Django", "wagtail", "celery", "gunicorn")
    yield Finding("Pustaka", ", ".join(f"{name} {version(name)}" for name in names))


def system_checks() -> Iterator[Finding]:
    """Tell what Django, the libraries and our own checks find; the deployment's too unless this is the demo."""
    found = checks.run_checks(include_deployment_checks=not settings.DEMO, databases=["default"])
    bad = [message for message in found if message.level >= checks.WARNING and not message.is_silenced()]
    for message in bad:
        yield Finding(message.id or "pemeriksaan", str(message.msg).split("\n", 1)[0], ok=False)
    if not bad:
        yield Finding("Pemeriksaan sistem", "tidak ada temuan")


def ask(sql: str) -> str:
    """Return the single value that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


def database() -> Iterator[Finding]:
    """Tell the engine, and whether what it has confirmed survives a power cut."""
    if connection.vendor == "sqlite":
        yield Finding("Basis data", f"SQLite {ask('SELECT sqlite_version()')}")
        for name, wanted in SQLITE_SAFE.items():
            seen = ask(f"PRAGMA {name}")
            yield Finding(f"SQLite {name}", seen, ok=seen == wanted)
    else:
        yield Finding("Basis data", f"PostgreSQL {ask('SHOW server_version')}")
        for name, safe in POSTGRES_SAFE.items():
            seen = ask(f"SHOW {name}")
            yield Finding(f"PostgreSQL {name}", seen, ok=seen in safe)


def migrations() -> Iterator[Finding]:
    """Tell whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding("Migrasi tertunda", str(pending), ok=pending == 0)


def areas() -> Iterator[Finding]:
    """Tell whether the places of Indonesia are there."""
    count = Area.objects.count()
    yield Finding("Wilayah", str(count), ok=count > 0)


def cache() -> Iterator[Finding]:
    """Tell whether the shared cache keeps what it is given: the limits on guessing live in it."""
    mark = f"doctor-{time.time_ns()}"
    caches["default"].set(mark, mark, 10)
    kept = caches["default"].get(mark) == mark
    caches["default"].delete(mark)
    yield Finding("Penyimpan batas percobaan", "bekerja" if kept else "tidak menyimpan", ok=kept)


def disk() -> Iterator[Finding]:
    """Tell how much room is left where the data stand."""
    free = shutil.disk_usage(existing(settings.VAR_DIR)).free // 1_000_000
    yield Finding("Ruang disk", f"{free} MB kosong", ok=free >= LEAST_FREE_MB)


def existing(path: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return path if path.exists() else existing(path.parent)


def folders() -> Iterator[Finding]:
    """Tell whether uploads and papers can be stored."""
    for name, path in (("Folder media", settings.MEDIA_ROOT), ("Folder berkas pribadi", settings.PRIVATE_ROOT)):
        try:
            with tempfile.TemporaryFile(dir=existing(Path(path))):
                yield Finding(name, "dapat ditulis")
        except OSError as error:
            yield Finding(name, error.strerror or "tidak dapat ditulis", ok=False)


def secrets() -> Iterator[Finding]:
    """Tell whether the keys are there and long enough; never what they are."""
    for name in ("SECRET_KEY", "CARD_KEY"):
        long_enough = len(getattr(settings, name)) >= LEAST_KEY
        yield Finding(f"Kunci {name}", "ada" if long_enough else "terlalu pendek", ok=long_enough)
    yield signing_key()


def signing_key() -> Finding:
    """Tell whether certificates can be signed."""
    try:
        keys.private(keys.current())
    except UserError as error:
        return Finding("Kunci penanda sertifikat", str(error), ok=False)
    return Finding("Kunci penanda sertifikat", "ada")


def worker() -> Iterator[Finding]:
    """Tell whether beat ticks, whether a worker hears it, and whether what it wakes keeps up."""
    for name, age in (("Penjadwal (beat)", signs.beat_age()), ("Pekerja (worker)", signs.worker_age())):
        seen = "belum pernah" if age is None else f"{age:.0f} detik yang lalu"
        yield Finding(f"{name} terakhir", seen, ok=signs.is_alive(age))
    late = Inbox.objects.filter(folded_at__isnull=True, received_at__lt=timezone.now() - FOLD_WAIT).count()
    yield Finding("Perubahan yang belum terhitung di papan", str(late), ok=late == 0)


def backups() -> Iterator[Finding]:
    """Tell how old the last backup is. A demo needs none."""
    last, now = state.last(), timezone.now()
    seen = "belum pernah" if last is None else f"{(now - last.at) // timedelta(hours=1)} jam yang lalu"
    yield Finding("Cadangan terakhir", seen, ok=settings.DEMO or (last is not None and last.is_fresh(now)))


def facts() -> Iterator[Finding]:
    """Tell how many medical numbers should have been looked at again."""
    late = fact_lists.due_count(on=timezone.localdate())
    yield Finding("Fakta lewat tanggal tinjau", str(late), ok=late == 0)


SECTIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    versions,
    system_checks,
    database,
    migrations,
    areas,
    cache,
    disk,
    folders,
    secrets,
    worker,
    backups,
    facts,
)


def examine() -> Iterator[Finding]:
    """Yield the findings of every section; one whose tables are missing says so and the next goes on."""
    for section in SECTIONS:
        try:
            yield from section()
        except DatabaseError as error:
            yield Finding(section.__name__, f"basis data tidak menjawab ({type(error).__name__})", ok=False)


class Command(BaseCommand):
    """Prints the report; exit code 1 when a line needs a look."""

    help = "Memeriksa pemasangan ini; laporannya boleh disalin, tanpa data pribadi."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a finding and the sum below."""
        findings = list(examine())
        for finding in findings:
            self.stdout.write(str(finding))
        bad = sum(not finding.ok for finding in findings)
        self.stdout.write(f"\n{len(findings) - bad} baris OK, {bad} perlu diperiksa")
        if bad:
            raise SystemExit(1)
