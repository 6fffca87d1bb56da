import uuid

from django.conf import settings
from django.db import models

from assessments.models.question import QuestionVersion
from assessments.models.quiz import Quiz
from lms.areas.models import Puskesmas


class PaperForm(models.Model):
    """One form on paper, A or B, drawn once for a group of kader of a puskesmas. ``rule`` as in a ticket."""

    personal_data = "linked"

    class Letter(models.TextChoices):
        A = "A", "A"
        B = "B", "B"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1, choices=Letter)
    rule = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["puskesmas", "made_at"])]

    def __str__(self) -> str:
        return f"{self.quiz.title} {self.letter}"


class PaperItem(models.Model):
    """One item of a form, in its order; ``pin`` fixes it as in a ticket."""

    personal_data = "none"

    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    pin = models.JSONField()

    class Meta:
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "position"], name="paper_item_position"),
            models.UniqueConstraint(fields=["form", "version"], name="paper_item_version"),
        ]
