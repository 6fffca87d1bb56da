from django.db import models
from django.db.models import Q

from lms.areas.models.area import Area


class Home(models.Model):
    """The area of the Dinas for which this site was set up: one row; none where the site is for the whole country."""

    personal_data = "none"

    ONLY = 1  # the key of the one row

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="home_is_one")]
