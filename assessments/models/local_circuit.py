from django.conf import settings
from django.db import models

from assessments.models.station import Circuit
from lms.areas.models import Area


class LocalCircuit(models.Model):
    """How one kab/kota runs the stations of a group: their order, minutes and words.

    ``stations`` are ``assessments.local_stations.SHAPE``. Forms and steps stay those of the package.
    """

    personal_data = "none"

    circuit = models.ForeignKey(Circuit, on_delete=models.PROTECT, related_name="+")
    kab = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    stations = models.JSONField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circuit", "kab"], name="circuit_once_a_kab")]
