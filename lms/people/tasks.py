from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from lms.people import roles


@shared_task
def synchronise_groups() -> int:
    """Roles begin and end by date: bring the groups after them. Returns how many users were looked at."""
    return roles.synchronise_all(on=timezone.localdate())


@shared_task
def clear_sessions() -> None:
    """Delete the sessions that have ended, as Django's own command does."""
    call_command("clearsessions")
