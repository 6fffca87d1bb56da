"""What authors upload: pictures are encoded anew before anything of them is stored, whichever form they come by."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from modules import pictures, recordings

LONGEST_NAME = 60


class PictureField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        """Wagtail's, which lets the errors of a file that was cut off through."""
        try:
            return super().to_python(data)
        except (OSError, SyntaxError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if old := self.fields.get("file"):
            self.fields["file"] = PictureField(label=old.label, widget=old.widget, required=old.required)

    def clean_file(self) -> Any:
        """The new picture without EXIF and no larger than needed; one that stays is left alone."""
        file = self.cleaned_data["file"]
        if not file or "file" not in self.changed_data:
            return file
        raw = file.read()
        try:
            return SimpleUploadedFile(_name(file.name, raw), pictures.take_upload(raw), content_type=file.content_type)
        except pictures.BadPicture as error:
            raise ValidationError(str(error)) from error


class FileForm(BaseDocumentForm):
    """An upload that says what a phone may have written into it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = recordings.PLACE


def _name(name: str, raw: bytes) -> str:
    path = PurePosixPath(name)
    plain = f"{slugify(path.stem)[:LONGEST_NAME] or 'gambar'}{path.suffix.lower()}"
    return pictures.stored_name(plain, raw)
