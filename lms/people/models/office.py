from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.areas.models import Area, Puskesmas
from lms.people.models.person import Person
from lms.people.models.user import User


def _private() -> Storage:
    return storages["private"]


class Office(models.Model):
    """What the papers of a Dinas (of a kab/kota or province) or puskesmas say of it: kop, logo, *pejabat*, city.

    A paper freezes these words when it is issued. Logos are stored by their hash and never removed, since a paper may
    be set long after the office has taken another one. Who the head is stands in ``Person``.
    """

    personal_data = "linked"

    uuid = uuid_field()
    area = models.OneToOneField(Area, on_delete=models.PROTECT, null=True, related_name="+")
    puskesmas = models.OneToOneField(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    government = models.CharField(max_length=120, help_text="Pemerintah Kota Kediri")
    name = models.CharField(max_length=120, help_text="Dinas Kesehatan")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True, help_text="The office's own, as it stands in its kop.")
    email = models.CharField(max_length=120, blank=True)
    website = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=60, blank=True, help_text="Stands before the date of a paper.")
    logo = models.FileField(storage=_private, blank=True)
    head = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    head_title = models.CharField(max_length=120, blank=True, help_text="Jabatan, with or without Plt.")
    head_rank = models.CharField(max_length=80, blank=True, help_text="Pangkat and golongan.")
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, puskesmas__isnull=True) | Q(area__isnull=True, puskesmas__isnull=False),
                name="office_of_one_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.government}"
