from django.db import models
from django.db.models import Q

from lms.areas.models import Area
from modules.models import Programme


class Target(models.Model):
    """What an area has set itself on one rung (or level): a share by a day, against a baseline."""

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=28)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2)
    due_on = models.DateField()
    baseline_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "area", "measure", "due_on"], name="target_once"),
            models.CheckConstraint(
                condition=Q(share_percent__gt=0, share_percent__lte=100), name="target_share_percent"
            ),
        ]
