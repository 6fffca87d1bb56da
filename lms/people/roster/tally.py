"""How many rows of a run stand where."""

from django.db.models import Count

from lms.people.models import RosterRow, RosterRun

ACTS = (RosterRow.Outcome.NEW, RosterRow.Outcome.CHANGED, RosterRow.Outcome.MOVED, RosterRow.Outcome.LEFT)


def recount(run: RosterRun) -> None:
    """Write the number of rows by outcome into the run."""
    rows = RosterRow.objects.filter(run=run).order_by().values_list("outcome").annotate(Count("pk"))
    run.counts = dict(rows)
    RosterRun.objects.filter(pk=run.pk).update(counts=run.counts)


def waiting(run: RosterRun) -> int:
    """How many rows would do something if the plan were applied now."""
    return RosterRow.objects.filter(run=run, outcome__in=ACTS, applied_at=None).count()
