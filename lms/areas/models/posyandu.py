from django.db import models

from lms.areas.fields import dated_range, uuid_field
from lms.areas.models.area import Area
from lms.areas.models.puskesmas import Puskesmas
from lms.areas.opening import CODES
from lms.areas.opening import words as opening_words


class Posyandu(models.Model):
    """A posyandu stands in one desa/kelurahan and is served by one puskesmas."""

    personal_data = "none"

    uuid = uuid_field()
    name = models.CharField(max_length=80)
    desa = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="posyandu")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, related_name="posyandu")
    registration_number = models.CharField(max_length=32, blank=True, help_text="Kepmendagri 2834/2025")
    decree_number = models.CharField("SK pembentukan", max_length=80, blank=True)
    decree_date = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    opening = models.CharField("hari buka", max_length=4, blank=True, help_text="A code of lms.areas.opening.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")

    class Meta:
        verbose_name_plural = "posyandu"
        constraints = [
            models.UniqueConstraint(
                fields=["desa", "name"], condition=models.Q(closed_on__isnull=True), name="posyandu_name_in_desa"
            ),
            models.CheckConstraint(condition=models.Q(opening__in=["", *CODES]), name="posyandu_opening_is_a_code"),
        ]

    def __str__(self) -> str:
        return f"Posyandu {self.name}"

    @property
    def opening_words(self) -> str:
        """On which day of the month it opens, in words; "" where nobody has said."""
        return opening_words(self.opening)


class PosyanduKind(models.Model):
    """The kind of a posyandu in a period: Bontang's balita and lansia posyandu *became* terpadu."""

    personal_data = "none"

    class Kind(models.TextChoices):
        BALITA = "balita", "balita"
        LANSIA = "lansia", "lansia"
        REMAJA = "remaja", "remaja"
        POSBINDU = "posbindu", "posbindu"
        TERPADU = "terpadu", "terpadu (siklus hidup)"

    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, related_name="kinds")
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            dated_range("posyandu_kind_period"),
            models.UniqueConstraint(
                fields=["posyandu"], condition=models.Q(until__isnull=True), name="posyandu_one_kind_now"
            ),
        ]


class PosyanduStrata(models.Model):
    """The strata of a posyandu (not the level of a kader: *Strata Madya* is not *Kader Madya*)."""

    personal_data = "none"

    class Strata(models.TextChoices):
        PRATAMA = "pratama", "Pratama"
        MADYA = "madya", "Madya"
        PURNAMA = "purnama", "Purnama"
        MANDIRI = "mandiri", "Mandiri"

    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, related_name="strata")
    strata = models.CharField(max_length=8, choices=Strata)
    assessed_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posyandu", "assessed_on"], name="posyandu_strata_a_day")]


class PosyanduVerification(models.Model):
    """A dated verification, such as Kediri's *center of excellence / siklus hidup* (172 of 344)."""

    personal_data = "none"

    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, related_name="verifications")
    what = models.CharField(max_length=80)
    verified_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posyandu", "what", "verified_on"], name="posyandu_verified_once")
        ]
