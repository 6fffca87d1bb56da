from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.areas.fields import uuid_field
from lms.people.models import Person, User

ANSWER_WITHIN = timedelta(hours=72)  # 3 x 24 hours: UU 27/2022, pasal 30, 32 and 43


class PrivacyRequest(models.Model):
    """Somebody asks for a correction or for erasure of her data; an officer answers within 3 x 24 hours.

    ``text`` is her own words; it goes when she is erased, and a year after the answer.
    """

    personal_data = "linked"

    class Kind(models.TextChoices):
        CORRECTION = "perbaikan", _("perbaikan data")
        ERASURE = "penghapusan", _("penghapusan data")

    class State(models.TextChoices):
        OPEN = "menunggu", _("menunggu")
        DONE = "selesai", _("selesai")
        REFUSED = "ditolak", _("tidak dapat dipenuhi")

    uuid = uuid_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    text = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            # One open request a kind: a second one adds nothing but another clock.
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(state="menunggu"), name="privacy_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="menunggu", decided_at__isnull=True)
                | (~Q(state="menunggu") & Q(decided_at__isnull=False)),
                name="privacy_request_decided_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"])]

    @property
    def due_at(self) -> datetime:
        return self.asked_at + ANSWER_WITHIN
