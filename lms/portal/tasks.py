import logging

from celery import shared_task
from django.utils import timezone

from lms.portal.privacy import retention

logger = logging.getLogger(__name__)


@shared_task
def end_retention() -> dict[str, int]:
    """Delete what has been kept long enough; every night. Returns per model how many rows."""
    ended = retention.purge(now=timezone.now())
    logger.info("retention: %s", ended or "nothing was over")
    return ended
