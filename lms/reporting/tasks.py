"""What beat starts. Nothing here is queued by a view: with the broker gone, the next beat finds what is due."""

from celery import shared_task
from django.utils import timezone

from lms.reporting import fold as folding
from lms.reporting import rebuild as rebuilding
from lms.reporting import snapshots


@shared_task
def fold() -> int:
    """Every few seconds: fold what has changed."""
    return folding.fold(now=timezone.now())


@shared_task
def catch_up() -> int:
    """Every hour: count everybody in a programme that was imported since."""
    return rebuilding.catch_up(now=timezone.now())


@shared_task
def snapshot() -> int:
    """Every hour: take the snapshots of the days that have ended somewhere since."""
    return snapshots.take(now=timezone.now())
