from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.attempt import Attempt
from assessments.models.question import QuestionVersion


class Regrade(models.Model):
    """The act that the sheets which showed ``old`` are marked by the key of ``new``, a version of the same question.

    ``new`` None: ``old`` is struck, no key of it can be right. The latest act about ``old`` is in force; one that names
    ``old`` itself as ``new`` takes the others back.
    """

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    old = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="regrades")
    new = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="regrade_says_why"),
        ]


class RegradeReckoning(models.Model):
    """What an act would change, counted beforehand where the sheets are too many to count while somebody waits.

    Derived: made anew on demand. ``last``: the attempt up to which it has come, in the order of their ids.
    """

    personal_data = "none"

    key = models.CharField(max_length=60, unique=True, help_text="old:new, by row ids; old: for a strike.")
    old = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="+")
    new = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, null=True, related_name="+")
    total = models.PositiveIntegerField()
    reckoned = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gained = models.JSONField(default=dict, help_text="How many would pass now, by kab/kota.")
    lost = models.JSONField(default=dict)
    last = models.UUIDField(null=True)
    touched_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)


class AttemptRegrade(models.Model):
    """What an attempt earns after a regrade. The newest one is in force instead of the attempt's own marks."""

    personal_data = "linked"
    append_only = True

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regrades")
    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="attempts")
    marks = models.JSONField()
    score_percent = models.DecimalField(max_digits=5, decimal_places=2)
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "regrade"], name="attempt_regrade_once")]
