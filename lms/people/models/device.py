from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.people.models.user import User


class Device(models.Model):
    """A phone or PC that has been signed in from. A penilai signs in on an enrolled one only."""

    personal_data = "linked"

    uuid = uuid_field()
    secret_digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True)
    enrolled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)


class DeviceProfile(models.Model):
    """One person's corner of a shared phone; its credential signs what she hands in later without a session."""

    personal_data = "linked"

    uuid = uuid_field()
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="profiles")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="device_profiles")
    credential_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "user"], condition=Q(revoked_at__isnull=True), name="device_profile_one_a_user"
            )
        ]
