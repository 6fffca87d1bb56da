"""Lighthouse (mobile) over the pages that a kader meets, the median of five runs a page.

    .venv/bin/python -m bench.lighthouse [runs]

Installs the version pinned in ``bench/_lighthouse`` under ``var/bench`` (needs node and npm) and runs it against the
reference case. Exits 1 where a median is below what we hold ourselves to.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")  # the tour knows the types of questions

from bench import _site
from lms.bootstrap_checks import find_browser
from tests.browser import FLAGS
from tests.e2e.tour import KADER_STOPS, Stop, Tour

PINNED = Path(__file__).parent / "_lighthouse"
INSTALLED = _site.GROUND.parent / "lighthouse"
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100}
PUBLIC = WANTED | {"seo": 100}
PAGES = {
    "beranda": PUBLIC,
    "modul": PUBLIC,
    "pelajaran bergambar": PUBLIC,
    "lembar soal": WANTED,
    "saya": WANTED,
    "v formulir": PUBLIC,
    "v berlaku": WANTED,  # it names a person, so no search engine may keep it (decision 0050)
}
TRIES = 3  # now and then its trace lacks the start (NO_NAVSTART), and it asks to be run again
LINE = "{:22}" + "{:>16}" * len(PUBLIC)


def main(runs: int) -> int:
    if shutil.which("npm") is None:
        print("Lighthouse needs node and npm: nothing measured")
        return 1
    tool, stops = _installed(), {stop.name: stop for stop in KADER_STOPS}
    with _site.served() as site, sync_playwright() as playwright:
        tour = Tour(site, playwright.chromium.launch(executable_path=find_browser(), args=FLAGS))
        tour.prepare()
        print(LINE.format("median", *PUBLIC))
        good = [
            _holds(name, wanted, [_run(tool, tour, stops[name]) for _ in range(runs)]) for name, wanted in PAGES.items()
        ]
        tour.close()
    return 0 if all(good) else 1


def _installed() -> Path:
    """The tool as pinned; installed anew when the lock file changed or an installation broke off."""
    lock, done = (PINNED / "package-lock.json").read_bytes(), INSTALLED / "done"
    if not done.exists() or done.read_bytes() != lock:
        shutil.rmtree(INSTALLED, ignore_errors=True)
        shutil.copytree(PINNED, INSTALLED)
        command = ["npm", "ci", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=INSTALLED, check=True, stdout=subprocess.DEVNULL)
        done.write_bytes(lock)
    return INSTALLED / "node_modules" / ".bin" / "lighthouse"


def _run(tool: Path, tour: Tour, stop: Stop) -> dict[str, Any]:
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in tour.visitor(stop.who).cookies())
    command = [
        str(tool),
        tour.address(stop),
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(PUBLIC)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
    ]
    for _ in range(TRIES):
        done = subprocess.run(
            command, capture_output=True, env=os.environ | {"CHROME_PATH": find_browser()}, check=False
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
    raise RuntimeError(done.stderr.decode()[-1000:])


def _holds(name: str, wanted: dict[str, int], reports: list[dict[str, Any]]) -> bool:
    """Print the medians of a page, and what its last run found wanting; do they reach what is wanted?"""
    reached = {one: statistics.median(_score(report, one) for report in reports) for one in PUBLIC}
    short = [one for one in wanted if reached[one] < wanted[one]]
    print(LINE.format(name, *(f"{reached[one]:.0f}" for one in PUBLIC)), flush=True)
    for one in short:
        print(f"    {one}: {', '.join(_failing(reports[-1], one))}")
    return not short


def _score(report: dict[str, Any], category: str) -> float:
    return round(100 * report["categories"][category]["score"])


def _failing(report: dict[str, Any], category: str) -> list[str]:
    weighed = [ref["id"] for ref in report["categories"][category]["auditRefs"] if ref["weight"]]
    return [one for one in weighed if (score := report["audits"][one]["score"]) is not None and score < 0.9]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 5))
