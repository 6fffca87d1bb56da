from django.conf import settings
from django.db import models

from assessments.models.event import TrainingEvent
from assessments.models.station import Station
from lms.people.models import Kader


class SecondLook(models.Model):
    """The lot fell on this visit: another penilai looks at this kader at this station too (``fairness.is_drawn``).

    Done when another than ``first`` has been there; what she saw is an observation like any other.
    """

    personal_data = "linked"

    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="second_looks")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "station", "kader"], name="second_look_once")]
