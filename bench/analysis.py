"""The nightly analysis of 10,000 sheets of 20 items each: within a minute, whatever else the machine does.

    python -m bench.analysis

Copies the reference case, adds the sheets, then measures in a process of its own (``bench/_analysis.py``).
"""

import subprocess
import sys

from bench import _site
from tests.e2e.conftest import Site
from tests.e2e.phones import environment


def main() -> int:
    with _site.folder() as var:
        env = environment(Site(url="http://127.0.0.1:8000", var=var))
        return subprocess.call([sys.executable, "-m", "bench._analysis"], env=env)


if __name__ == "__main__":
    sys.exit(main())
