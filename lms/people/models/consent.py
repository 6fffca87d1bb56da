from django.db import models

from lms.people.models.person import Person
from lms.people.models.user import User


class Consent(models.Model):
    """What a person was told or agreed to: which version, when, how. A withdrawal is a new row with ``given`` False.

    The database refuses UPDATE and DELETE. Of a parent only the relation stands here; the signed paper stays with the
    puskesmas.
    """

    personal_data = "linked"
    append_only = True

    class Purpose(models.TextChoices):
        NOTICE = "pemberitahuan", "pemberitahuan privasi dibaca"
        PARENT = "orang_tua", "izin orang tua atau wali"

    class Channel(models.TextChoices):
        SCREEN = "layar", "di layar"
        PAPER = "kertas", "di kertas"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=16, choices=Purpose)
    version = models.CharField(max_length=16, blank=True, help_text="Of the notice.")
    relation = models.CharField(max_length=16, blank=True, help_text="Of a parent: ibu, ayah, wali.")
    given = models.BooleanField(default=True)
    channel = models.CharField(max_length=8, choices=Channel)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "at"])]
