"""Hands that break things: they end parts of a site, by the number of the process."""

import os
import signal
from pathlib import Path

from tests.e2e.conftest import Site
from tests.e2e.phones import eventually

PARTS = ("gunicorn", "worker", "beat")


def children(pid: int) -> list[int]:
    """The processes that this one started and that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rsplit(")", 1)[1].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)


def part(site: Site, name: str) -> int | None:
    """The process of "gunicorn", "worker" or "beat", None while there is none."""
    for pid in children(site.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        except OSError:
            continue
        if name in words:
            return pid
    return None


def kill(pid: int | None) -> None:
    """End it without warning, as a lack of memory does."""
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def kill_part(site: Site, name: str) -> int:
    """End a part of the site; which process it was."""
    assert eventually(lambda: part(site, name) is not None), name
    pid = part(site, name)
    kill(pid)
    return pid or 0


def kill_web_worker(site: Site) -> int:
    """End one of the processes that answer; which it was."""
    master = part(site, "gunicorn")
    assert master is not None
    assert eventually(lambda: bool(children(master)))
    pid = children(master)[0]
    kill(pid)
    return pid


def back(site: Site, name: str, *, instead_of: int) -> bool:
    """Does another process stand for the part within the patience of a test?"""
    return eventually(lambda: part(site, name) not in (None, instead_of))
