from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models.kader import EVERY_FIELD, Field


class Programme(models.Model):
    """What is to be learnt as a whole, such as the 25 keterampilan dasar. Others come as packages, without code."""

    personal_data = "none"

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    field = models.CharField(
        "bidang",
        max_length=16,
        choices=[*Field.choices, (EVERY_FIELD, "Semua bidang")],
        help_text="Only kader of this field are counted; of all fields each once, where she began last.",
    )
    officer = models.CharField(
        "petugas", max_length=60, default="bidan", help_text="Whom its kader tell and ask, in the middle of a sentence."
    )
    version = models.CharField(max_length=20)
    open_day = models.JSONField(default=dict, blank=True, help_text="Cards by step and what is reckoned there.")

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Whom it counts: "kader bidang kesehatan"."""
        if self.field == EVERY_FIELD:
            return _("kader semua bidang")
        return _("kader bidang %(field)s") % {"field": self.get_field_display().lower()}


class CompetencyGroup(models.Model):
    """One of the groups (A to E) of a programme; ``life_stages`` are those it makes a posyandu ready for."""

    personal_data = "none"

    class LifeStage(models.TextChoices):
        IBU = "ibu_hamil_menyusui", gettext_lazy("Ibu hamil dan menyusui")
        BALITA = "bayi_balita", gettext_lazy("Bayi dan balita")
        REMAJA = "sekolah_remaja", gettext_lazy("Usia sekolah dan remaja")
        PRODUKTIF = "usia_produktif", gettext_lazy("Usia produktif")
        LANSIA = "lansia", gettext_lazy("Lansia")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    key = models.CharField(max_length=4)
    title = models.CharField(max_length=120)
    life_stages = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["programme", "position"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="group_key_in_programme")]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class Competency(models.Model):
    """One skill (``B3``). Its official wording is data: E2's has already changed once."""

    personal_data = "none"

    group = models.ForeignKey(CompetencyGroup, on_delete=models.PROTECT, related_name="competencies")
    key = models.CharField(max_length=8)
    title = models.CharField(max_length=200, help_text="Official wording.")
    short_title = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["group", "position"]
        verbose_name_plural = "competencies"
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="competency_key_in_group")]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"
