from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.people.models.user import User


class Motif(models.TextChoices):
    """The picture by which a person finds her corner on a shared phone: flowers and batik, told apart by their shape.

    Drawn in ``lms.people.motifs``. No photo: a picture that says who somebody is would be personal data.
    """

    MELATI = "melati", "Melati"
    MAWAR = "mawar", "Mawar"
    TERATAI = "teratai", "Teratai"
    MATAHARI = "matahari", "Bunga matahari"
    KAMBOJA = "kamboja", "Kamboja"
    DAUN = "daun", "Daun"
    KAWUNG = "kawung", "Kawung"
    CEPLOK = "ceplok", "Ceplok"
    TRUNTUM = "truntum", "Truntum"
    PARANG = "parang", "Parang"
    TUMPAL = "tumpal", "Tumpal"
    MEGA = "mega", "Mega mendung"


class Device(models.Model):
    """A phone or PC that has been signed in from. A penilai signs in on an enrolled one only."""

    personal_data = "linked"

    uuid = uuid_field()
    secret_digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, help_text="To the day.")
    enrolled_at = models.DateTimeField(null=True)
    enrolled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)


class DeviceProfile(models.Model):
    """One person's corner of a shared phone; its credential signs what she hands in later without a session.

    ``remembered`` shows her among those who may tap their picture and type the PIN there; ``shows_name`` puts her
    first name under it. ``session_key`` names her session on this device, so that it can be ended with the device.
    """

    personal_data = "linked"

    uuid = uuid_field()
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="profiles")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="device_profiles")
    credential_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, help_text="To the day.")
    session_key = models.CharField(max_length=40, blank=True)
    remembered = models.BooleanField(default=False)
    shows_name = models.BooleanField(default=True)
    motif = models.CharField(max_length=10, choices=Motif, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "user"], condition=Q(revoked_at__isnull=True), name="device_profile_one_a_user"
            )
        ]
