from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.event import TrainingEvent
from assessments.models.evidence import Evidence
from assessments.models.instrument import InstrumentVersion
from assessments.models.station import Station
from modules.models import Competency


class Observation(Evidence):
    """One assessor's outcome for one kader and competency, with the form it was taken on.

    ``ticks`` is ``{step key: "benar" | "bantuan" | "belum"}``; empty when the outcome alone was typed from a form on
    paper (*tabel*): what its steps were stands on the paper. ``readings`` are things read twice
    (``assessments.again.Twice.kept``); they decide nothing. A correction supersedes, with who and why.
    """

    personal_data = "linked"

    class Mode(models.TextChoices):
        FORM = "formulir", "Formulir"
        STATION = "pos", "Pos penilaian"
        GRID = "tabel", "Tabel dari kertas"

    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    instrument_version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, null=True, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.FORM)
    ticks = models.JSONField()
    readings = models.JSONField(default=list)
    skilled = models.BooleanField("terampil")
    adaptation = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="observation_correction_says_why"
            ),
            models.CheckConstraint(
                condition=(Q(mode="tabel") & Q(ticks={})) | (Q(mode__in=["formulir", "pos"]) & ~Q(ticks={})),
                name="observation_only_typed_ones_lack_steps",
            ),
        ]
        indexes = [
            models.Index(fields=["kader", "competency", "happened_at"]),
            models.Index(fields=["event", "station"]),
        ]
