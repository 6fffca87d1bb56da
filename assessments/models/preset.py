from django.db import models
from django.utils.translation import gettext_lazy

from assessments.models.record import Rung
from modules.models import Programme


class SkillRule(models.Model):
    """What makes a competency of a programme *terampil*. No row: the default, *evaluasi + observasi*.

    ``outside_up_to`` is the weight of proof from elsewhere: the highest rung that it counts for. Kept whole either way.
    ``applied_at`` None after ``chosen_at``: the records of everybody are still to be derived by it.
    """

    personal_data = "none"

    class Preset(models.TextChoices):
        EVALUATION_AND_OBSERVATION = "evaluasi_observasi", "evaluasi + observasi"
        OBSERVATION = "observasi", "observasi saja"

    class Outside(models.TextChoices):
        AS_WRITTEN = Rung.SKILLED.value, gettext_lazy("seperti yang tertulis, sampai terampil")
        ASSESSED = Rung.ASSESSED.value, gettext_lazy("paling jauh dinilai: terampil harus terlihat di sini")
        TRAINED = Rung.TRAINED.value, gettext_lazy("paling jauh dilatih: penilaian dari luar tidak dihitung")

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="+")
    preset = models.CharField(max_length=20, choices=Preset, default=Preset.EVALUATION_AND_OBSERVATION)
    outside_up_to = models.CharField(max_length=10, choices=Outside, default=Outside.AS_WRITTEN)
    chosen_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
