from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class TuntasImage(AbstractImage):
    """A picture that teaches. Ours from the first migration, since an image model cannot be swapped later."""

    personal_data = "none"

    alt = models.CharField(max_length=300, blank=True)
    package_path = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    admin_form_fields = (*Image.admin_form_fields, "alt")

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
