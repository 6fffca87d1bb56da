from django.db import models
from django.db.models import Q

from lms.areas.models import Area, Puskesmas
from lms.people.models.user import User


class Kind(models.TextChoices):
    PENILAI = "penilai", "Penilai / pelatih"
    PUSKESMAS = "puskesmas", "Petugas puskesmas"
    DINAS = "dinas", "Dinas Kesehatan"
    OBSERVER = "pengamat", "Pengamat (Tim Pembina Posyandu, kelurahan)"
    NATIONAL_AUTHOR = "penyusun_nasional", "Penyusun isi nasional"
    LOCAL_AUTHOR = "penyusun_lokal", "Penyusun isi daerah"
    REVIEWER = "penelaah", "Nakes penelaah"
    ADMIN = "admin", "Administrator"


class Role(models.Model):
    """What a user may do, where, and when. Scope = kind x (area or puskesmas) x dates (DESIGN 5.7).

    Neither an area nor a puskesmas means the whole nation.
    """

    personal_data = "linked"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            # Unlike other periods this may be empty: a role revoked on its first day ends at once.
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="role_period"
            ),
            models.CheckConstraint(condition=Q(area__isnull=True) | Q(puskesmas__isnull=True), name="role_one_scope"),
        ]
        indexes = [models.Index(fields=["user", "kind", "since"])]
