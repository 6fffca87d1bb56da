from django.db import models
from django.db.models import F, Q

from lms.areas.fields import uuid_field
from lms.people.models.invitation import Invitation
from lms.people.models.user import User


class Recovery(models.Model):
    """A lost authenticator: asked for by one, confirmed by two others who stand above her. Never by fewer."""

    personal_data = "linked"

    uuid = uuid_field()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recoveries")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, null=True, related_name="recovery")

    class Meta:
        verbose_name_plural = "recoveries"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(second_at__isnull=True, cancelled_at__isnull=True),
                name="recovery_one_open_a_user",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | (~Q(first_by=F("user")) & ~Q(first_by=F("requested_by"))),
                name="recovery_first_is_another",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True)
                | (
                    Q(first_by__isnull=False)
                    & ~Q(second_by=F("first_by"))
                    & ~Q(second_by=F("user"))
                    & ~Q(second_by=F("requested_by"))
                ),
                name="recovery_second_is_another",
            ),
            # Without the second confirmation there is no link.
            models.CheckConstraint(
                condition=Q(invitation__isnull=True) | Q(second_by__isnull=False), name="recovery_link_after_two"
            ),
        ]
