from django.conf import settings
from django.db import models

from assessments.models.event import TrainingEvent
from assessments.models.instrument import InstrumentVersion
from lms.areas.fields import uuid_field


class Calibration(models.Model):
    """A written case that all penilai of an event tick before the day, each for herself, on the same form."""

    personal_data = "none"

    uuid = uuid_field()
    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="calibrations")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    case = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]


class CalibrationTick(models.Model):
    """What one penilai ticked on the case, once. Only counts of it are ever shown."""

    personal_data = "linked"

    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="ticked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticks = models.JSONField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calibration", "user"], name="calibration_once_each")]
