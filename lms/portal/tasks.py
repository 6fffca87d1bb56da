import logging

from celery import shared_task
from django.utils import timezone

from lms.portal import signs
from lms.portal.privacy import retention

logger = logging.getLogger(__name__)


@shared_task
def alive() -> None:
    """Every minute: leave the mark by which others know that a worker is there."""
    signs.mark_worker()


@shared_task
def end_retention() -> dict[str, int]:
    """Delete what has been kept long enough; every night. Returns per model how many rows."""
    ended = retention.purge(now=timezone.now())
    logger.info("retention: %s", ended or "nothing was over")
    return ended
