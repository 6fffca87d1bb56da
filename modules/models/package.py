from django.conf import settings
from django.db import models


class PackageImport(models.Model):
    """A curriculum package as it was last imported. Its files are the base of the three-way comparison."""

    personal_data = "none"

    key = models.SlugField(max_length=40, unique=True)
    version = models.CharField(max_length=20)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class PackageFile(models.Model):
    """One file as it was last imported: its digest, and its text, so that an export gives the same bytes back.

    The text of a raster picture is empty: what is kept of it is the re-encoded image, without EXIF.
    """

    personal_data = "none"

    package = models.ForeignKey(PackageImport, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes.")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "path"], name="package_file_once")]


class PackageKept(models.Model):
    """Somebody kept what stands here over one version of the file: about that version nobody is asked again."""

    personal_data = "linked"

    package = models.ForeignKey(PackageImport, on_delete=models.CASCADE, related_name="kept")
    piece = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="Of the file's version, in normal form.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "piece"], name="package_kept_once")]
