from django.db import models

from assessments.models.evidence import Evidence
from assessments.models.quiz import Quiz
from assessments.models.ticket import Ticket


class Attempt(Evidence):
    """The answers to one ticket, as handed in. ``id`` was made on the device.

    ``body`` is the envelope byte for byte, ``body_sha256`` was taken before parsing. ``answers`` is
    ``{position: answer}`` in the author's keys; ``marks`` is ``{position: share of the item earned, 0 to 1}``, without
    the items that could not be scored any more when it came in.
    """

    personal_data = "linked"

    class Channel(models.TextChoices):
        FORM = "form", "formulir"
        SYNC = "sync", "kiriman"
        DESK = "meja", "diterima petugas"

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="attempt")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel)
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    receipt = models.CharField(max_length=12, help_text="Short code shown to her.")
    answers = models.JSONField()
    marks = models.JSONField()
    times = models.JSONField(null=True, help_text="Seconds on each item by the phone's clock; None: not told.")
    score_percent = models.DecimalField(max_digits=5, decimal_places=2)
    passed = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["kader", "quiz", "happened_at"])]
