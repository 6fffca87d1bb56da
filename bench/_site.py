"""The reference case as ``make run`` makes it, for benchmarks: made once under ``var/bench``, used as a copy."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.conftest import ROOT, Site, serving

GROUND = Path(os.environ.get("TUNTAS_VAR") or ROOT / "var") / "bench"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder with database, files and keys of the reference case; it goes afterwards."""
    GROUND.mkdir(parents=True, exist_ok=True)
    with serving(GROUND):  # makes what is missing or older than the code
        pass
    with tempfile.TemporaryDirectory() as temporary:
        yield Path(shutil.copytree(GROUND, Path(temporary) / "var"))


@contextmanager
def served() -> Iterator[Site]:
    """That site, served on loopback by the same command as ``make run``. It believes ``X-Forwarded-For``, so that each
    simulated phone can have an address of its own."""
    os.environ["TRUSTED_PROXIES"] = "1"
    with folder() as var, serving(var) as site:
        yield site


def share(sorted_values: list[float], part: float) -> float:
    """The value below which this part of all lies (0.95: p95)."""
    return sorted_values[min(len(sorted_values) - 1, int(part * len(sorted_values)))]
