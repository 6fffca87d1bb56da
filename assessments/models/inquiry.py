from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.attempt import Attempt
from lms.areas.fields import uuid_field


class Inquiry(models.Model):
    """A question to the puskesmas about one sheet or two: were they done together, was it read? Never a verdict.

    It touches no score and no record. ``figures`` is what it rests on; ``note`` what the officer found out.
    """

    personal_data = "linked"

    class Kind(models.TextChoices):
        ALIKE = "mirip", "dua lembar mirip"
        FAST = "cepat", "lebih cepat dari membaca"

    uuid = uuid_field()
    kind = models.CharField(max_length=5, choices=Kind)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, related_name="+")
    figures = models.JSONField()
    asked_at = models.DateTimeField()
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "inquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="mirip", other__isnull=False) & ~Q(attempt=F("other"))
                | Q(kind="cepat", other__isnull=True),
                name="inquiry_of_two_or_of_one",
            ),
            models.UniqueConstraint(
                fields=["attempt", "other"], condition=Q(other__isnull=False), name="inquiry_once_a_pair"
            ),
            models.UniqueConstraint(fields=["attempt"], condition=Q(other__isnull=True), name="inquiry_once_a_sheet"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, note="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(note=""),
                name="inquiry_answered_in_words",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"])]
