from django.db import models

from lms.people.models import Kader
from modules.models.programme import Competency


class StudyMark(models.Model):
    """A kader opened or finished a lesson. Study, never proof. Named by key, since a page may go."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    lesson_key = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kader", "competency", "lesson_key"], name="study_mark_once"),
        ]
