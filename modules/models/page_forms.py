"""What the editor's form asks of a page beyond its model."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.coreutils import find_available_slug

USUAL_MINUTES = 5


class AddressForm(WagtailAdminPageForm):
    """Two pages in one place may have one title: the address of the newer one gets a number, until readers know it."""

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if self.parent_page is None:
            return slug
        free: str = find_available_slug(self.parent_page, slug, ignore_page_id=self.instance.pk)
        if free != slug and self.instance.first_published_at:
            raise ValidationError(_("Di sini sudah ada halaman lain dengan alamat itu. Tulis alamat yang berbeda."))
        return free


class LessonForm(AddressForm):
    """A new lesson begins with the usual length, so that its first draft can be saved by its title alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "minutes" in self.fields:
            self.initial["minutes"] = self.initial.get("minutes") or USUAL_MINUTES
