from django.db import models
from django.db.models import Q

from modules.models import Competency


class Instrument(models.Model):
    """The practical form of a competency. Replaceable by the official one without a developer."""

    personal_data = "none"

    key = models.SlugField(max_length=60, unique=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    written = models.JSONField(default=dict, help_text="As the author wrote it, with {fakta:key}.")

    @property
    def lessons(self) -> dict[str, str]:
        """Key of a step -> the lesson that teaches it, where the author named one."""
        return {step["key"]: step["lesson"] for step in self.written.get("steps", ()) if step.get("lesson")}

    def __str__(self) -> str:
        return self.title


class InstrumentVersion(models.Model):
    """A form as it stood when it was used. Immutable; evidence says which one.

    ``content`` holds ``setup, materials, minutes, adaptation, steps [{key, text, critical, benar, bantuan, belum}],
    pass {critical, min_benar_percent}, coaching``.
    """

    personal_data = "none"

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    official = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_number"),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(retired_at__isnull=True), name="instrument_one_in_use"
            ),
        ]
