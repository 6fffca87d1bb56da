"""The database keeps what it has acknowledged, also through a power cut. Run with ``check --database default``."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = {"synchronous": {2, 3}, "foreign_keys": {1}}  # 2 FULL, 3 EXTRA
# Any level but "off" waits for the local disk.
_POSTGRESQL = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
}


@register(Tags.database)
def databases_are_durable(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each setting with which an answer could be acknowledged and then lost."""
    return [message for alias in databases or () for message in _check(connections[alias])]


def _check(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    sqlite = connection.vendor == "sqlite"
    wanted = _SQLITE if sqlite else _POSTGRESQL
    return [
        Error(
            f"Database {connection.alias}: {name} = {value}. Jawaban yang sudah diterima dapat hilang saat listrik "
            f"padam (acknowledged answers may be lost).",
            hint=f"{name}: {', '.join(map(str, sorted(good)))}",
            id="areas.E001",
        )
        for name, good in wanted.items()
        if (value := _read(connection, f"PRAGMA {name}" if sqlite else f"SHOW {name}")) not in good
    ]


def _read(connection: BaseDatabaseWrapper, statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
