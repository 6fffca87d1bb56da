from django.db import models

from assessments.models.instrument import Instrument
from modules.models import CompetencyGroup


class Circuit(models.Model):
    """The stations that together show every competency of a group in one flow, such as a simulated hari buka.

    ``written`` holds ``group, title, summary, setup, materials, stations`` as the author wrote them, with {fakta:key}
    (``assessments.package.stations.SHAPE``). One that left its package is not ``active``: observations may name its
    stations.
    """

    personal_data = "none"

    group = models.OneToOneField(CompetencyGroup, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    written = models.JSONField(default=dict)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


class Station(models.Model):
    """One place of a circuit, where one assessor fills in whole forms. ``position`` None: not in it any more.

    ``scenes`` are ``[{text, observe: [[instrument key, step key]]}]`` in the order in which they happen.
    """

    personal_data = "none"

    circuit = models.ForeignKey(Circuit, on_delete=models.PROTECT, related_name="stations")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(null=True)
    scenes = models.JSONField(default=list)
    instruments = models.ManyToManyField(Instrument, related_name="stations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circuit", "key"], name="station_key")]
