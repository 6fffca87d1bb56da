from django.db import models
from django.db.models import Q

from lms.areas.models import Area
from lms.people.models.user import User


class NikPolicy(models.Model):
    """The Dinas of a kab/kota has decided that NIK of its kader are kept, and why. Off again: ``disabled_at`` is set.

    Without a row in force nothing of a NIK is stored or shown.
    """

    personal_data = "linked"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, help_text="Stands in the privacy notice.")
    enabled_at = models.DateTimeField()
    enabled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    disabled_at = models.DateTimeField(null=True)
    disabled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "NIK policies"
        constraints = [
            models.UniqueConstraint(fields=["area"], condition=Q(disabled_at=None), name="nik_policy_in_force_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="nik_policy_has_a_reason"),
        ]
