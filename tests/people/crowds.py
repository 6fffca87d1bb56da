"""Runs ``tests.people.crowd`` beside the tests and says what must hold afterwards."""

import json
import subprocess
import sys
from pathlib import Path

from tests.databases import Copy

ROOT = Path(__file__).parents[2]
OF_THE_CAST = 3


def stands_firm(copied: Copy, *, workers: int, kader: int) -> None:
    """Everybody entered once, by two lists too; taken back once; each act audited once."""
    command = [sys.executable, "-m", "tests.people.crowd", str(workers), str(kader)]
    done = subprocess.run(command, cwd=ROOT, env=copied.environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["started"] == {"applied": 1, "undone": 1}
    assert told["audited"] == [1, 1]
    once, twice = OF_THE_CAST + kader, OF_THE_CAST + 2 * kader
    assert told["after"]["applied"] == [once, once, once, kader]
    assert told["after"]["two lists"] == [twice, twice, twice, 2 * kader]
    assert told["after"]["undone"] == [once, once, once, 3 * kader]  # taking back is an act of its own
    assert told["states"] == [["undone", kader]]
