from django.db import models

from lms.areas.fields import dated_range, uuid_field
from lms.areas.models.area import Area


class Puskesmas(models.Model):
    """A health centre. It serves several desa and is not a kecamatan; see ``Catchment``."""

    personal_data = "none"

    uuid = uuid_field()
    name = models.CharField(max_length=80)
    registration_number = models.CharField(max_length=32, blank=True)
    kab = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="puskesmas")
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "puskesmas"
        constraints = [models.UniqueConstraint(fields=["kab", "name"], name="puskesmas_name_in_kab")]

    def __str__(self) -> str:
        return f"Puskesmas {self.name}"


class Catchment(models.Model):
    """Which puskesmas serves a desa/kelurahan, and when."""

    personal_data = "none"

    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, related_name="catchments")
    desa = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="catchments")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            dated_range("catchment_period"),
            models.UniqueConstraint(fields=["puskesmas", "desa", "since"], name="catchment_once"),
        ]


class Pustu(models.Model):
    """A puskesmas pembantu in a desa. Its kader are counted apart from those of posyandu."""

    personal_data = "none"

    uuid = uuid_field()
    name = models.CharField(max_length=80)
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, related_name="pustu")
    desa = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="pustu")
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "pustu"
        constraints = [models.UniqueConstraint(fields=["desa", "name"], name="pustu_name_in_desa")]

    def __str__(self) -> str:
        return f"Pustu {self.name}"
