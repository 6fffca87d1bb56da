"""Time and SQL of a board request: on the reference case, and with tallies as dense as those of the whole nation.

    python -m bench.boards

Copies the reference case, then measures in a process of its own (``bench/_boards.py``).
"""

import subprocess
import sys

from bench import _site
from tests.e2e.conftest import Site
from tests.e2e.phones import environment


def main() -> int:
    with _site.folder() as var:
        env = environment(Site(url="http://127.0.0.1:8000", var=var))
        return subprocess.call([sys.executable, "-m", "bench._boards"], env=env)


if __name__ == "__main__":
    sys.exit(main())
