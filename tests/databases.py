"""The empty test database: migrated once for many runs, and copied for processes beside the tests that must commit.

``python -m tests.databases`` migrates it beforehand (SQLite), where no earlier run has.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from sqlite3 import connect
from urllib.parse import urlencode

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection


@dataclass(frozen=True)
class Copy:
    """``environment``: of a process that is to work in the copy."""

    environment: dict[str, str]


@contextmanager
def prepared() -> Iterator[None]:
    """On SQLite: what an earlier run has migrated is there already, so that only what is missing is migrated."""
    kept = _kept()
    if connection.vendor != "sqlite" or not kept.exists():
        yield
        return
    with closing(connect(connection.creation._get_test_db_name(), uri=True)) as memory:
        with closing(connect(kept)) as source:
            source.backup(memory)
        yield


def keep() -> None:
    """Keep the database as it is now, freshly migrated, for the runs that follow. Two at once do no harm."""
    kept = _kept()
    if connection.vendor != "sqlite" or kept.exists():
        return
    mine = kept.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with closing(connect(mine)) as target:
        connection.connection.backup(target)
    mine.replace(kept)


def kept() -> Path | None:
    """The file in which an earlier run has kept it, on SQLite; None if none has."""
    return file if (file := _kept()).exists() else None


def make() -> None:
    """Migrate it into its file by the command by which every site is set up, unless it is there."""
    file = _kept()
    if file.exists():
        return
    mine = file.with_suffix(f".{os.getpid()}")
    connection.settings_dict["NAME"] = str(mine)
    call_command("migrate", verbosity=0)
    connection.cursor().execute("PRAGMA journal_mode=DELETE")  # one file, that can be copied into memory
    connection.close()
    mine.replace(file)


def _kept() -> Path:
    """Named for everything that a migrated database follows from: migrations, models, and what is installed."""
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR)]
    files = sorted(file for app in ours for kind in ("migrations", "models") for file in app.glob(f"{kind}/*.py"))
    said = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    said.update(repr([version(name) for name in ("django", "wagtail", "django-allauth")]).encode())
    return Path(tempfile.gettempdir()) / f"tuntas-migrated-{os.getuid()}-{said.hexdigest()[:16]}.sqlite3"


@contextmanager
def copy(folder: Path) -> Iterator[Copy]:
    """The copy goes afterwards. Called first in a test's transaction, which must not write anything after."""
    own = {"TUNTAS_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    if connection.vendor == "sqlite":
        file = folder / "copy.sqlite3"
        connection.cursor().execute("ROLLBACK")  # only what nobody is writing to can be copied
        with closing(connect(file)) as target:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=WAL")  # as set-up leaves it: two processes at once would fight over it
        connection.cursor().execute("BEGIN")
        yield Copy({**os.environ, **own, "DATABASE_URL": f"sqlite:///{file}"})
        return
    name = f"{connection.settings_dict['NAME']}_copy"
    connection.close()  # PostgreSQL copies only what nobody looks at; the test's transaction ends with it
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["NAME"]}"')
    try:
        options = urlencode({"host": connection.settings_dict["OPTIONS"].get("host", "")})
        yield Copy({**os.environ, **own, "DATABASE_URL": f"postgres://postgres:@/{name}?{options}"})
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    django.setup()
    make()
