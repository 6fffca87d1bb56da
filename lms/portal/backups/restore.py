"""Puts a backup in place: on this machine or another, into nothing, or instead of what is there (kept beside it)."""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from lms.areas.errors import UserError
from lms.portal.backups import archive, make, postgres, sqlite
from lms.portal.backups.archive import Header


@dataclass(frozen=True)
class Restored:
    """What was put in place, from which archive, and where what stood there before is now."""

    path: Path
    header: Header
    has_keys: bool
    is_older: bool
    kept: list[str]


@dataclass
class Moves:
    """Moves that were made, so that all of them can be taken back."""

    stamp: str
    undo: list[Callable[[], object]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def swap(self, new: Path, target: Path) -> None:
        """Put ``new`` where ``target`` stands, and that one beside it."""
        if target.exists():
            aside = target.with_name(f"{target.name}.{self.stamp}")
            target.rename(aside)
            self.undo.append(lambda: aside.rename(target))
            self.kept.append(str(aside))
        if new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            new.rename(target)
            self.undo.append(lambda: target.rename(new))

    def take_back(self) -> None:
        for step in reversed(self.undo):
            step()


def restore(source: Path, *, now: datetime, replace: bool = False) -> Restored:
    """Restore an archive, or the newest one of a folder. Nobody else may use the site meanwhile.

    UserError if the archive is damaged, foreign or newer, if the site is not empty (and ``replace`` is not said), or
    if it runs; then everything is as it was.
    """
    path = make.newest(source) if source.is_dir() else source
    try:
        header = archive.header(path)
        _refuse(header)
        if not replace and (full := _full()):
            raise UserError(
                f"Di sini sudah ada isi: {', '.join(full)}. Tidak ada yang diubah. Kalau memang akan diganti, "
                "tambahkan --replace; yang lama disimpan di sebelahnya."
            )
        return _restore(path, header, f"sebelum-{timezone.localtime(now):%Y%m%d-%H%M%S}")
    except OSError as error:
        raise UserError(f"Pemulihan tidak selesai ({error}). Data yang ada tidak berubah.") from error


def _restore(path: Path, header: Header, stamp: str) -> Restored:
    targets = _targets()
    mark = f".restore-{secrets.token_hex(4)}"
    staged = {part: target.with_name(f"{target.name}{mark}") for part, target in targets.items()}
    moves = Moves(stamp)
    try:
        archive.unpack(path, staged)
        has_keys = staged[archive.SECRETS].exists()
        _place_database(staged.pop("database"), moves)
        for part, new in staged.items():
            if has_keys or part in ("media", "private"):
                moves.swap(new, targets[part])
    except BaseException:
        moves.take_back()
        raise
    finally:
        for left in targets.values():
            _remove(left.with_name(f"{left.name}{mark}"))
    caches["pages"].clear()
    return Restored(path, header, has_keys, _is_older(header), moves.kept)


def _targets() -> dict[str, Path]:
    """Where each part of an archive belongs on this site. PostgreSQL's dump is only put down for a moment."""
    var = Path(settings.VAR_DIR)
    var.mkdir(parents=True, exist_ok=True)
    return {
        "database": (_sqlite().parent if connection.vendor == "sqlite" else var) / "database",
        "media": Path(settings.MEDIA_ROOT),
        "private": Path(settings.PRIVATE_ROOT),
        "keys": Path(settings.KEY_DIR),
        archive.SECRETS: var / archive.SECRETS,
    }


def _refuse(header: Header) -> None:
    if _applied(header) - _known():
        raise UserError(
            f"Cadangan ini dibuat oleh Tuntas {header['version']} yang lebih baru daripada yang terpasang di sini "
            f"({make.version()}). Pasang dahulu versi itu."
        )
    if header["engine"] != connection.vendor:
        raise UserError(
            f"Cadangan ini dari {header['engine']}, situs ini memakai {connection.vendor}. Samakan DATABASE_URL dahulu."
        )
    if header["demo"] != settings.DEMO:
        raise UserError("Situs contoh dan situs sungguhan tidak boleh saling menggantikan (TUNTAS_DEMO).")


def _full() -> list[str]:
    """What a restore would hide, in words."""
    empty = sqlite.is_empty(_sqlite()) if connection.vendor == "sqlite" else postgres.is_empty(connection)
    found = [] if empty else ["basis data"]
    parts = {"media": settings.MEDIA_ROOT, "berkas pribadi": settings.PRIVATE_ROOT, "kunci": settings.KEY_DIR}
    return found + [name for name, root in parts.items() if any(files for _, _, files in os.walk(root))]


def _place_database(staged: Path, moves: Moves) -> None:
    if connection.vendor == "postgresql":
        if not postgres.is_empty(connection):
            postgres.put_aside(connection, moves.stamp)
            moves.undo.append(lambda: postgres.bring_back(connection, moves.stamp))
            moves.kept.append(f"skema {moves.stamp}")
        postgres.load(connection, staged / postgres.NAME)
        return
    sqlite.check(staged / sqlite.NAME)
    connections.close_all()
    sqlite.settle(_sqlite())
    moves.swap(staged / sqlite.NAME, _sqlite())


def _sqlite() -> Path:
    return Path(connection.settings_dict["NAME"])


def _is_older(header: Header) -> bool:
    """Must ``setup`` bring the restored tables up to this version?"""
    return bool(_known() - _applied(header))


def _applied(header: Header) -> set[tuple[str, str]]:
    return {(app, name) for app, name in header["migrations"]}


def _known() -> set[tuple[str, str]]:
    """Those that are there, and those that one of them stands for."""
    there = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return set(there).union(*(migration.replaces for migration in there.values()))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
