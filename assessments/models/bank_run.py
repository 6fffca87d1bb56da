import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class BankRun(models.Model):
    """A file of items that somebody uploaded: what it brings, and when it was taken into the bank.

    ``entries`` and ``refusals`` are ``assessments.exchange.entry`` as plain data; what they would change is compared
    anew with every look. Ends after ``bank_runs.KEPT``; the items stay.
    """

    personal_data = "linked"

    class Source(models.TextChoices):
        SHEET = "xlsx", "lembar sebar"
        MOODLE = "moodle", "Moodle XML"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=120)
    source = models.CharField(max_length=6, choices=Source)
    made_at = models.DateTimeField()
    entries = models.JSONField()
    refusals = models.JSONField()
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken = models.PositiveIntegerField(default=0, help_text="How many items it has made or changed.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="bank_run_applied_by_somebody",
            ),
        ]
