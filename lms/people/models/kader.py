from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.areas.fields import uuid_field
from lms.areas.models import Posyandu, Pustu
from lms.people.models.person import Person
from lms.people.models.user import User


class Field(models.TextChoices):
    """*Bidang*: the six SPM fields of Permendagri 13/2024. The 25 competencies count kader of kesehatan only."""

    KESEHATAN = "kesehatan", "Kesehatan"
    PENDIDIKAN = "pendidikan", "Pendidikan"
    PEKERJAAN_UMUM = "pekerjaan_umum", "Pekerjaan umum"
    PERUMAHAN = "perumahan", "Perumahan rakyat"
    TRANTIBUM = "trantibum", "Ketenteraman dan ketertiban umum"
    SOSIAL = "sosial", "Sosial"


EVERY_FIELD = "semua"  # in place of one of them: a programme that counts the kader of all fields


class Kader(models.Model):
    """A community health volunteer. Exists without a user account; evidence hangs on this row."""

    personal_data = "linked"

    uuid = uuid_field()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="kader")
    served_since = models.DateField(null=True, help_text="Masa bakti counts from here.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")

    class Meta:
        verbose_name_plural = "kader"
        constraints = [models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="kader_not_into_herself")]

    def __str__(self) -> str:
        return f"kader {self.pk}"

    @property
    def survivor(self) -> "Kader":
        """The row that stands for her now: her own, or the one it was merged into."""
        return self.merged_into or self


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
    until = models.DateField(
        null=True, help_text="First day she no longer serves there; equal to since: entered by mistake, never counted."
    )
    primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            # Unlike other periods this may be empty: what was entered by mistake stays as a row and counts on no day.
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="membership_period"
            ),
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


class KaderMerge(models.Model):
    """An officer said that two rows are one person; and perhaps, later, that they are not.

    Evidence stays on ``gone`` and counts for ``kept`` as long as the merge stands (``Kader.merged_into``).
    """

    personal_data = "linked"

    kept = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="merges")
    merged_on = models.DateField(help_text="From this day on they count once; what was before stays as it was.")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    served_since = models.DateField(null=True, help_text="Masa bakti of the kept one before.")
    undone_on = models.DateField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="kader_merge_of_two"),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="kader_merge_one_in_force"
            ),
        ]


class MergeChange(models.Model):
    """Transition row: look at this kader again, since a merge was made or taken back. Read by higher floors."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    merge = models.ForeignKey(KaderMerge, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(db_index=True)


class NotSame(models.Model):
    """An officer looked at two who seemed to be one person and said that they are not. ``first`` is the lower row."""

    personal_data = "linked"

    first = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="not_same_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="not_same_once"),
        ]


class MembershipChange(models.Model):
    """Transition row: a membership began, ended, moved or was put right. Written by the verb that did it.

    ``effective_on`` is the first day about which boards now say something else. A correction (``KOREKSI``) names the
    rewritten row as ``joined``; every other reason tells what truly happened on that day.
    """

    personal_data = "linked"

    class Reason(models.TextChoices):
        JOINED = "mulai", _("mulai bertugas")
        RETURNED = "kembali", _("kembali bertugas")
        MOVED = "pindah", _("pindah tempat tugas")
        STOPPED = "berhenti", _("berhenti")
        AWAY = "pindah_keluar", _("pindah keluar kabupaten/kota")
        DIED = "meninggal", _("meninggal")
        OTHER = "lain", _("sebab lain")
        FIELD = "bidang", _("ganti bidang")
        OFFICE = "jabatan", _("ganti jabatan")
        PRIMARY = "utama", _("ganti tempat tugas utama")
        CORRECTED = "koreksi", _("pembetulan data")
        MERGED = "gabung", _("dua data digabung")
        UNMERGED = "pisah", _("gabungan dibatalkan")

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="membership_changes")
    field = models.CharField(max_length=16, choices=Field)
    left = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    joined = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    merge = models.ForeignKey(KaderMerge, on_delete=models.PROTECT, null=True, related_name="+")
    planned_until = models.DateField(null=True, help_text="Of a row that a merge ended: the end it had before.")
    effective_on = models.DateField()
    received_at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=False) | Q(joined__isnull=False), name="membership_change_says_something"
            ),
        ]
