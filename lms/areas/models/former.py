from django.db import models
from django.db.models import Q

from lms.areas.models.posyandu import Posyandu
from lms.areas.models.puskesmas import Puskesmas, Pustu


class FormerName(models.Model):
    """What a puskesmas, pustu or posyandu was called before it was renamed. Written by the verbs that rename."""

    personal_data = "none"

    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, null=True, related_name="former_names")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="former_names")
    pustu = models.ForeignKey(Pustu, on_delete=models.PROTECT, null=True, related_name="former_names")
    name = models.CharField(max_length=80)
    until = models.DateField(help_text="First day on which it was called otherwise.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(posyandu__isnull=False, puskesmas__isnull=True, pustu__isnull=True)
                | Q(posyandu__isnull=True, puskesmas__isnull=False, pustu__isnull=True)
                | Q(posyandu__isnull=True, puskesmas__isnull=True, pustu__isnull=False),
                name="former_name_of_one_place",
            ),
        ]
