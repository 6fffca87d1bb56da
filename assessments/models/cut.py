from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.quiz import Quiz


class CutRound(models.Model):
    """A modified Angoff: nakes say of each row how many of ten *barely able* kader would answer right.

    ``rows`` is ``[{"key", "competency", "lesson", "stems", "weight"}]``, pinned when the round opens: a later question
    moves nothing. ``weight`` is how many items of a ticket come from the row on average.
    """

    personal_data = "linked"

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz"], condition=Q(closed_at__isnull=True), name="cut_round_one_open")
        ]


class CutEstimate(models.Model):
    """What one nakes says of every row; hers to correct until the round is closed."""

    personal_data = "linked"

    round = models.ForeignKey(CutRound, on_delete=models.PROTECT, related_name="estimates")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(help_text="{row key: 0 to 10}")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "by"], name="cut_estimate_once")]


class CutDecision(models.Model):
    """Somebody with authority has taken the cut that a round proposes, or another near it with a reason."""

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    round = models.OneToOneField(CutRound, on_delete=models.PROTECT, related_name="decision")
    percent = models.PositiveSmallIntegerField()
    proposed = models.DecimalField(max_digits=5, decimal_places=2)
    lowest = models.DecimalField(max_digits=5, decimal_places=2)
    highest = models.DecimalField(max_digits=5, decimal_places=2)
    judges = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="cut_percent")]
