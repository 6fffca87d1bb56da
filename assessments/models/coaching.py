from django.conf import settings
from django.db import models

from assessments.models.quiz import Quiz
from lms.people.models import Kader


class Coaching(models.Model):
    """An officer has sat down with a kader who had used all her attempts: one more is open (*pendampingan*).

    ``after`` is how many attempts she had made, so that two officers or a double tap open one and not two.
    """

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    note = models.CharField(max_length=300)
    after = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "quiz", "after"], name="coaching_opens_one")]
