from django.conf import settings
from django.db import models

from assessments.models.evidence import Evidence
from lms.areas.fields import dated_range, uuid_field
from lms.areas.models import Area, Puskesmas
from modules.models import CompetencyGroup, Programme


class TrainingEvent(models.Model):
    """A training or assessment day or days (*angkatan*)."""

    personal_data = "none"

    class Kind(models.TextChoices):
        TRAINING = "pelatihan", "Pelatihan"
        BIMTEK = "bimtek", "Bimtek"
        ORIENTATION = "orientasi", "Orientasi"
        REFRESHER = "penyegaran", "Penyegaran"
        ASSESSMENT = "penilaian", "Penilaian kecakapan"
        FAIR = "gebyar", "Gebyar"

    class Funding(models.TextChoices):
        BOK = "bok", "BOK"
        APBD = "apbd", "APBD"
        DANA_KELURAHAN = "dana_kelurahan", "Dana Kelurahan"
        DAK = "dak", "DAK"
        OTHER = "lain", "Lainnya"

    uuid = uuid_field()
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=160)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    groups = models.ManyToManyField(CompetencyGroup, related_name="+")
    kab = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_before = models.DateField(help_text="The day after the last day.")
    capacity = models.PositiveIntegerField(null=True)
    funding = models.CharField(max_length=16, choices=Funding, blank=True)

    class Meta:
        constraints = [dated_range("event_period", since="starts_on", until="ends_before")]

    def __str__(self) -> str:
        return self.title


class Attendance(Evidence):
    """A kader was there on that day. The signed paper daftar hadir is the legal proof; this is its entry."""

    personal_data = "linked"

    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="attendances")
    day = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "kader", "day"], name="attendance_once_a_day")]
