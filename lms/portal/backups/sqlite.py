"""A database of SQLite: copied while the site writes on, checked, and put in another's place."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from lms.areas.errors import UserError

NAME = "db.sqlite3"
WAIT = 30.0  # seconds for a writer to end
STILL = 2.0  # and for a site that should have been stopped


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment. UserError if what was copied is not whole. Raises OSError."""
    if not source.exists():
        raise UserError(f"Basis data {source} belum ada. Jalankan dahulu: manage.py setup.")
    try:
        with closing(_connect(source, WAIT)) as live, closing(sqlite3.connect(target)) as still:
            live.backup(still)  # in one step: one moment, and in WAL mode no writer waits
            still.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    check(target)


def check(path: Path) -> None:
    """UserError unless the database is whole."""
    try:
        with closing(_connect(path, WAIT)) as opened:
            found = [row[0] for row in opened.execute("PRAGMA integrity_check(1)")]
            loose = opened.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise UserError("Basis data di cadangan ini tidak terbaca. Tidak ada yang diubah.") from error
    if found != ["ok"] or loose:
        raise UserError("Basis data ini tidak utuh (integrity_check). Jalankan manage.py doctor.")


def is_empty(path: Path) -> bool:
    """Is there nothing that a restore would hide? A database without tables counts as nothing."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    with closing(_connect(path, WAIT)) as opened:
        return not opened.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def settle(path: Path) -> None:
    """Bring everything into the one file, before it is moved. UserError while anybody else has it open."""
    if not path.exists():
        return
    try:
        with closing(_connect(path, STILL)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise UserError(
            "Situs masih berjalan, jadi belum ada yang diganti. Hentikan dahulu ketiga layanan (web, worker, beat)."
        ) from error


def _connect(path: Path, wait: float) -> sqlite3.Connection:
    # rw, not ro: where no log stands beside a WAL database, a reader has to make one.
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=wait, isolation_level=None)
