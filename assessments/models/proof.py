from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models

from lms.areas.fields import uuid_field
from lms.people.models import Kader


def _private() -> Storage:
    return storages["private"]


class ProofPhoto(models.Model):
    """A picture of the paper behind accepted outside evidence of one kader, to be looked at again; it ends by itself.

    ``document`` is that of the evidence. Encoded anew without anything but its pixels, never public.
    """

    personal_data = "linked"

    uuid = uuid_field()
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=200)
    file = models.FileField(storage=_private, max_length=160)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(db_index=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kader", "document", "sha256"], name="proof_photo_once"),
        ]
