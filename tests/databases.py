"""A copy of the empty test database for processes beside the tests, which must really commit."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from urllib.parse import urlencode

from django.db import connection


@dataclass(frozen=True)
class Copy:
    """``environment``: of a process that is to work in the copy."""

    environment: dict[str, str]


@contextmanager
def copy(folder: Path) -> Iterator[Copy]:
    """The copy goes afterwards. Called first in a test's transaction, which must not write anything after."""
    own = {"TUNTAS_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    if connection.vendor == "sqlite":
        file = folder / "copy.sqlite3"
        connection.cursor().execute("ROLLBACK")  # only what nobody is writing to can be copied
        with closing(connect(file)) as target:
            connection.connection.backup(target)
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
