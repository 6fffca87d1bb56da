from django.db import models

from lms.areas.models import Posyandu
from lms.people.models import Kader
from modules.models import Programme


class KaderLine(models.Model):
    """What one kader contributes to the tallies of a programme: ``spans`` is ``[[measure, place, since, until], ...]``.

    Folding computes the spans anew from records, memberships and awards, and adds the difference to ``Tally``; so it
    may run twice, late, or in any order. ``chains`` is ``{place: [[place, parent], ...]}`` as it was added, so that a
    posyandu that has since moved to another area is taken away from where it was counted.
    """

    personal_data = "linked"
    derived = True  # made again from the floors below: its being there does not say that anybody did something

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    spans = models.JSONField(default=list)
    chains = models.JSONField(default=dict)
    folded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "programme"], name="kader_line_once")]


class PosyanduLine(models.Model):
    """What one posyandu contributes: in which periods it was ready for the life stages of a group.

    Readiness is no sum over kader (one skilled kader is enough), hence a line of its own, like ``KaderLine``.
    """

    personal_data = "none"

    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    spans = models.JSONField(default=list)
    chains = models.JSONField(default=dict)
    folded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posyandu", "programme"], name="posyandu_line_once")]


class Tally(models.Model):
    """By how many kader (or posyandu) a measure rose or fell in a place on a day. A figure as of a day is a sum.

    ``place`` is ``35.71`` (an area code; ``""`` the nation), ``p:<posyandu id>``, ``u:<pustu id>`` or
    ``k:<puskesmas id>``; ``parent`` is the place above it in the drill-down (``k:35.71`` for the puskesmas of a
    kab/kota, ``-`` above the nation). The measures stand in ``lms.reporting.rules``.
    """

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=24)
    parent = models.CharField(max_length=16)
    measure = models.CharField(max_length=28)
    day = models.DateField()
    delta = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["programme", "place", "measure", "day", "parent"], name="tally_once"),
        ]
        indexes = [
            # Covers the one grouped query of a board's table: the rows themselves are never fetched.
            models.Index(fields=["programme", "parent", "measure", "place", "day", "delta"], name="tally_children"),
            models.Index(fields=["id"], condition=models.Q(delta=0), name="tally_nought"),
        ]
