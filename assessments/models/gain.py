from django.db import models

from assessments.models.event import TrainingEvent
from lms.areas.models import Area, Puskesmas
from modules.models import CompetencyGroup


class GainTally(models.Model):
    """Pairs of pre-test and post-test of one group, in one place, at one event or at all. Derived.

    ``kab`` and ``puskesmas`` None: the nation; an event within one puskesmas, or within its kab/kota. The sums are
    those of ``assessments.analysis.gain``: ``competencies`` is ``{key: [n, before, after, wrong, righted]}``, ``items``
    ``{question key: [n before, before, n after, after, wrong, righted]}``.
    """

    personal_data = "none"

    key = models.CharField(max_length=60, unique=True, help_text="group:kab:puskesmas:event, by row ids.")
    group = models.ForeignKey(CompetencyGroup, on_delete=models.PROTECT, related_name="+")
    kab = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, null=True, related_name="+")
    n = models.PositiveIntegerField()
    before = models.FloatField(help_text="Mean score in points.")
    after = models.FloatField()
    competencies = models.JSONField()
    items = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kab", "puskesmas"]), models.Index(fields=["event"])]
