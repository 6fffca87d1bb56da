from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from certificates.codes import new_code
from certificates.models.award import Award
from certificates.models.key import SigningKey
from certificates.models.level import Level
from lms.areas.models import Area
from lms.people.models import Kader
from modules.models import Programme


def _private() -> Storage:
    return storages["private"]


class Series(models.Model):
    """A register of numbers: the next one is taken inside the insert's own transaction."""

    personal_data = "none"

    kab = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["kab", "kind", "year"], name="series_once")]


class Paper(models.Model):
    """A PDF, stored once under its hash. The first one made is kept: bytes differ between renderer versions."""

    personal_data = "linked"

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(storage=_private, upload_to="papers/")
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()


class Certificate(models.Model):
    """A paper about an award or a training, with claims frozen at issue. ``code`` is what ``/v/<code>`` looks up.

    A *training* certificate and a *TKK* certificate are two different papers.
    """

    personal_data = "identity"

    class Kind(models.TextChoices):
        TKK = "tkk", "Tanda Kecakapan Kader"
        TRAINING = "pelatihan", "Pelatihan"

    class Status(models.TextChoices):
        VALID = "valid", "berlaku"
        REVOKED = "revoked", "dicabut"

    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=8, choices=Status, default=Status.VALID)
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, related_name="+")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, related_name="certificates")
    kab = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    claims = models.JSONField()
    token = models.TextField(help_text="The ES256-signed short claim in the QR.")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Two conditions, since a NULL level would never be equal to another NULL.
            models.UniqueConstraint(
                fields=["kader", "programme", "kind", "level"],
                condition=Q(status="valid", level__isnull=False),
                name="certificate_one_valid_a_level",
            ),
            models.UniqueConstraint(
                fields=["kader", "programme", "kind"],
                condition=Q(status="valid", level__isnull=True),
                name="certificate_one_valid",
            ),
            models.UniqueConstraint(fields=["kab", "kind", "number"], name="certificate_number"),
        ]


class Revocation(models.Model):
    """Who took a certificate back, when and why. It shows at once at ``/v/<code>``."""

    personal_data = "linked"

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=300)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField()
