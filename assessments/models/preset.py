from django.db import models

from modules.models import Programme


class SkillRule(models.Model):
    """What makes a competency of a programme *terampil*. No row: the default, *evaluasi + observasi*.

    ``applied_at`` None after ``chosen_at``: the records of everybody are still to be derived by it.
    """

    personal_data = "none"

    class Preset(models.TextChoices):
        EVALUATION_AND_OBSERVATION = "evaluasi_observasi", "evaluasi + observasi"
        OBSERVATION = "observasi", "observasi saja"

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="+")
    preset = models.CharField(max_length=20, choices=Preset, default=Preset.EVALUATION_AND_OBSERVATION)
    chosen_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
