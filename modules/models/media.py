from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from modules import recordings


class TuntasImage(AbstractImage):
    """A picture that teaches. Ours from the first migration, since an image model cannot be swapped later."""

    personal_data = "none"

    alt = models.CharField(
        _("isi gambar dengan kata"),
        max_length=300,
        blank=True,
        help_text=_("Untuk pembaca layar dan mode tanpa gambar."),
    )
    package_path = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    # Wagtail's own description would ask for the same words again, and nobody would read them.
    admin_form_fields = (*(name for name in Image.admin_form_fields if name != "description"), "alt")

    class Meta(AbstractImage.Meta):
        verbose_name = _("gambar")
        verbose_name_plural = pgettext_lazy("jamak", "gambar")

    @property
    def default_alt_text(self) -> str:
        return self.alt


class TuntasRendition(AbstractRendition):
    personal_data = "none"

    image = models.ForeignKey(TuntasImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]


class TuntasDocument(AbstractDocument):
    """An attachment, or the video or sound of a lesson."""

    personal_data = "none"

    package_path = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    admin_form_fields = Document.admin_form_fields

    def clean(self) -> None:
        """Video and sound must be what their names say, and small enough for prepaid data."""
        super().clean()
        if recordings.extension(self.file.name or "") not in recordings.MOST:
            return
        self.file.seek(0)
        try:
            recordings.check(self.file.name, self.file.size, self.file.read(recordings.HEAD))
        except recordings.BadRecording as error:
            raise ValidationError({"file": str(error)}) from error
        finally:
            self.file.seek(0)
