from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.areas.fields import dated_range
from lms.areas.models import Area


class FactStatus(models.TextChoices):
    SETTLED = "settled", _("ditetapkan")
    DISPUTED = "disputed", _("diperdebatkan (periksa)")
    LOCAL = "local", _("menurut daerah")


class FactWords(models.Model):
    """What a fact says and where that comes from."""

    value = models.CharField(_("nilai"), max_length=80)
    unit = models.CharField(_("satuan"), max_length=24, blank=True)
    wording = models.TextField(_("kalimat"))
    status = models.CharField(_("status"), max_length=8, choices=FactStatus)
    source_title = models.CharField(_("sumber"), max_length=300)
    source_url = models.URLField(_("alamat sumber"), max_length=500, blank=True)
    source_read_on = models.DateField(_("dibaca pada"), null=True)
    note = models.TextField(_("catatan"), blank=True)
    review_due = models.DateField(_("tinjau ulang"), null=True)

    class Meta:
        abstract = True

    @property
    def words(self) -> dict[str, Any]:
        """Everything it says, by the name of its field."""
        return {field.name: getattr(self, field.name) for field in FactWords._meta.local_fields}


class Fact(FactWords):
    """A medical number with its source, in force for a period, perhaps for one area only.

    Text cites it as ``{fakta:key}``. A scored question may not cite one that is disputed or local.
    ``elsewhere``: the numbers that areas chose in its place, where they were read with it (``modules.facts``).
    """

    personal_data = "none"
    Status = FactStatus
    elsewhere: Sequence["Fact"] = ()

    key = models.CharField(_("kunci"), max_length=80)
    area = models.ForeignKey(Area, verbose_name=_("wilayah"), on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True)

    class Meta:
        verbose_name = _("fakta")
        verbose_name_plural = _("fakta")
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
