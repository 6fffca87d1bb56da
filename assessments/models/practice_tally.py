from django.db import models
from django.db.models import F, Q

from lms.people.models import Kader
from modules.models import Competency


class PracticeTally(models.Model):
    """How often a kader has gone through the practice of a competency, and how the last round went.

    To offer her again what she often misses. Study, never proof: nothing else is derived from it.
    """

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    rounds = models.PositiveIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(help_text="In the last round.")
    right = models.PositiveSmallIntegerField(help_text="In the last round.")
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kader", "competency"], name="practice_tally_once"),
            models.CheckConstraint(condition=Q(right__lte=F("asked")), name="practice_tally_right_of_asked"),
        ]
