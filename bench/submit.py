"""Hand-ins through the verb, one by one and in batches of 20, beside raw inserts of the very same rows in the same run.

    python -m bench.submit

SQLite with full synchronisation, one process, nobody else writing. "raw": the statements that wrote were recorded and
are repeated on a copy by a bare connection, one durable transaction a hand-in: what no program can be faster than.
"""

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

HAND_INS, BATCH, ROUNDS = 200, 20, 3
Writes = list[tuple[str, Any]]
MOODLE = (
    "Moodle 4.3, read on 2026-11-22 on another run of such a machine: its attempt page 17 requests/s, 42 reads and 1 "
    "write each (logged in, 8 connections). No race: it reads a page, this takes a whole hand-in."
)


def main() -> int:
    from bench import _site
    from tests.e2e.conftest import Site
    from tests.e2e.phones import environment

    with _site.folder() as var:
        command = [sys.executable, "-m", "bench.submit", str(var)]
        return subprocess.run(command, env=environment(Site("http://127.0.0.1", var)), check=False).returncode


def measure(var: Path) -> None:
    """Everything, in a process that belongs to the site."""
    from tests.e2e.phones import envelope
    from tests.e2e.prepare import tickets

    sealed = [envelope(ticket) for ticket in tickets(HAND_INS * ROUNDS * 2)]
    before = var / "before.sqlite3"
    shutil.copyfile(var / "db.sqlite3", before)
    rates: dict[str, list[float]] = {"one by one": [], "batches of 20": [], "raw": []}
    for number in range(ROUNDS):
        some = sealed[number * 2 * HAND_INS : (number + 1) * 2 * HAND_INS]
        rates["one by one"].append(_rate(lambda some=some: [_submit(one) for one in some[:HAND_INS]], HAND_INS))
        rates["batches of 20"].append(_rate(lambda some=some: _batches(some[HAND_INS:]), HAND_INS))
    writes, reads = _recorded(sealed[:HAND_INS], before, var)
    rates["raw"] = [_raw(before, var / f"raw-{number}.sqlite3", writes) for number in range(ROUNDS)]
    for name, found in rates.items():
        print(f"{name:14} {statistics.median(found):7.0f} hand-ins/s   ({min(found):.0f} to {max(found):.0f})")
    share = statistics.median(rates["one by one"]) / statistics.median(rates["raw"])
    print(f"one by one is {share:.0%} of raw; a hand-in reads {reads} and writes {len(writes[0])} times")
    print(MOODLE)


def _submit(body: str) -> None:
    from django.utils import timezone

    from assessments.submit import submit

    submit(body, channel="sync", now=timezone.now())


def _batches(sealed: list[str]) -> None:
    from django.test import Client

    client = Client(headers={"Host": "127.0.0.1"})
    for at in range(0, len(sealed), BATCH):
        batch = {"envelopes": [{"envelope": one} for one in sealed[at : at + BATCH]]}
        answer = client.post("/api/v1/sync", batch, content_type="application/json")
        assert {one["status"] for one in answer.json()["outcomes"]} == {200}


def _rate(run: Callable[[], Any], count: int) -> float:
    begun = time.perf_counter()
    run()
    return count / (time.perf_counter() - begun)


def _recorded(sealed: list[str], before: Path, var: Path) -> tuple[list[Writes], int]:
    """What each of these hand-ins writes, on the database as it was; and how often the last one reads."""
    from django.db import connection

    connection.close()
    for rest in ("-wal", "-shm"):
        (var / f"db.sqlite3{rest}").unlink(missing_ok=True)
    shutil.copyfile(before, var / "db.sqlite3")
    found: list[Writes] = []
    reads = 0

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal reads
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            found[-1].append((sql.replace("%s", "?"), params))
        elif sql.startswith("SELECT"):
            reads += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        for one in sealed:
            found.append([])
            reads = 0
            _submit(one)
    return found, reads


def _raw(before: Path, copy: Path, writes: list[Writes]) -> float:
    shutil.copyfile(before, copy)
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")

    def run() -> None:
        for some in writes:
            connection.execute("BEGIN IMMEDIATE")
            for sql, params in some:
                connection.execute(sql, [_plain(value) for value in params])
            connection.execute("COMMIT")

    rate = _rate(run, len(writes))
    connection.close()
    return rate


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bytes | None) else str(value)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    django.setup()
    measure(Path(sys.argv[1]))
