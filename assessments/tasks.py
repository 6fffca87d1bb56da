"""Work that follows an act, and the sweeps that find what a lost task has left over."""

from celery import shared_task
from django.utils import timezone

from assessments import regrade
from assessments.models import Regrade


@shared_task(name="assessments.tasks.carry_out_regrade", ignore_result=True)
def carry_out_regrade(pk: int) -> None:
    """Mark again the sheets that an act is about."""
    regrade.carry_out(Regrade.objects.select_related("new", "old").get(pk=pk), now=timezone.now())


@shared_task(name="assessments.tasks.sweep_regrades", ignore_result=True)
def sweep_regrades() -> None:
    regrade.catch_up(now=timezone.now())
