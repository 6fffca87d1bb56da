from django.db import models

from lms.people.models import Kader
from modules.models import Programme


class KaderLine(models.Model):
    """What one kader contributes to the tallies of a programme: ``spans`` is ``[[measure, place, since, until], ...]``.

    Folding computes the spans anew from records, memberships and awards, and adds the difference to ``Tally``; so it
    may run twice, late, or in any order.
    """

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    spans = models.JSONField(default=list)
    folded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "programme"], name="kader_line_once")]


class Tally(models.Model):
    """By how many kader a measure rose or fell in a place on a day. A figure as of a day is the sum up to that day.

    ``place`` is ``35.71`` (an area code; ``""`` the nation), ``p:<posyandu id>``, ``u:<pustu id>`` or
    ``k:<puskesmas id>``; ``parent`` is the place above it in the drill-down.
    """

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=16)
    parent = models.CharField(max_length=16)
    measure = models.CharField(max_length=24)
    day = models.DateField()
    delta = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["programme", "place", "measure", "day"], name="tally_once"),
        ]
        indexes = [models.Index(fields=["programme", "parent", "measure", "day"])]
