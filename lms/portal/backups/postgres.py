"""A database of PostgreSQL, by its own pg_dump and pg_restore. Only the schema ``public`` is ours."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lms.areas.errors import UserError

NAME = "db.pgdump"
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def dump(connection: BaseDatabaseWrapper, target: Path) -> None:
    """Write the database as it is at one moment. UserError if pg_dump is missing or complains."""
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--schema=public"]
    _run("pg_dump", [*options, f"--file={target}"], connection.settings_dict)


def load(connection: BaseDatabaseWrapper, source: Path) -> None:
    """Fill an empty schema ``public`` from a dump, wholly or not at all. UserError if that cannot be done."""
    name = connection.settings_dict["NAME"]
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public"]
    _run("pg_restore", [*options, f"--dbname={name}", str(source)], connection.settings_dict)


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Has the schema ``public`` no tables?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        return cursor.fetchone()[0] == 0


def put_aside(connection: BaseDatabaseWrapper, name: str) -> None:
    """Keep what there is in a schema of another name, and begin an empty one. UserError while others are connected."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        if cursor.fetchone()[0]:
            raise UserError(
                "Situs masih berjalan, jadi belum ada yang diganti. Hentikan dahulu ketiga layanan (web, worker, beat)."
            )
        cursor.execute(f'ALTER SCHEMA public RENAME TO "{name}"')
        cursor.execute("CREATE SCHEMA public")


def bring_back(connection: BaseDatabaseWrapper, name: str) -> None:
    """Undo ``put_aside``."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f'ALTER SCHEMA "{name}" RENAME TO public')


def _run(program: str, arguments: list[str], where: Mapping[str, Any]) -> None:
    found = shutil.which(program)
    if found is None:
        raise UserError(
            f"{program} tidak ditemukan. Pasang klien PostgreSQL dengan versi yang sama dengan servernya "
            "(Debian/Ubuntu: apt install postgresql-client), lalu jalankan lagi."
        )
    done = subprocess.run([found, *arguments], env=_environment(where), capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(f"{program} tidak selesai: {done.stderr.strip().splitlines()[-1] if done.stderr else '?'}")


def _environment(where: Mapping[str, Any]) -> dict[str, str]:
    """The server by environment: a password on the command line would be seen by every user of the machine."""
    options = where.get("OPTIONS", {})
    known = {
        "PGHOST": options.get("host") or where["HOST"],
        "PGPORT": where["PORT"],
        "PGUSER": where["USER"],
        "PGPASSWORD": where["PASSWORD"],
        "PGDATABASE": where["NAME"],
        "PGSSLMODE": options.get("sslmode", ""),
    }
    return {**os.environ, **{name: str(value) for name, value in known.items() if value}}
