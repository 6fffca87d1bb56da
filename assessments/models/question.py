from django.conf import settings
from django.db import models

from modules.models import Competency


class Question(models.Model):
    """A bank item. It is for practice (its key travels with it) or for counting, never both (DESIGN 5.4)."""

    personal_data = "none"

    class Use(models.TextChoices):
        PRACTICE = "latihan", "latihan"
        COUNTING = "counting", "cek kemampuan"

    class Status(models.TextChoices):
        DRAFT = "draft", "rancangan"
        REVIEWED = "reviewed", "ditelaah"
        ACTIVE = "active", "dipakai"
        RETIRED = "retired", "diistirahatkan"

    class Difficulty(models.TextChoices):
        EASY = "mudah", "mudah"
        MEDIUM = "sedang", "sedang"
        HARD = "sulit", "sulit"

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

    class Meta:
        indexes = [models.Index(fields=["competency", "use", "status"])]

    def __str__(self) -> str:
        return self.key


class QuestionVersion(models.Model):
    """What an item said at one publishing, facts resolved. Immutable; tickets protect it.

    ``content`` has the shape its type's folder defines; ``sha256`` is over its canonical JSON.
    """

    personal_data = "none"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number"),
            models.UniqueConstraint(fields=["question", "sha256"], name="question_version_once"),
        ]
