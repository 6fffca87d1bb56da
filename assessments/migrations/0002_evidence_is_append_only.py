from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The models refuse changes; the database does too, for raw SQL and a slip of the hand. Deleting stays possible there,
# because the reference case must be removable (`demo --remove`). SQLite forgets triggers when it rebuilds a table:
# a later migration that alters one of these runs `forbid` again (tests/assessments/test_append_only.py tells).
TABLES = ("attempt", "attendance", "observation", "outsideevidence")
WORDS = "evidence is append-only"
SQLITE = "CREATE TRIGGER {0}_append_only BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{1}'); END"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION evidence_is_append_only() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION '{0}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)
POSTGRESQL = (
    "CREATE TRIGGER {0}_append_only BEFORE UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only()"
)


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse every UPDATE of evidence."""
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    if not on_sqlite:
        schema_editor.execute(FUNCTION.format(WORDS))
    for table in TABLES:
        schema_editor.execute((SQLITE if on_sqlite else POSTGRESQL).format(f"assessments_{table}", WORDS))


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take that back, before the tables themselves go."""
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        where = "" if on_sqlite else f" ON assessments_{table}"
        schema_editor.execute(f"DROP TRIGGER assessments_{table}_append_only{where}")
    if not on_sqlite:
        schema_editor.execute("DROP FUNCTION evidence_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow, elidable=False)]
