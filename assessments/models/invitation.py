from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.event import TrainingEvent
from lms.people.models import Kader


class Invitation(models.Model):
    """A kader is invited to an event, waits for a place, or is taken off again. A walk-in has none.

    Who waits is ordered by ``invited_at``, then by row.
    """

    personal_data = "linked"

    class State(models.TextChoices):
        INVITED = "diundang", "Diundang"
        WAITING = "menunggu", "Menunggu tempat"
        OFF = "batal", "Batal"

    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="invitations")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State)
    why = models.CharField(max_length=200, blank=True, help_text="Why she was taken off.")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kader"], name="invitation_once"),
            models.CheckConstraint(condition=Q(state__in=["diundang", "menunggu", "batal"]), name="invitation_state"),
        ]
        indexes = [models.Index(fields=["event", "state", "invited_at"])]
