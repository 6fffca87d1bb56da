from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models

from assessments.models.event import TrainingEvent
from lms.areas.fields import uuid_field


def _private() -> Storage:
    return storages["private"]


class EventPaper(models.Model):
    """What was typed in for one paper of an event: number, date, *perihal* and its texts, with who and when.

    ``key`` is that of ``assessments.event_papers``; ``texts`` is ``{field: words}``.
    """

    personal_data = "linked"

    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="papers")
    key = models.SlugField(max_length=40)
    number = models.CharField("nomor", max_length=80, blank=True)
    day = models.DateField("tanggal", null=True)
    subject = models.CharField("perihal", max_length=160, blank=True)
    texts = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="event_paper_once")]


class EventPhoto(models.Model):
    """A picture of the activity for its report: encoded anew without anything but its pixels, never public."""

    personal_data = "linked"

    uuid = uuid_field()
    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField(storage=_private, max_length=160)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "sha256"], name="event_photo_once")]
