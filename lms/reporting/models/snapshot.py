from django.db import models

from lms.areas.models.area import TimeZone
from modules.models import Programme


class Snapshot(models.Model):
    """What the board said of a place at the end of a day, kept as it was said even if late evidence arrives.

    A place whose figures did not change keeps its last snapshot: read the newest one up to a day.
    """

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=24)
    day = models.DateField()
    figures = models.JSONField(help_text="{measure: number of kader}")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "place", "day"], name="snapshot_once_a_day")]


class SnapshotRun(models.Model):
    """The snapshots of a day were taken for all places of a time zone, also for those that had not changed."""

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    time_zone = models.CharField(max_length=16, choices=TimeZone)
    day = models.DateField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "time_zone", "day"], name="snapshot_run_once")]
