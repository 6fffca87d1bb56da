import uuid

from django.db import models

from assessments.models.ticket import Ticket


class AnswerStep(models.Model):
    """One answer on the way to a hand-in, so that she goes on where she stopped, also on another phone.

    ``id`` was made on the device: a step that is sent twice stands once. ``answer`` is a wire answer; None: taken back.
    No evidence: what counts is the envelope. Ends with its ticket (``steps.forget``).
    """

    personal_data = "linked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="steps")
    position = models.CharField(max_length=6)
    answer = models.JSONField(null=True)
    number = models.PositiveIntegerField(help_text="Which step of its device: they may come in another order.")
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "received_at", "number"])]
