from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments import blueprint
from assessments.blueprint import Line
from modules.models import Competency, CompetencyGroup, Programme


class Quiz(models.Model):
    """A blueprint and a rule from which tickets are drawn.

    ``blueprint`` is a list of ``assessments.blueprint.Line`` as written; ``lines`` is what holds. ``pass_percent`` is
    not the ministry's number (``kompetensi.md`` 2.3: not found): ``cut_source`` says where it comes from, "" that it is
    proposed. ``max_attempts`` None: free retakes. ``pair`` of a post-test: the pre-test from whose blueprint it draws
    other items.
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
    pair = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="paired")
    blueprint = models.JSONField(default=list, help_text="Empty: a pair's, or of a kuis modul the site's.")
    pass_percent = models.PositiveSmallIntegerField(
        default=70, null=True, help_text="None: a kuis modul's, the site's."
    )
    cut_source = models.CharField(max_length=160, blank=True)
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
            models.CheckConstraint(
                condition=Q(pass_percent__isnull=False) | Q(kind="kuis_modul"), name="quiz_pass_percent_of_site"
            ),
            models.CheckConstraint(condition=Q(pair__isnull=True) | Q(kind="post_test"), name="quiz_pair_of_post_test"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def lines(self) -> list[Line]:
        """What a ticket is drawn by."""
        if self.pair is not None:
            return self.pair.lines
        if not self.blueprint and self.kind == self.Kind.MODULE and self.competency is not None:
            return [Line(self.competency.key, settings.MODULE_QUIZ_ITEMS)]
        return blueprint.read(self.blueprint)

    @property
    def cut(self) -> int:
        """The share in percent that passes."""
        return settings.MODULE_QUIZ_PASS if self.pass_percent is None else self.pass_percent

    @property
    def source_of_cut(self) -> str:
        """Where the cut comes from, for everybody."""
        return self.cut_source or "usulan, bukan angka Kemenkes"

    @property
    def pool_times(self) -> int:
        """How many times the draw its pools should hold."""
        return blueprint.MODULE_POOL if self.kind == self.Kind.MODULE else blueprint.POOL

    @property
    def programme(self) -> Programme:
        group = self.competency.group if self.competency else self.group
        return group.programme  # type: ignore[union-attr]
