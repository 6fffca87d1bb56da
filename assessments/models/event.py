from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.station import Station
from lms.areas.fields import dated_range, uuid_field
from lms.areas.models import Area, Puskesmas
from modules.models import CompetencyGroup, Programme


class TrainingEvent(models.Model):
    """A training or assessment day or days (*angkatan*). ``puskesmas`` None: held by the Dinas of ``kab``.

    ``cohort`` counts the *angkatan* of one kind, programme and ``year`` (that of the first day) with who holds them.
    """

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

    class Status(models.TextChoices):
        PLANNED = "rencana", "Rencana"
        RUNNING = "berjalan", "Berjalan"
        DONE = "selesai", "Selesai"
        CALLED_OFF = "batal", "Batal"

    uuid = uuid_field()
    kind = models.CharField(max_length=12, choices=Kind)
    status = models.CharField(max_length=8, choices=Status, default=Status.PLANNED)
    title = models.CharField(max_length=160)
    cohort = models.PositiveSmallIntegerField(null=True, help_text="Angkatan.")
    year = models.PositiveSmallIntegerField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    groups = models.ManyToManyField(CompetencyGroup, related_name="+")
    kab = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_before = models.DateField(help_text="The day after the last day.")
    capacity = models.PositiveIntegerField(null=True)
    funding = models.CharField(max_length=16, choices=Funding, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            dated_range("event_period", since="starts_on", until="ends_before"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="event_capacity"),
            models.CheckConstraint(condition=Q(cohort__isnull=True) | Q(cohort__gte=1), name="event_cohort"),
            models.CheckConstraint(
                condition=Q(status__in=["rencana", "berjalan", "selesai", "batal"]), name="event_status"
            ),
            models.UniqueConstraint(
                fields=["kab", "programme", "kind", "year", "cohort"],
                condition=Q(cohort__isnull=False, puskesmas__isnull=True),
                name="event_cohort_once_a_kab",
            ),
            models.UniqueConstraint(
                fields=["puskesmas", "programme", "kind", "year", "cohort"],
                condition=Q(cohort__isnull=False, puskesmas__isnull=False),
                name="event_cohort_once_a_puskesmas",
            ),
        ]
        indexes = [models.Index(fields=["kab", "starts_on"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.year = self.starts_on.year
        super().save(*args, **kwargs)

    @property
    def days(self) -> list[date]:
        """Its days in order."""
        return [self.starts_on + timedelta(days=n) for n in range((self.ends_before - self.starts_on).days)]

    @property
    def last_day(self) -> date:
        return self.ends_before - timedelta(days=1)

    @property
    def is_closed(self) -> bool:
        """Is nobody invited any more, since it is over or called off?"""
        return self.status in (self.Status.DONE, self.Status.CALLED_OFF)

    @property
    def zone(self) -> ZoneInfo:
        """Whose clock bounds its days."""
        return ZoneInfo(self.kab.time_zone)


class EventSession(models.Model):
    """A line of the timetable (*jadwal*): local times of the event's kab. ``groups``: what is taught; none: a break."""

    personal_data = "none"

    uuid = uuid_field()
    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="sessions")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    title = models.CharField(max_length=120)
    groups = models.ManyToManyField(CompetencyGroup, related_name="+", blank=True)
    speaker = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="session_ends_after_it_starts"),
            models.UniqueConstraint(fields=["event", "day", "starts", "title"], name="session_once"),
        ]

    def __str__(self) -> str:
        return self.title


class EventMember(models.Model):
    """Somebody of the team. ``user`` None: from outside, by her name alone; ``name`` is as it stands on papers.

    A penilai may have a ``station``; ``nip`` is "" for contract staff.
    """

    personal_data = "linked"

    class Duty(models.TextChoices):
        CHAIR = "ketua", "Ketua"
        COMMITTEE = "panitia", "Panitia"
        FACILITATOR = "fasilitator", "Fasilitator"
        SPEAKER = "narasumber", "Narasumber"
        ASSESSOR = "penilai", "Penilai"

    uuid = uuid_field()
    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    duty = models.CharField(max_length=12, choices=Duty)
    nip = models.CharField(max_length=18, blank=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="event_member_is_somebody"),
            models.CheckConstraint(
                condition=Q(station__isnull=True) | Q(duty="penilai"), name="event_station_of_penilai"
            ),
            models.UniqueConstraint(
                fields=["event", "user", "duty"], condition=Q(user__isnull=False), name="event_member_once_a_duty"
            ),
            models.UniqueConstraint(
                fields=["event", "name", "duty"], condition=Q(user__isnull=True), name="event_guest_once_a_duty"
            ),
        ]

    def __str__(self) -> str:
        if self.name or self.user is None:
            return self.name
        return self.user.person.name if self.user.person else self.user.username
