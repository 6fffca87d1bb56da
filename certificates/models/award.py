from django.conf import settings
from django.db import models
from django.db.models import Q

from certificates.models.level import Level
from lms.areas.fields import uuid_field
from lms.people.models import Kader, Membership
from lms.people.queries import place_name
from modules.models import Programme


class Proposal(models.Model):
    """The rules say that a kader has reached a level. Nothing is awarded until an authority acts on it."""

    personal_data = "linked"

    class State(models.TextChoices):
        OPEN = "open", "menunggu penetapan"
        AWARDED = "awarded", "ditetapkan"
        WITHDRAWN = "withdrawn", "ditarik"

    uuid = uuid_field()
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reached_on = models.DateField(help_text="The local day of the evidence that completed it.")
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kader", "level"], condition=Q(state="open"), name="proposal_one_open")
        ]

    @property
    def place(self) -> str:
        """Where the kader served when it was proposed: "Posyandu Melati, Semampir"."""
        return place_name(self.membership) if self.membership else ""


class Award(models.Model):
    """An authority made somebody Kader Purwa, Madya or Utama. An act on paper: never recomputed, never deleted.

    ``minutes_*`` is the berita acara penilaian, ``decree_*`` the SK penetapan (the legal ground of the certificate).
    """

    personal_data = "linked"

    uuid = uuid_field()
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="award")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    minutes_number = models.CharField("nomor berita acara", max_length=80)
    minutes_date = models.DateField("tanggal berita acara")
    decree_number = models.CharField("nomor SK", max_length=80)
    decree_date = models.DateField("tanggal SK")
    effective_on = models.DateField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    revoked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kader", "level"], condition=Q(revoked_on__isnull=True), name="award_one_in_force"
            )
        ]


class AwardChange(models.Model):
    """Transition row: an award was made or revoked. Read by the higher floors."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="changes")
    granted = models.BooleanField()
    effective_on = models.DateField()
    received_at = models.DateTimeField(db_index=True)
