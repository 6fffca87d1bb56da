from django.db import models
from django.db.models import Expression, Q, Value
from django.db.models.functions import Lower, Replace

from lms.areas.fields import uuid_field
from lms.people.folding import REPLACED


def _folded() -> Expression:
    """``lms.people.folding.fold`` of the name, as the database does it."""
    text: Expression = Lower("name")
    for letter, plain in REPLACED:
        text = Replace(text, Value(letter), Value(plain))
    return text


class Person(models.Model):
    """Who somebody is. Every identity field of a person stands in this one row, so that it can be erased."""

    personal_data = "identity"

    class Sex(models.TextChoices):
        FEMALE = "P", "perempuan"
        MALE = "L", "laki-laki"

    uuid = uuid_field()
    name = models.CharField(max_length=120)
    # Made by the database, so that no writer can forget it and erasing the name erases it too.
    folded = models.GeneratedField(expression=_folded(), output_field=models.CharField(max_length=120), db_persist=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.FEMALE)
    birth_date = models.DateField(null=True)
    phone = models.CharField(max_length=16, blank=True, help_text="E.164. A number may belong to several people.")
    nip = models.CharField("NIP", max_length=18, blank=True, help_text="Contract staff have none.")
    # AES-256-GCM bound to ``uuid``, and a keyed index to find doubles by: lms.people.nik alone writes and reads them.
    nik_sealed = models.CharField(max_length=80, blank=True)
    nik_index = models.CharField(max_length=64, blank=True)
    deceased = models.BooleanField(default=False, help_text="So that nobody addresses her; no day, no cause.")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["name"]), models.Index(fields=["phone"])]
        constraints = [
            models.UniqueConstraint(fields=["nik_index"], condition=~Q(nik_index=""), name="person_nik_once"),
            models.CheckConstraint(
                condition=Q(nik_index="", nik_sealed="") | ~Q(nik_index="") & ~Q(nik_sealed=""), name="person_nik_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def honorific(self) -> str:
        return "Bapak" if self.sex == self.Sex.MALE else "Ibu"
