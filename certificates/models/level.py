from django.db import models

from modules.models import Programme


class LevelScheme(models.Model):
    """How the levels of a programme are won. Public sources differ (``kompetensi.md`` 2.1), so it is data."""

    personal_data = "none"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    active = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="level_scheme_key"),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(active=True), name="level_scheme_one_active"
            ),
        ]


class Level(models.Model):
    """Kader Purwa, Madya, Utama. ``required_groups`` must all be terampil, and ``other_groups`` more of any."""

    personal_data = "none"
    OUT_OF_THE_WAY = 1000  # positions from here on: no longer in the package, kept for the awards that name them

    scheme = models.ForeignKey(LevelScheme, on_delete=models.PROTECT, related_name="levels")
    key = models.SlugField(max_length=20)
    title = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    required_groups = models.JSONField(default=list)
    other_groups = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["scheme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="level_key"),
            models.UniqueConstraint(fields=["scheme", "position"], name="level_position"),
        ]

    def __str__(self) -> str:
        return self.title
