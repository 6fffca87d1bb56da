from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.areas.models import Area, Posyandu
from lms.people.models.kader import Kader
from lms.people.models.person import Person
from lms.people.models.user import User


class RegistrationSwitch(models.Model):
    """Whether the kader of a kab/kota may register themselves. No row: they may not."""

    personal_data = "linked"

    kab = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")


class Registration(models.Model):
    """Somebody says that she is a kader of a posyandu. She is none until her puskesmas confirms it.

    Who she is stands in ``person`` alone, as for everybody; it is erased with every decision but *new*, and after
    ``lms.people.registrations.KEPT`` without one.
    """

    personal_data = "linked"

    class State(models.TextChoices):
        WAITING = "menunggu", "menunggu puskesmas"
        NEW = "baru", "dicatat sebagai kader baru"
        KNOWN = "dikenal", "sudah tercatat sebelumnya"
        REFUSED = "ditolak", "tidak diterima"
        LAPSED = "lewat", "lewat waktu"

    class Reason(models.TextChoices):
        """Chosen, not written: a free text would hold what must not outlive the decision."""

        STRANGER = "bukan_kader", "bukan kader di posyandu ini"
        UNCLEAR = "tidak_jelas", "datanya tidak jelas"
        AGAIN = "dobel", "mendaftar dua kali"
        OTHER = "lain", "sebab lain"

    uuid = uuid_field()
    code = models.CharField(max_length=9, unique=True, help_text="What she tells when she asks.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    registered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="menunggu", decided_at__isnull=True)
                | ~Q(state="menunggu") & Q(decided_at__isnull=False),
                name="registration_waits_or_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(kader__isnull=False, state__in=["baru", "dikenal"])
                | Q(kader__isnull=True) & ~Q(state__in=["baru", "dikenal"]),
                name="registration_names_its_kader",
            ),
            models.CheckConstraint(
                condition=Q(state="ditolak") & ~Q(reason="") | ~Q(state="ditolak") & Q(reason=""),
                name="registration_refused_says_why",
            ),
        ]
        indexes = [models.Index(fields=["posyandu", "state"]), models.Index(fields=["state", "registered_at"])]
