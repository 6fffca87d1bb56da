from django.db import models

from lms.people.models.device import DeviceProfile


class Parcel(models.Model):
    """An envelope of a phone that was taken in, other than answers to a ticket: so that a second one is known.

    What it said stands where it belongs (a study mark, a count of practice). ``id`` was made on the phone. ``profile``:
    in whose corner of which phone; None for a flag of an item, which says itself what it may say of its sender.
    """

    personal_data = "linked"

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    profile = models.ForeignKey(DeviceProfile, on_delete=models.PROTECT, null=True, related_name="+")
    body_sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(db_index=True)
