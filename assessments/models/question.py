from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from modules.models import Competency


class Questions(models.QuerySet["Question"]):
    def drawable(self) -> "Questions":
        """In use; not those that wait until a person has read what a changed fact makes of them."""
        waits = Exists(QuestionProposal.objects.filter(question=OuterRef("pk"), decided_at__isnull=True))
        return self.filter(~waits, status=Question.Status.ACTIVE, current__isnull=False)


class Question(models.Model):
    """A bank item. It is for practice (its key travels with it) or for counting, never both (DESIGN 5.4)."""

    personal_data = "none"

    class Use(models.TextChoices):
        PRACTICE = "latihan", _("latihan")
        COUNTING = "counting", _("cek kemampuan")

    class Status(models.TextChoices):
        DRAFT = "draft", _("rancangan")
        REVIEWED = "reviewed", _("ditelaah")
        ACTIVE = "active", _("dipakai")
        RETIRED = "retired", _("diistirahatkan")

    class Difficulty(models.TextChoices):
        EASY = "mudah", _("mudah")
        MEDIUM = "sedang", _("sedang")
        HARD = "sulit", _("sulit")

    key = models.SlugField(max_length=80, unique=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    lesson_key = models.CharField(max_length=80, help_text="The lesson it tests.")
    type = models.CharField(max_length=20)
    use = models.CharField(max_length=8, choices=Use)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    difficulty = models.CharField(max_length=6, choices=Difficulty, default=Difficulty.MEDIUM)
    essential = models.BooleanField(default=False, help_text="Life depends on it.")
    written = models.JSONField(default=dict, help_text="As the author wrote it, with {fakta:key}.")
    current = models.ForeignKey(
        "QuestionVersion", on_delete=models.PROTECT, null=True, related_name="+", help_text="What new tickets pin."
    )

    objects = Questions.as_manager()

    class Meta:
        indexes = [models.Index(fields=["competency", "use", "status"])]

    def __str__(self) -> str:
        return self.key


class QuestionVersion(models.Model):
    """What an item said at one publishing, facts resolved. Immutable; tickets protect it.

    ``content`` has the shape its type's folder defines; ``sha256`` is over its canonical JSON. ``pictures`` holds a
    copy of each picture of the module that it showed when it was published (``assessments.pictures.Pinned``, by name):
    the module may get another one, a version never does. ``pictures_sha256`` is over their names and bytes.
    """

    personal_data = "none"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pictures = models.JSONField(default=dict)
    pictures_sha256 = models.CharField(max_length=64, blank=True, help_text="Empty: it showed none.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number"),
            models.UniqueConstraint(fields=["question", "sha256", "pictures_sha256"], name="question_version_once"),
        ]


class QuestionProposal(models.Model):
    """What an item would say now that a fact it cites has changed. Until a person decides, it is not drawn."""

    personal_data = "linked"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="proposals")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(decided_at__isnull=True), name="question_proposal_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False, decided_by__isnull=False),
                name="question_proposal_decided_by_somebody",
            ),
        ]
