"""What an area adds to the national modules: pages of its own, which no national update touches."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from lms.areas.models import Area
from modules.blocks import BodyStream
from modules.blocks.words import text_area
from modules.body import AIM
from modules.models.pages import LessonPage, ModulePage, PublicPage
from modules.models.permissions import IndexPermissions, TeachingPermissions
from modules.models.programme import Competency
from modules.models.stream import Stream
from modules.models.writing import check_writing


class AreaPage(PublicPage):
    """The place in the tree of an area's own authors. Made when the first of them gets her role (modules.local)."""

    personal_data = "none"

    place = models.OneToOneField(Area, verbose_name=_("daerah"), on_delete=models.PROTECT, related_name="+")
    lead = models.CharField(_("kalimat pembuka"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    template = "modules/area.html"
    is_creatable = False
    parent_page_types = ["modules.ModuleIndexPage"]
    subpage_types = ["modules.LocalPage"]
    tester = IndexPermissions

    class Meta:
        verbose_name = _("daerah")
        verbose_name_plural = pgettext_lazy("jamak", "daerah")

    @property
    def area(self) -> Area:
        return self.place


class LocalPage(PublicPage):
    """One leaf: what holds for this area beside a national module, such as where to refer, or which tablets are given.

    Its numbers are those of the area, where the area has its own.
    """

    personal_data = "none"

    competency = models.ForeignKey(
        Competency, verbose_name=_("kompetensi"), on_delete=models.PROTECT, related_name="local_pages"
    )
    lead = models.CharField(_("inti"), max_length=300, help_text=_("Satu kalimat: apa yang khusus di daerah ini."))
    body = Stream(BodyStream(), verbose_name=_("isi"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("competency"),
        FieldPanel("lead", widget=text_area(AIM)),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "modules/local.html"
    parent_page_types = ["modules.AreaPage"]
    subpage_types: list[str] = []
    tester = TeachingPermissions

    class Meta:
        verbose_name = _("lembar daerah")
        verbose_name_plural = pgettext_lazy("jamak", "lembar daerah")

    @cached_property
    def area(self) -> Area:
        return AreaPage.objects.select_related("place").get(path=self.path[: -self.steplen]).place

    def clean(self) -> None:
        super().clean()
        check_writing(self, {"lead": AIM}, "body")


def teaching_types() -> tuple[type[PublicPage], ...]:
    """The pages that a nakes reviews, and that say so until she has."""
    return (ModulePage, LessonPage, LocalPage)
