from django.conf import settings
from django.db import models

from assessments.models.paper import PaperForm
from assessments.models.question import QuestionVersion
from assessments.models.quiz import Quiz
from lms.areas.fields import opaque_token
from lms.people.models import DeviceProfile, Kader


class Ticket(models.Model):
    """*Lembar soal*: pins what one kader was given, and the rule she is held to.

    ``token`` is the nonce by which an envelope carries its authority. The window runs from issue to receipt; there is
    no time limit inside it (DESIGN 5.3). ``rule`` is copied from the quiz, so that a later edit cannot move it.
    """

    personal_data = "linked"

    class Mode(models.TextChoices):
        SELF = "sendiri", "sendiri di HP"
        ALOUD = "dibacakan", "dibacakan petugas"
        PAPER = "kertas", "di kertas"

    token = models.CharField(max_length=32, unique=True, default=opaque_token, editable=False)
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveIntegerField()
    rule = models.JSONField()
    paper = models.ForeignKey(PaperForm, on_delete=models.PROTECT, null=True, related_name="tickets")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who reads or types."
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SELF)
    device_profile = models.ForeignKey(DeviceProfile, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    receive_until = models.DateTimeField()
    ahead = models.BooleanField(default=False, help_text="A phone holds it for later: she has not begun it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kader", "quiz", "ordinal"], name="ticket_ordinal"),
            models.UniqueConstraint(
                fields=["kader", "paper"], condition=models.Q(paper__isnull=False), name="ticket_of_a_form_once"
            ),
            models.CheckConstraint(condition=models.Q(receive_until__gt=models.F("issued_at")), name="ticket_window"),
        ]


class TicketItem(models.Model):
    """One item of a ticket, in the order it is shown; ``pin`` is what its type fixed for her:
    above all which letter stands for which option.

    ``alternative`` is its *soal pengganti*, for whoever cannot see a picture, with its pin.
    """

    personal_data = "none"

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    pin = models.JSONField(default=list)
    alternative = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, null=True, related_name="+")
    alternative_pin = models.JSONField(null=True)

    class Meta:
        ordering = ["ticket", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "position"], name="ticket_item_position"),
            models.UniqueConstraint(fields=["ticket", "version"], name="ticket_item_version"),
            models.UniqueConstraint(fields=["ticket", "alternative"], name="ticket_item_alternative"),
            models.CheckConstraint(
                condition=models.Q(alternative__isnull=True, alternative_pin__isnull=True)
                | models.Q(alternative__isnull=False, alternative_pin__isnull=False),
                name="ticket_item_alternative_pinned",
            ),
        ]
