from django.conf import settings
from django.db import models

from assessments.models.evidence import Evidence
from assessments.models.quiz import Quiz
from assessments.models.ticket import Ticket


class Attempt(Evidence):
    """The answers to one ticket, as handed in. ``id`` was made on the device.

    ``body`` is the envelope byte for byte, ``body_sha256`` was taken before parsing. ``answers`` is
    ``{position: answer}``; ``marks`` is ``{position: share of the item earned, 0 to 1}``, without the
    items that could not be scored any more when it came in.
    """

    personal_data = "linked"

    class Channel(models.TextChoices):
        FORM = "form", "formulir"
        SYNC = "sync", "kiriman"

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="attempt")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel)
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    receipt = models.CharField(max_length=12, help_text="Short code shown to her.")
    answers = models.JSONField()
    marks = models.JSONField()
    score_percent = models.DecimalField(max_digits=5, decimal_places=2)
    passed = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["kader", "quiz", "happened_at"])]


class Quarantine(models.Model):
    """An envelope that could not be accepted, kept whole, with a reason a person can work on."""

    personal_data = "linked"

    class Reason(models.TextChoices):
        UNREADABLE = "unreadable", "isi tidak terbaca"
        UNKNOWN_TICKET = "unknown_ticket", "lembar soal tidak dikenal"
        CONFLICT = "conflict", "nomor sama, isi berbeda"
        TICKET_USED = "ticket_used", "lembar soal sudah dipakai"
        TOO_LATE = "too_late", "lewat batas kirim"
        WRONG_CREDENTIAL = "wrong_credential", "bukan dari HP yang menerima lembar"

    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=20, choices=Reason)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settlement = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "quarantine"
        constraints = [models.UniqueConstraint(fields=["body_sha256", "reason"], name="quarantine_once")]
