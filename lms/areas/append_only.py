"""Makes the database itself refuse changes to a table that is only ever added to, on SQLite and on PostgreSQL.

SQLite forgets triggers when it rebuilds a table: a later migration that alters such a table does so between two
``again``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

EVENTS = ("UPDATE", "DELETE")
_SQLITE = "CREATE TRIGGER {0}_no_{2} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION table_is_append_only() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION USING MESSAGE = "
    "TG_TABLE_NAME || ' is append-only', ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)
_POSTGRESQL = "CREATE TRIGGER {0}_no_{2} BEFORE {1} ON {0} FOR EACH ROW EXECUTE FUNCTION table_is_append_only()"


def operation(*tables: str) -> migrations.RunPython:
    """The migration operation after which the database refuses UPDATE and DELETE of these tables' rows."""

    def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, _making(tables, schema_editor.connection.vendor))

    def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, _dropping(tables, schema_editor.connection.vendor))

    return migrations.RunPython(forbid, allow, elidable=False)


def again(*tables: str) -> migrations.RunPython:
    """The same after SQLite has rebuilt one of these tables, forwards or backwards: stands before and after that."""

    def keep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "sqlite":
            made = (one.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS") for one in _making(tables, "sqlite"))
            _run(schema_editor, made)

    return migrations.RunPython(keep, keep, elidable=False)


@contextmanager
def lifted(tables: Sequence[str]) -> Iterator[None]:
    """Let rows of these tables go inside the block, in one transaction: for the removal of a demo, and for no more."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _dropping(tables, connection.vendor):
            cursor.execute(statement)
        yield
        for statement in _making(tables, connection.vendor):
            cursor.execute(statement)


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: Iterator[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)


def _making(tables: Sequence[str], vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield _FUNCTION
    for table in tables:
        for event in EVENTS:
            yield (_POSTGRESQL if vendor == "postgresql" else _SQLITE).format(table, event, event.lower())


def _dropping(tables: Sequence[str], vendor: str) -> Iterator[str]:
    for table in tables:
        for event in EVENTS:
            where = f" ON {table}" if vendor == "postgresql" else ""
            yield f"DROP TRIGGER {table}_no_{event.lower()}{where}"
