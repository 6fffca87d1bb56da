"""What readers say is wrong in a page, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.areas.models import Area

LONGEST = 1000  # letters of a report


class ContentReport(models.Model):
    """Somebody reported a page. Who she is nobody asks; what she wrote may still name people, so it ends with its term.

    ``id`` is made from the form and its words, so that a second tap is the same report. Bound to what the page said
    then (``content_hash``); ``title`` and ``address`` stay when the page goes.
    """

    personal_data = "linked"

    class Kind(models.TextChoices):
        HARM = "harm", _("Bisa membahayakan orang")
        NUMBER = "number", _("Angka atau aturannya salah")
        UNCLEAR = "unclear", _("Sulit dipahami")
        MEDIA = "media", _("Gambar, video, atau suara salah")
        TYPING = "typing", _("Salah ketik, atau tautan rusak")
        OTHER = "other", _("Lainnya")

    class Who(models.TextChoices):
        KADER = "kader", _("Kader")
        NAKES = "nakes", _("Tenaga kesehatan")
        OTHER = "other", _("Warga atau lainnya")

    class State(models.TextChoices):
        NEW = "new", _("Baru")
        TAKEN = "taken", _("Sedang ditangani")
        CLOSED = "closed", _("Selesai")

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("Sudah diperbaiki")
        NOT_WRONG = "not_wrong", _("Ternyata tidak salah")
        DOUBLE = "double", _("Sudah dilaporkan orang lain")

    id = models.UUIDField(primary_key=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, related_name="+", help_text="As PublicPage.area."
    )
    title = models.CharField(max_length=255)
    address = models.CharField(max_length=500)
    content_hash = models.CharField(max_length=64, blank=True, help_text="Empty: the page cited an unknown fact.")
    kind = models.CharField(max_length=8, choices=Kind)
    who = models.CharField(max_length=8, choices=Who, blank=True)
    text = models.TextField()
    received_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(blank=True, help_text="Shown to whoever holds the address of the receipt.")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("laporan pembaca")
        verbose_name_plural = _("laporan pembaca")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True, outcome="", answer=""),
                name="content_report_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="content_report_taken_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at"]), models.Index(fields=["page", "state"])]

    @property
    def receipt(self) -> str:
        """What she can tell: "7F3A-90C2"."""
        sign = self.id.hex[:8].upper()
        return f"{sign[:4]}-{sign[4:]}"
