from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from lms.people import codes, roles
from lms.people.gateway import GatewayFailed
from lms.people.models import RosterRun
from lms.people.roster import apply, runs, undo


@shared_task
def synchronise_groups() -> int:
    """Roles begin and end by date: bring the groups after them. Returns how many users were looked at."""
    return roles.synchronise_all(on=timezone.localdate())


@shared_task
def clear_sessions() -> None:
    """Delete the sessions that have ended, as Django's own command does."""
    call_command("clearsessions")


@shared_task(autoretry_for=(GatewayFailed,), max_retries=3, retry_backoff=5, retry_backoff_max=60, soft_time_limit=40)
def send_code(pk: int) -> None:
    """Send the code of this row, if it is still of use and was not sent; again a few times if the gateway fails."""
    codes.send(pk, now=timezone.now())


@shared_task
def work_on_roster(pk: int) -> None:
    """Do what a run waits for: read its file, apply it or take it back. Safe to start twice."""
    run = RosterRun.objects.filter(pk=pk).first()
    if run is not None:
        runs.read(run, now=timezone.now())
        apply.work(run)
        undo.work(run)


@shared_task
def sweep_rosters() -> int:
    """Take up the runs whose worker was killed or never came. Returns how many."""
    due = runs.due(now=timezone.now())
    for run in due:
        work_on_roster(run.pk)
    return len(due)
