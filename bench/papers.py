"""The papers of an assessment day: 60 kartu masuk, 40 forms, the rekap and the berita acara.

    python -m bench.papers [folder]

Copies the reference case, then measures in a process of its own (``bench/_papers.py``). Exits 1 beyond 20 s. With a
folder, every paper of the event is written there to be looked at.
"""

import subprocess
import sys

from bench import _site
from tests.e2e.conftest import Site
from tests.e2e.phones import environment


def main(folder: str = "") -> int:
    with _site.folder() as var:
        env = environment(Site(url="http://127.0.0.1:8000", var=var))
        return subprocess.call([sys.executable, "-m", "bench._papers", folder], env=env)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
