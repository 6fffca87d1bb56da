"""Bulk work on SQLite lets others write now and then.

Who waits there looks every 0.1 s whether it is her turn, and would never see the moment between two short transactions.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

WORK = 0.3  # seconds at a stretch
PAUSE = 0.12
_alone = ContextVar("alone", default=False)


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else works in this database meanwhile, as before a site is served: nobody to pause for."""
    token = _alone.set(True)
    try:
        yield
    finally:
        _alone.reset(token)


class Breath:
    """Call ``draw`` between two transactions."""

    def __init__(self) -> None:
        self.since = time.monotonic()

    def draw(self) -> None:
        if connection.vendor != "sqlite" or "mode=memory" in str(connection.settings_dict["NAME"]):
            return  # PostgreSQL locks rows, and nobody else sees a database in memory
        if _alone.get():
            return
        if time.monotonic() - self.since >= WORK:
            time.sleep(PAUSE)
            self.since = time.monotonic()
