"""*Soal ini membingungkan*: what those who answer say of an item."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.question import Question, QuestionVersion
from assessments.models.ticket import TicketItem
from lms.people.models import Kader

LONGEST = 300  # letters of what she may add


class QuestionFlag(models.Model):
    """Somebody found an item confusing as it read then. On a ticket it is one kader's, once; in practice nobody is
    asked who she is. ``id`` is made from the form, so that a second tap is the same flag. ``text`` ends with its term.
    """

    personal_data = "linked"

    class Why(models.TextChoices):
        STEM = "soal", _("Pertanyaannya sulit dipahami")
        OPTIONS = "pilihan", _("Lebih dari satu jawaban tampak benar, atau tidak ada yang benar")
        WORD = "kata", _("Ada kata yang tidak saya kenal")
        PICTURE = "gambar", _("Gambarnya tidak jelas")
        LESSON = "pelajaran", _("Tidak ada di pelajaran, atau lain dari pelajaran")
        OTHER = "lain", _("Lainnya")

    id = models.UUIDField(primary_key=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="flags")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    ticket_item = models.OneToOneField(TicketItem, on_delete=models.PROTECT, null=True, related_name="+")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=9, choices=Why)
    text = models.TextField(blank=True)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ticket_item__isnull=True, kader__isnull=True)
                | models.Q(ticket_item__isnull=False, kader__isnull=False),
                name="question_flag_of_her_ticket",
            ),
        ]
