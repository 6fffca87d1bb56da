"""A crash after every write of an act, one after the other: nothing half may remain."""

from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection

T = TypeVar("T")
WRITES = ("INSERT", "UPDATE", "DELETE")


class CrashError(Exception):
    """The power went, the disk is full, somebody killed the process."""


def crash_after_each_write(act: Callable[[], T]) -> tuple[int, T]:
    """Do it again and again, each time a write further; assert that what was broken off left no trace at all.

    Out: how many statements write, and what the act gave when it was let through.
    """
    before = everything()
    for number in count(1):
        try:
            with connection.execute_wrapper(_After(number)):
                return number - 1, act()
        except CrashError:
            assert everything() == before, f"half of it remains after write {number}"
    raise AssertionError


def everything() -> dict[str, list[str]]:
    """Every row of every table of ours."""
    ours = [model for model in apps.get_models() if model.__module__.partition(".")[0] in OURS]
    rows = {model._meta.label: model._base_manager.order_by("pk").values_list() for model in ours}
    return {label: [repr(row) for row in some] for label, some in rows.items()}


OURS = ("lms", "modules", "assessments", "certificates")


class _After:
    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(WRITES):
            self.left -= 1
            if not self.left:
                raise CrashError
        return result
