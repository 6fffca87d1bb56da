from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.areas.fields import uuid_field
from modules.rules import Decision


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


def _private() -> Storage:
    return storages["private"]


class PackageRun(models.Model):
    """One uploaded package on its way in: read, planned, applied. The file goes after some days, the report stays."""

    personal_data = "linked"

    class State(models.TextChoices):
        READING = "reading", _("sedang dibaca")
        REFUSED = "refused", _("ditolak")
        PLANNED = "planned", _("rencana siap")
        APPLYING = "applying", _("sedang diterapkan")
        APPLIED = "applied", _("sudah diterapkan")

    uuid = uuid_field()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    file = models.FileField(storage=_private, upload_to="packages/", max_length=120, blank=True)
    filename = models.CharField(max_length=120)
    key = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=20, blank=True)
    before = models.CharField(max_length=20, blank=True, help_text="The version that stood here when it was planned.")
    problems = models.JSONField(default=list, help_text="Why it was refused, one line each.")
    total = models.PositiveIntegerField(default=0, help_text="Pieces of the package.")
    done = models.PositiveIntegerField(default=0, help_text="Of them, how many are through.")
    cursor = models.PositiveIntegerField(default=0, help_text="Counts the workers that took it up.")
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="When a worker last got ahead; the sweeper takes over what lies still.")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "touched_at"])]


class PackageStep(models.Model):
    """One piece of an uploaded package that does not stay the same: what the plan says, what somebody chose, what came
    of it."""

    personal_data = "linked"

    run = models.ForeignKey(PackageRun, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Decision])
    differences = models.JSONField(default=list)
    seen = models.CharField(max_length=64, help_text="Digest of the two texts that are shown.")
    choice = models.CharField(max_length=4, blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=10, blank=True, help_text="What was done, in the words of the decision.")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="package_step_once")]
