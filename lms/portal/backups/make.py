"""Makes a backup while the site runs: one file, whole or not there at all."""

import errno
import fcntl
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from lms.areas.errors import UserError
from lms.portal.backups import archive, postgres, sqlite, state
from lms.portal.backups.archive import Header, Source

SUFFIX = ".tar.gz"
GROUND = "backup-"  # folders in which a copy of the database stands for a while
NAME = re.compile(r"tuntas-[\w.-]+-\d{8}-\d{6}\.tar\.gz")


@dataclass(frozen=True)
class Made:
    """A backup: its file, its size in bytes, how many files it holds, and the old ones that were removed."""

    path: Path
    size: int
    files: int
    removed: list[Path]


def make(folder: Path, *, now: datetime, keep: int = 0, with_keys: bool = True) -> Made:
    """Back up into a folder that is there; then keep the newest ``keep`` of this site's backups in it (0: all).

    UserError if it cannot be done: then the folder holds what it held before.
    """
    if not folder.is_dir():
        raise UserError(f"Folder {folder} tidak ada. Kalau itu NAS: periksa apakah sudah terpasang (mount).")
    with _alone(), _told(folder):
        target = folder / f"{_prefix()}{timezone.localtime(now):%Y%m%d-%H%M%S}{SUFFIX}"
        _sweep(folder)
        files = _write(target, now=now, with_keys=with_keys)
        size = target.stat().st_size
        state.note(now, size)
        return Made(target, size, files, _prune(folder, keep))


def newest(folder: Path) -> Path:
    """The newest backup in a folder, of whatever site. UserError if there is none."""
    found = sorted((path for path in folder.iterdir() if NAME.fullmatch(path.name)), key=lambda path: path.name[-22:])
    if not found:
        raise UserError(f"Tidak ada berkas cadangan Tuntas di {folder}.")
    return found[-1]


def version() -> str:
    """Tuntas's own version."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def _write(target: Path, *, now: datetime, with_keys: bool) -> int:
    draft = target.with_name(f".{target.name}.part")
    if target.exists():
        raise UserError(f"{target.name} sudah ada. Tunggu satu detik, lalu jalankan lagi.")
    with tempfile.TemporaryDirectory(prefix=GROUND, dir=_run_dir()) as ground:
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, archive.PRIVATE), "wb") as raw:
                files = archive.write(raw, _header(now), _sources(Path(ground), with_keys=with_keys))
                raw.flush()
                os.fsync(raw.fileno())
            archive.check(draft)
            draft.rename(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    _sync(target.parent)
    return files


def _header(now: datetime) -> Header:
    return {
        "version": version(),
        "made_at": now.isoformat(),
        "engine": connection.vendor,
        "demo": settings.DEMO,
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
    }


def _sources(ground: Path, *, with_keys: bool) -> Iterator[Source]:
    """Everything that goes in. The database first: every file that it speaks of was there before it was copied."""
    yield _database(ground)
    for part, root in (("media", settings.MEDIA_ROOT), ("private", settings.PRIVATE_ROOT)):
        yield from _files(part, Path(root))
    if with_keys:
        yield from _files("keys", Path(settings.KEY_DIR))
        secrets = ground / archive.SECRETS
        secrets.touch(mode=archive.PRIVATE)
        secrets.write_text(f"SECRET_KEY={settings.SECRET_KEY}\nCARD_KEY={settings.CARD_KEY}\n", "utf-8")
        yield Source(archive.SECRETS, secrets)


def _database(ground: Path) -> Source:
    if connection.vendor == "sqlite":
        sqlite.copy(Path(connection.settings_dict["NAME"]), ground / sqlite.NAME)
        return Source(f"database/{sqlite.NAME}", ground / sqlite.NAME)
    postgres.dump(connection, ground / postgres.NAME)
    return Source(f"database/{postgres.NAME}", ground / postgres.NAME)


def _files(part: str, root: Path) -> Iterator[Source]:
    for folder, folders, names in os.walk(root):
        # A folder that is a link is not walked into: let it be refused like any other link, not left out.
        for path in map(Path(folder).joinpath, sorted([*names, *folders])):
            if path.is_dir() and not path.is_symlink():
                continue
            yield Source(f"{part}/{path.relative_to(root).as_posix()}", path)


def _prefix() -> str:
    """Begins the names of this site's backups, so that two sites may share a folder."""
    return f"tuntas-{re.sub(r'[^a-z0-9.-]', '-', urlsplit(settings.SITE_URL).netloc.lower())}-"


def _own(folder: Path) -> list[Path]:
    """This site's backups in a folder, the newest first."""
    name = re.compile(rf"{re.escape(_prefix())}\d{{8}}-\d{{6}}{re.escape(SUFFIX)}")
    return sorted((path for path in folder.iterdir() if name.fullmatch(path.name)), reverse=True)


def _prune(folder: Path, keep: int) -> list[Path]:
    old = _own(folder)[keep:] if keep else []
    for path in old:
        path.unlink()
    return old


def _sweep(folder: Path) -> None:
    """Remove what a killed backup left; there is no other one at work."""
    for path in folder.glob(f".{_prefix()}*{SUFFIX}.part"):
        path.unlink()
    for path in _run_dir().glob(f"{GROUND}*/"):
        shutil.rmtree(path)


def _run_dir() -> Path:
    path = Path(settings.VAR_DIR) / "run"
    path.mkdir(parents=True, exist_ok=True)
    return path


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems cannot, and need not
            raise
    finally:
        os.close(handle)


@contextmanager
def _alone() -> Iterator[None]:
    """One backup at a time. The lock falls with the process."""
    with (_run_dir() / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError("Cadangan lain sedang dibuat. Tunggu sampai selesai.") from error
        yield


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = "disk penuh" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else str(error)
        raise UserError(f"Cadangan tidak selesai ({reason}). Isi {folder} yang lama tetap utuh.") from error
