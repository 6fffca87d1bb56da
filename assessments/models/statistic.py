from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.analysis.items import ENOUGH
from assessments.models.question import QuestionVersion
from assessments.models.quiz import Quiz
from assessments.models.ticket import Ticket
from lms.areas.models import Area

NOTHING = 99  # the place of the first finding, where there is none


class AnalysisRun(models.Model):
    """One reckoning of what the answers teach: asked for by somebody, or by the night (``asked_by`` None)."""

    personal_data = "linked"

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True, help_text="Whoever works on it took it up then.")
    done_at = models.DateTimeField(null=True)
    sheets = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(begun_at__isnull=False), name="analysis_done_was_begun"
            ),
        ]


class ItemStatistics(models.QuerySet["ItemStatistic"]):
    def enough(self) -> "ItemStatistics":
        """Those of which something may be said."""
        return self.filter(n__gte=ENOUGH)

    def ailing(self) -> "ItemStatistics":
        """Those with a finding."""
        return self.enough().filter(worst__lt=NOTHING)


class ItemStatistic(models.Model):
    """What the answers say of one version in one mode. Derived: dropped and reckoned anew.

    ``choices`` is ``{key: [chosen by the best third, by the others]}``, ``best`` how many the best third are;
    ``findings`` is ``[{sign, choice, figure}]``, worst first (``assessments.analysis.doctor``).
    """

    personal_data = "none"

    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="statistics")
    mode = models.CharField(max_length=10, choices=Ticket.Mode)
    n = models.PositiveIntegerField()
    best = models.PositiveIntegerField()
    facility = models.FloatField()
    discrimination = models.FloatField(null=True)
    seconds = models.FloatField(null=True, help_text="The middle of the times taken, where a phone told them.")
    choices = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    worst = models.PositiveSmallIntegerField(default=NOTHING, help_text="Place of the first finding; 99: none.")
    computed_at = models.DateTimeField()

    objects = ItemStatistics.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "mode"], name="item_statistic_once_a_mode")]
        indexes = [models.Index(fields=["worst", "version"])]


class QuizStatistic(models.Model):
    """How far the result of one quiz may be trusted (``assessments.analysis.reliability``). Derived."""

    personal_data = "none"

    quiz = models.OneToOneField(Quiz, on_delete=models.PROTECT, related_name="statistic")
    n = models.PositiveIntegerField()
    items = models.FloatField()
    versions = models.PositiveIntegerField()
    dichotomous = models.BooleanField(help_text="Every mark is 0 or 1: alpha is KR-20.")
    alpha = models.FloatField(null=True)
    phi = models.FloatField(null=True)
    error = models.FloatField()
    mean = models.FloatField()
    deviation = models.FloatField()
    cut = models.PositiveSmallIntegerField()
    below = models.FloatField()
    at = models.FloatField()
    above = models.FloatField()
    near = models.FloatField()
    computed_at = models.DateTimeField()


class RetirementProposal(models.Model):
    """A version that is far easier in one kab/kota than elsewhere; a person decides whether its question rests."""

    personal_data = "linked"

    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    n = models.PositiveIntegerField()
    facility = models.FloatField()
    n_elsewhere = models.PositiveIntegerField()
    facility_elsewhere = models.FloatField()
    chance = models.FloatField()
    proposed_at = models.DateTimeField()
    retired = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "area"], name="retirement_proposed_once"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, retired__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, retired__isnull=False, decided_by__isnull=False),
                name="retirement_decided_by_somebody",
            ),
        ]
