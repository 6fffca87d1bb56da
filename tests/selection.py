"""Which tests run in which process, in which order, and which of them on PostgreSQL. A plugin of pytest (pyproject)."""

import gc
import hashlib
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.conf import settings
from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).resolve().parent.parent
SITE = "tests/e2e/"
OWN_SITES = tuple(f"{SITE}test_{name}.py" for name in ("kills", "morning", "walk"))
DRAWN_OF = 3
SEED = pytest.StashKey[str]()


class ByFile(LoadFileScheduling):
    """A file stays in one process, and so does all that looks at the one site: what is costly is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return SITE if nodeid.startswith(SITE) and not nodeid.startswith(OWN_SITES) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False  # the longest come first as they are collected below
    return ByFile(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--draw", action="store_true", help="a third of the files, and those marked every_database")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SEED] = _seed() if config.getoption("draw") else ""


def pytest_report_header(config: pytest.Config) -> str | None:
    seed = config.stash[SEED]
    return f"drawn: every third file, by {seed}; the same files give the same draw" if seed else None


def _seed() -> str:
    """Of all our code: each change draws anew, so that in time every file comes up; a repetition draws the same."""
    said = hashlib.sha256()
    for folder in ("lms", "modules", "assessments", "certificates", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            said.update(file.read_bytes())
    return said.hexdigest()[:12]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the run on the other database what is about that one only (``only_on``), and take the longest first.

    What asks no database passes on PostgreSQL as on SQLite: there only those run that do.
    """
    vendor = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    elsewhere = {item for item in items if not (_belongs(item, vendor) and _drawn(item, config.stash[SEED]))}
    config.hook.pytest_deselected(items=list(elsewhere))
    items[:] = sorted((item for item in items if item not in elsewhere), key=_haste)


def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: the collector need not look through it again and again (a tenth of the
    time of all tests)."""
    gc.collect()
    gc.freeze()


def _belongs(item: pytest.Item, vendor: str) -> bool:
    only = item.get_closest_marker("only_on")
    if only is not None:
        return vendor.startswith(only.args[0])
    return vendor == "sqlite3" or "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


def _drawn(item: pytest.Item, seed: str) -> bool:
    kept = any(item.iter_markers("every_database")) or any(item.iter_markers("only_on"))
    return not seed or kept or crc32(f"{seed}:{item.nodeid.partition('::')[0]}".encode()) % DRAWN_OF == 0


def _haste(item: pytest.Item) -> int:
    """The browser's tests, then what begins with a city, then the longest of the rest, so that none of them is begun
    when the other processes have nothing left to do. Those with sites of their own come last of these, when the ground
    is made for which they would wait."""
    marks = {mark.name for mark in item.iter_markers()}
    if item.nodeid.startswith(OWN_SITES):
        return 3
    return 0 if item.nodeid.startswith(SITE) else 1 if "city" in marks else 2 if "long" in marks else 4
