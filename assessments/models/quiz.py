from django.db import models
from django.db.models import Q

from modules.models import Competency, CompetencyGroup


class Quiz(models.Model):
    """A blueprint and a rule from which tickets are drawn.

    ``blueprint`` is ``[{"competency": "B3", "count": 6}, ...]``. ``pass_percent`` is not the ministry's number
    (``kompetensi.md`` 2.3: not found); it is a setting. ``max_attempts`` None: free retakes.
    """

    personal_data = "none"

    class Kind(models.TextChoices):
        MODULE = "kuis_modul", "Kuis modul"
        PRE = "pre_test", "Pre-test"
        POST = "post_test", "Post-test"
        EVALUATION = "evaluasi", "Evaluasi kelompok"

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(CompetencyGroup, on_delete=models.PROTECT, null=True, related_name="+")
    blueprint = models.JSONField()
    pass_percent = models.PositiveSmallIntegerField(default=70)
    max_attempts = models.PositiveSmallIntegerField(null=True)
    sample = models.BooleanField(default=False, help_text="Contoh: does not yet cover its whole group.")
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "quizzes"
        constraints = [
            models.CheckConstraint(
                condition=Q(competency__isnull=False, group__isnull=True)
                | Q(competency__isnull=True, group__isnull=False),
                name="quiz_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="quiz_pass_percent"),
        ]

    def __str__(self) -> str:
        return self.title
