"""Many pages brought in and published while hand-ins come: none of them waits for more than a second."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Copy

pytestmark = [pytest.mark.soak, pytest.mark.only_on("sqlite")]
ROOT = Path(__file__).parents[2]


def test_260_pages_hold_no_hand_in_for_more_than_a_second(copied: Copy, tmp_path: Path):
    command = [sys.executable, "-m", "tests.modules.many", str(tmp_path / "paket"), "26", "9"]
    environment = copied.environment | {"LOG_LEVEL": "ERROR"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert {name: step["slowest"] for name, step in told.items() if step["slowest"] > 1_000} == {}, told
