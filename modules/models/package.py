from django.db import models


class PackageImport(models.Model):
    """A curriculum package as it was last imported; ``digests`` (path: SHA-256) allow a three-way comparison."""

    personal_data = "none"

    key = models.SlugField(max_length=40, unique=True)
    version = models.CharField(max_length=20)
    digests = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
