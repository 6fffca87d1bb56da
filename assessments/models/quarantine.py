from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from assessments.models.attempt import Attempt
from assessments.models.event import TrainingEvent
from assessments.models.evidence import AppendOnlyError
from assessments.models.ticket import Ticket
from lms.people.models import Kader


class QuarantineQuerySet(models.QuerySet):
    def delete(self) -> NoReturn:
        raise AppendOnlyError("nothing in quarantine is ever dropped")


class Quarantine(models.Model):
    """An envelope that could not be accepted, kept whole, with a reason a person can work on. ``kader``: whose, by its
    ticket or the profile of a phone; None: nobody can say. ``event``: whose officers look at it, too.

    Settled once, in words: accepted by an officer as the ``attempt`` of its ticket, or closed with a note alone.
    """

    personal_data = "linked"

    class Reason(models.TextChoices):
        UNREADABLE = "unreadable", "isi tidak terbaca"
        UNKNOWN_TICKET = "unknown_ticket", "lembar soal tidak dikenal"
        CONFLICT = "conflict", "nomor sama, isi berbeda"
        TICKET_USED = "ticket_used", "lembar soal sudah dipakai"
        TOO_LATE = "too_late", "lewat batas kirim"
        WRONG_CREDENTIAL = "wrong_credential", "bukan dari HP yang menerima lembar"
        WITHDRAWN = "withdrawn", "tidak bertugas lagi saat menjawab"
        UNKNOWN_PROFILE = "unknown_profile", "HP pengirim tidak dikenal"
        UNKNOWN_SUBJECT = "unknown_subject", "pelajaran atau soal tidak dikenal"
        NO_ROLE = "no_role", "tidak bertugas menilai saat itu"
        FOREIGN_EVENT = "foreign_event", "bukan kegiatannya, atau bukan harinya"
        FOREIGN_KADER = "foreign_kader", "bukan kader yang dinilainya"
        UNCORRECTABLE = "uncorrectable", "yang dikoreksi sudah berubah, atau bukan penilaiannya"
        OLD_CARD = "old_card", "kartu sudah diganti"

    class Kind(models.TextChoices):
        ANSWERS = "answers", gettext_lazy("Jawaban")
        STUDY = "study", gettext_lazy("Tanda belajar")
        PRACTICE = "practice", gettext_lazy("Hasil latihan")
        FLAG = "flag", gettext_lazy("Tanda soal membingungkan")
        VISIT = "visit", gettext_lazy("Penilaian di pos")
        PRESENCE = "presence", gettext_lazy("Kehadiran")

    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=20, choices=Reason)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ANSWERS)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="+")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settlement = models.TextField(blank=True)
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, null=True, related_name="+")

    objects = QuarantineQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "quarantine"
        constraints = [
            models.UniqueConstraint(fields=["body_sha256", "reason"], name="quarantine_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settlement="", attempt__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settlement=""),
                name="quarantine_settled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["settled_at", "received_at"])]

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("nothing in quarantine is ever dropped")
