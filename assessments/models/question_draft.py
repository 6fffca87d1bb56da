"""What an item shall say, until it does."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.question import Question


class QuestionDraft(models.Model):
    """The words an author is at. Beside an item in use they change nothing until a nakes has read them.

    ``reviewed_sha256``: what they said, facts written out, when she did; a fact that changes since leaves it behind.
    ``reviewed_pictures``: the pictures she saw with them, as ``QuestionVersion.pictures_sha256``.
    """

    personal_data = "linked"

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="draft")
    written = models.JSONField(help_text="As Question.written.")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_sha256 = models.CharField(max_length=64, blank=True)
    reviewed_pictures = models.CharField(max_length=64, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_sha256="", reviewed_at__isnull=True, reviewed_by__isnull=True)
                | ~Q(reviewed_sha256="") & Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="question_draft_reviewed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("written_by")),
                name="question_draft_reviewed_by_another",
            ),
        ]

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_sha256)
