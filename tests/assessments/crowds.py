"""Runs ``tests.assessments.crowd`` beside the tests and says what must hold afterwards."""

import json
import subprocess
import sys
from pathlib import Path

from tests.databases import Copy

ROOT = Path(__file__).parents[2]


def stands_firm(copied: Copy, *, workers: int, hand_ins: int) -> None:
    """However many hand in at once: each sheet once, equal answers for equal envelopes, nothing lost, records right."""
    command = [sys.executable, "-m", "tests.assessments.crowd", str(workers), str(hand_ins)]
    done = subprocess.run(command, cwd=ROOT, env=copied.environment, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["found"] == {
        "twins": {"taken": hand_ins},
        "clashes": {"conflict taken": hand_ins},
        "sheets": {"taken taken": hand_ins},
    }
    assert told["attempts"] == 4 * hand_ins
    assert told["kept"] == {"conflict": hand_ins}  # the other content of an id; of twins none
    assert (told["lost"], told["records"], told["told twice"]) == (0, [], 0)
