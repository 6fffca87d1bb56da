"""Signs of life that beat and the worker leave, for ``doctor`` and the page *Mulai*."""

import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

# Beat writes its times at least every three minutes (celery.beat.Scheduler.sync_every); the worker's mark comes each
# minute, by beat.
BEAT_SECONDS = 600
WORKER = "worker.alive"


def mark_worker() -> None:
    """A worker is at work, now."""
    _run().mkdir(parents=True, exist_ok=True)
    (_run() / WORKER).touch()


def beat_age() -> float | None:
    """Seconds since beat last wrote its times; None: never."""
    return _age(_run().glob("beat*"))


def worker_age() -> float | None:
    """Seconds since a worker last did the task that tells of it; None: never."""
    return _age(_run().glob(WORKER))


def is_alive(age: float | None) -> bool:
    return age is not None and age < BEAT_SECONDS


def _age(marks: Iterable[Path]) -> float | None:
    times = [path.stat().st_mtime for path in marks]
    return time.time() - max(times) if times else None


def _run() -> Path:
    return Path(settings.VAR_DIR) / "run"
