from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.event import EventSession, TrainingEvent
from assessments.models.evidence import Evidence, EvidenceQuerySet


class AttendanceQuerySet(EvidenceQuerySet):
    def standing(self) -> "AttendanceQuerySet":
        """Those that say she was there, and that no correction took back."""
        return self.filter(present=True, superseded_by__isnull=True)


class Attendance(Evidence):
    """A kader was there on that day, or in that session of it (None: the whole day).

    The signed paper daftar hadir is the legal proof; this is its entry. A correction supersedes, with who and why:
    ``present`` False says that she was not there after all.
    """

    personal_data = "linked"

    class Way(models.TextChoices):
        LIST = "daftar", "Daftar diketik"
        SCAN = "pindai", "Kartu dipindai"
        SHEET = "lembar", "Dari lembar bertanda tangan"

    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="attendances")
    day = models.DateField()
    session = models.ForeignKey(EventSession, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=8, choices=Way, default=Way.LIST)
    present = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kader", "day"],
                condition=Q(session__isnull=True, supersedes__isnull=True),
                name="attendance_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["event", "kader", "day", "session"],
                condition=Q(session__isnull=False, supersedes__isnull=True),
                name="attendance_once_a_session",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="attendance_correction_says_why"
            ),
            models.CheckConstraint(
                condition=Q(present=True) | Q(supersedes__isnull=False), name="attendance_absence_corrects"
            ),
        ]
