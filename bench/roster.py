"""Time and memory of reading and planning a list of kader: the reference case, and 100,000 rows of a province.

    python -m bench.roster

Copies the reference case, then measures in a process of its own (``bench/_roster.py``). Exits 1 beyond the budget.
"""

import subprocess
import sys

from bench import _site
from tests.e2e.conftest import Site
from tests.e2e.phones import environment


def main() -> int:
    with _site.folder() as var:
        env = environment(Site(url="http://127.0.0.1:8000", var=var))
        return max(
            subprocess.call([sys.executable, "-m", "bench._roster", rows], env=env) for rows in ("3581", "100000")
        )


if __name__ == "__main__":
    sys.exit(main())
