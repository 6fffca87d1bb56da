"""What is saved several times in one go is written into the search once, by its last save."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_later = ContextVar("later", default=False)


@contextmanager
def later() -> Iterator[None]:
    """Saves inside do not write the search; whoever opens this saves once more after it, in the same transaction."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def is_later() -> bool:
    """Is this a save that another one follows?"""
    return _later.get()
