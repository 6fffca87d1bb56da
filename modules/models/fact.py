from django.db import models
from django.db.models import Q

from lms.areas.fields import dated_range
from lms.areas.models import Area


class Fact(models.Model):
    """A medical number with its source, in force for a period, perhaps for one area only.

    Text cites it as ``{fakta:key}``. A scored question may not cite one that is disputed or local.
    """

    personal_data = "none"

    class Status(models.TextChoices):
        SETTLED = "settled", "ditetapkan"
        DISPUTED = "disputed", "diperdebatkan (periksa)"
        LOCAL = "local", "menurut daerah"

    key = models.CharField("kunci", max_length=80)
    area = models.ForeignKey(Area, verbose_name="wilayah", on_delete=models.PROTECT, null=True, related_name="+")
    value = models.CharField("nilai", max_length=80)
    unit = models.CharField("satuan", max_length=24, blank=True)
    wording = models.TextField("kalimat")
    status = models.CharField(max_length=8, choices=Status)
    source_title = models.CharField("sumber", max_length=300)
    source_url = models.URLField("alamat sumber", max_length=500, blank=True)
    source_read_on = models.DateField("dibaca pada", null=True)
    note = models.TextField("catatan", blank=True)
    valid_from = models.DateField("berlaku sejak")
    valid_until = models.DateField("berlaku sampai", null=True)
    review_due = models.DateField("tinjau ulang", null=True)

    class Meta:
        verbose_name = "fakta"
        verbose_name_plural = "fakta"
        constraints = [
            dated_range("fact_period", since="valid_from", until="valid_until"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_until__isnull=True, area__isnull=True), name="fact_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["key", "area"],
                condition=Q(valid_until__isnull=True, area__isnull=False),
                name="fact_one_in_force_in_area",
            ),
        ]
        indexes = [models.Index(fields=["key"])]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit}".strip()


class FactUsage(models.Model):
    """Where a fact is cited: ``kind`` is registered by the floor that owns the citing thing (lesson, question ...)."""

    personal_data = "none"

    fact_key = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=120, help_text="The citing thing's own key.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_key", "kind", "target"], name="fact_usage_once")]
        indexes = [models.Index(fields=["kind", "target"])]
