from django.db import models

from lms.areas.models import Area, Posyandu, Puskesmas
from lms.people.models.kader import Kader
from lms.people.models.user import User


class AuditEvent(models.Model):
    """Who did or saw what, of whom, when. Written by ``lms.people.audit`` only.

    The database refuses UPDATE and DELETE (``lms.areas.append_only``). ``detail`` holds codes and numbers, never a
    name, a phone number or a search word. ``actor`` is None for a command of the operator or a nightly job.
    """

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=40, help_text="lms.people.audit.Act")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, null=True, related_name="+")
    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, null=True, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField(null=True, help_text="How many people a list or an act concerned.")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["kader", "at"]),
            models.Index(fields=["user", "at"]),
            models.Index(fields=["actor", "at"]),
        ]
