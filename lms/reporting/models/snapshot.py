from django.db import models

from modules.models import Programme


class Snapshot(models.Model):
    """What the board said of a place at the end of a day, kept as it was said even if late evidence arrives."""

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=16)
    day = models.DateField()
    figures = models.JSONField(help_text="{measure: number of kader}")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "place", "day"], name="snapshot_once_a_day")]
