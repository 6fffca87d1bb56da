from django.db import models
from django.db.models import Q

from lms.areas.fields import dated_range, uuid_field
from lms.areas.models import Posyandu, Pustu
from lms.people.models.person import Person


class Field(models.TextChoices):
    """*Bidang*: the six SPM fields of Permendagri 13/2024. The 25 competencies count kader of kesehatan only."""

    KESEHATAN = "kesehatan", "Kesehatan"
    PENDIDIKAN = "pendidikan", "Pendidikan"
    PEKERJAAN_UMUM = "pekerjaan_umum", "Pekerjaan umum"
    PERUMAHAN = "perumahan", "Perumahan rakyat"
    TRANTIBUM = "trantibum", "Ketenteraman dan ketertiban umum"
    SOSIAL = "sosial", "Sosial"


class Kader(models.Model):
    """A community health volunteer. Exists without a user account; evidence hangs on this row."""

    personal_data = "linked"

    uuid = uuid_field()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="kader")
    served_since = models.DateField(null=True, help_text="Masa bakti counts from here.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")

    class Meta:
        verbose_name_plural = "kader"

    def __str__(self) -> str:
        return f"kader {self.pk}"


class Membership(models.Model):
    """Where a kader serves, in which field and office, from when to when.

    ``primary`` is the membership that counts her: somebody who stands in two posyandu is one kader, not two.
    """

    personal_data = "linked"

    class Office(models.TextChoices):
        """*Jabatan*."""

        KETUA = "ketua", "Ketua"
        SEKRETARIS = "sekretaris", "Sekretaris"
        BENDAHARA = "bendahara", "Bendahara"
        KETUA_BIDANG = "ketua_bidang", "Ketua bidang"
        KADER = "kader", "Kader"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="memberships")
    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, null=True, related_name="+")
    pustu = models.ForeignKey(Pustu, on_delete=models.PROTECT, null=True, related_name="+")
    field = models.CharField("bidang", max_length=16, choices=Field, default=Field.KESEHATAN)
    office = models.CharField("jabatan", max_length=16, choices=Office, default=Office.KADER)
    decree_number = models.CharField("nomor SK", max_length=80, blank=True)
    decree_date = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True, help_text="First day she no longer serves there.")
    primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            dated_range("membership_period"),
            models.CheckConstraint(
                condition=Q(posyandu__isnull=False, pustu__isnull=True) | Q(posyandu__isnull=True, pustu__isnull=False),
                name="membership_one_place",
            ),
            models.UniqueConstraint(
                fields=["kader", "field"],
                condition=Q(until__isnull=True, primary=True),
                name="membership_one_primary_a_field",
            ),
            models.UniqueConstraint(
                fields=["kader", "posyandu", "field"],
                condition=Q(until__isnull=True, posyandu__isnull=False),
                name="membership_once_a_posyandu",
            ),
        ]
        indexes = [
            models.Index(fields=["posyandu", "until"]),
            models.Index(fields=["pustu", "until"]),
            models.Index(fields=["kader", "field", "since"]),
        ]


class MembershipChange(models.Model):
    """Transition row: a membership began, ended or moved. Written by the verb that did it, read by higher floors."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="membership_changes")
    field = models.CharField(max_length=16, choices=Field)
    left = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    joined = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    effective_on = models.DateField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=False) | Q(joined__isnull=False), name="membership_change_says_something"
            ),
        ]
