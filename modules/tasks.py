from celery import shared_task
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from modules import recall
from modules.breath import Breath
from modules.models import PackageRun
from modules.models.local import teaching_types
from modules.offline import packs
from modules.packages import runs


@shared_task
def publish_scheduled() -> None:
    """Publish what is due and withdraw what has expired, as Wagtail's own command does; that does the rest. Readers of
    what teaches are told that it went."""
    breath, now = Breath(), timezone.now()
    for page in list(Page.objects.live().type(*teaching_types()).filter(expire_at__lt=now).specific()):
        recall.expire(page, now=now)
        breath.draw()
    scheduled = Revision.objects.page_revisions().filter(approved_go_live_at__lt=now)
    for revision in list(scheduled.order_by("approved_go_live_at")):
        revision.publish(log_action="wagtail.publish.scheduled")
        breath.draw()
    call_command("publish_scheduled")


@shared_task
def work_on_package(pk: int) -> None:
    """Do what an uploaded package waits for: read it or apply it. Safe to start twice."""
    run = PackageRun.objects.filter(pk=pk).first()
    if run is not None:
        runs.work(run)


@shared_task
def sweep_packages() -> int:
    """Take up the packages whose worker was killed or never came. Returns how many."""
    due = runs.due(now=timezone.now())
    for run in due:
        work_on_package(run.pk)
    return len(due)


@shared_task
def weigh_packs() -> int:
    """Weigh what was published since the last time, so that no phone waits for it: a whole course takes seconds.
    Returns how many fragments there are."""
    breath, found = Breath(), packs.fragments()
    for fragment in found:
        fragment.weigh()
        breath.draw()
    return len(found)
