"""Work that follows an act, and the sweeps that find what a lost task has left over."""

from celery import shared_task
from django.utils import timezone

from assessments import analyse, passing_rule, regrade, regrade_effect
from assessments.models import AnalysisRun, Regrade, RegradeReckoning


@shared_task(name="assessments.tasks.carry_out_regrade", ignore_result=True)
def carry_out_regrade(pk: int) -> None:
    """Mark again the sheets that an act is about."""
    regrade.carry_out(Regrade.objects.select_related("new", "old").get(pk=pk), now=timezone.now())


@shared_task(name="assessments.tasks.sweep_regrades", ignore_result=True)
def sweep_regrades() -> None:
    now = timezone.now()
    regrade.catch_up(now=now)
    for row in regrade_effect.left_over(now=now):
        regrade_effect.work(row, now=now)


@shared_task(name="assessments.tasks.reckon_regrade", ignore_result=True)
def reckon_regrade(pk: int) -> None:
    """Count what an act would change, for somebody who is about to decide."""
    row = RegradeReckoning.objects.select_related("old__question", "new").filter(pk=pk, done_at=None).first()
    if row is not None:
        regrade_effect.work(row, now=timezone.now())


@shared_task(name="assessments.tasks.apply_passing_rules", ignore_result=True)
def apply_passing_rules() -> None:
    """Derive the records by a rule that was chosen. Safe to start twice; nothing to do is one query."""
    for rule in passing_rule.due():
        passing_rule.apply(rule, now=timezone.now())


@shared_task
def work_on_analysis(pk: int) -> None:
    """Do the run somebody asked for. Safe to start twice."""
    run = AnalysisRun.objects.filter(pk=pk).first()
    if run is not None:
        analyse.work(run)


@shared_task
def analyse_nightly() -> None:
    """Once a day: reckon anew, if anything was handed in."""
    run = analyse.nightly(now=timezone.now())
    if run is not None:
        analyse.work(run)


@shared_task
def sweep_analysis() -> int:
    """Take up the runs whose worker was killed or never came. Returns how many."""
    due = analyse.due(now=timezone.now())
    for run in due:
        analyse.work(run)
    return len(due)
