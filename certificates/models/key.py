from django.db import models


class SigningKey(models.Model):
    """The public half of an ES256 key; the private half is a file outside the database.

    A retired key signs no more, but what it signed stays good. A compromised one leaves the published list too.
    """

    personal_data = "none"

    kid = models.CharField(max_length=43, unique=True, help_text="Start of the RFC 7638 thumbprint: it stands in a QR.")
    public_jwk = models.JSONField()
    demo = models.BooleanField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["demo"], condition=models.Q(retired_at__isnull=True), name="signing_key_one_in_use"
            ),
            models.CheckConstraint(
                condition=models.Q(compromised_at__isnull=True) | models.Q(retired_at__isnull=False),
                name="signing_key_compromised_is_retired",
            ),
        ]
