from django.db import models


class SigningKey(models.Model):
    """The public half of an ES256 key; the private half is a file outside the database."""

    personal_data = "none"

    kid = models.CharField(max_length=43, unique=True, help_text="RFC 7638 thumbprint.")
    public_jwk = models.JSONField()
    demo = models.BooleanField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["demo"], condition=models.Q(retired_at__isnull=True), name="signing_key_one_in_use"
            )
        ]
