"""The public pages. They are the same for everyone: nothing in them reads the request (DESIGN 5.1)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index
from wagtail.url_routing import RouteResult

from lms.areas.models import Area
from modules import indexing
from modules.blocks import BodyStream, CardStream
from modules.blocks.words import text_area
from modules.body import AIM, MODULE_TEXTS
from modules.models.page_forms import AddressForm, LessonForm
from modules.models.permissions import IndexPermissions, TeachingPermissions
from modules.models.programme import Competency
from modules.models.recall import Recall
from modules.models.stream import Stream
from modules.models.writing import check_writing
from modules.page_cache import CACHE_CONTROL

CARD_SLUG = "kartu"


class PublicPage(Page):
    """What our page types share: rendering without a request, and an address known without a query."""

    base_form_class = AddressForm
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], _("Alamat"))]
    tester: type[PagePermissionTester] = PagePermissionTester
    NO_PICTURES = "kata"
    CHECKS = "periksa"  # what the editor asks for beside the preview; not a way to look

    preview_modes = [
        ("", _("Di HP")),
        ("gelap", _("Gelap")),
        ("besar", _("Huruf besar")),
        (NO_PICTURES, _("Tanpa gambar")),
    ]
    preview_sizes = [
        {"name": "hp", "icon": "mobile-alt", "device_width": 360, "label": _("Selebar HP")},
        {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("Selebar tablet")},
        {"name": "komputer", "icon": "desktop", "device_width": 1280, "label": _("Selebar layar komputer")},
    ]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return self.tester(user, self)

    def get_indexed_instance(self) -> Page | None:
        """As every page, unless it is saved once more in a moment."""
        return None if indexing.is_later() else super().get_indexed_instance()

    @property
    def area(self) -> Area | None:
        """The area whose own page this is; None: the whole nation's."""
        return None

    @property
    def address(self) -> str:
        """The address on this site: ``/modul/b3/``. The first step of ``url_path`` is the home page itself."""
        return "/" + self.url_path.split("/", 2)[-1] if self.depth > 2 else "/"

    @property
    def addresses(self) -> list[str]:
        """Every address at which something of this page is shown."""
        return [self.address]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page for everyone: the template gets the page and nothing of the request. Marked as
        public, for the page cache, only where a stranger may see it just so."""
        context = {"page": self, "look": kwargs.get("look", "")}
        body = render_to_string(str(kwargs.get("template", self.template)), context)
        response = HttpResponse(body)
        response["Content-Language"] = "id"
        hidden = getattr(request, "is_preview", False) or self.get_view_restrictions().exists()
        response.public_page = not hidden  # type: ignore[attr-defined]
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft in one of the ways to look at it, or what its author should look at again."""
        if mode_name == self.CHECKS:
            return self.serve(request, template="cms/checks.html")
        known = {name for name, _label in self.preview_modes}
        return self.serve(request, look=mode_name if mode_name in known else "")


class HomePage(PublicPage):
    personal_data = "none"

    lead = models.CharField(
        _("kalimat pembuka"),
        max_length=200,
        default="25 keterampilan dasar kader posyandu. Gratis, di HP, bisa diulang kapan saja.",
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    template = "modules/home.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["modules.ModuleIndexPage"]

    class Meta:
        verbose_name = _("beranda")
        verbose_name_plural = pgettext_lazy("jamak", "beranda")


class ModuleIndexPage(PublicPage):
    personal_data = "none"

    lead = models.CharField(_("kalimat pembuka"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    template = "modules/index.html"
    max_count = 1
    parent_page_types = ["modules.HomePage"]
    subpage_types = ["modules.ModulePage", "modules.AreaPage"]
    tester = IndexPermissions
    admin_default_ordering = "title"

    class Meta:
        verbose_name = _("daftar modul")
        verbose_name_plural = pgettext_lazy("jamak", "daftar modul")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As every page; where something was withdrawn, also after its page was deleted, stands why."""
        try:
            return super().route(request, path_components)
        except Http404:
            gone = Recall.of_address("/".join([self.address.rstrip("/"), *path_components, ""]))
            if gone is None:
                raise
            return RouteResult(self, kwargs={"gone": gone})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _gone(kwargs["gone"]) if "gone" in kwargs else super().serve(request, *args, **kwargs)


def _gone(row: Recall) -> HttpResponse:
    """The same for everyone. Not kept in the page cache, and elsewhere only as long as a page that is there."""
    module = ModulePage.objects.live().public().filter(competency=row.competency_id).first()
    response = HttpResponse(render_to_string("modules/withdrawn.html", {"row": row, "module": module}), status=410)
    response["Content-Language"], response["Cache-Control"] = "id", CACHE_CONTROL
    return response


class ModulePage(PublicPage):
    """What teaches one competency."""

    personal_data = "none"

    competency = models.ForeignKey(
        Competency, verbose_name=_("kompetensi"), on_delete=models.PROTECT, related_name="module_pages"
    )
    summary = models.TextField(_("ringkasan"), help_text=_("Yang bisa dilakukan kader sesudah modul ini."))
    job = models.TextField(_("tugas di posyandu"), blank=True, help_text=_("Kapan dan di langkah mana ini dipakai."))
    pairs = models.TextField(_("latihan berdua"), blank=True, help_text=_("Markdown. Tidak dinilai."))

    card = Stream(
        CardStream(required=False),
        verbose_name=_("kartu kerja"),
        blank=True,
        help_text=_("Satu layar untuk dibawa ke posyandu, juga untuk dicetak."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("competency"),
        FieldPanel("summary", widget=text_area(MODULE_TEXTS["summary"], rows=2)),
        FieldPanel("job", widget=text_area(MODULE_TEXTS["job"], rows=2, paragraphs=True)),
        FieldPanel(
            "pairs",
            widget=text_area(MODULE_TEXTS["pairs"], rows=4, paragraphs=True),
            help_text=_("Yang bisa dicoba bersama teman. Tidak dinilai."),
        ),
        FieldPanel("card"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    template = "modules/module.html"
    parent_page_types = ["modules.ModuleIndexPage"]
    subpage_types = ["modules.LessonPage"]
    tester = TeachingPermissions
    admin_default_ordering = "ord"  # as a reader meets them, and where they are drawn into another order

    class Meta:
        verbose_name = _("modul")
        verbose_name_plural = pgettext_lazy("jamak", "modul")

    def clean(self) -> None:
        super().clean()
        others = ModulePage.objects.filter(competency_id=self.competency_id).exclude(pk=self.pk)
        if self.competency_id and others.exists():
            raise ValidationError({"competency": _("Kompetensi ini sudah punya modul.")})
        check_writing(self, MODULE_TEXTS, "card")

    @property
    def card_address(self) -> str:
        """Where the card stands alone; empty where the module has none."""
        return f"{self.address}{CARD_SLUG}/" if self.card else ""

    @property
    def addresses(self) -> list[str]:
        return [self.address, f"{self.address}{CARD_SLUG}/"]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As every page; its card is shown at an address of its own."""
        if path_components == [CARD_SLUG] and self.live and self.card:
            return RouteResult(self, kwargs={"template": "modules/card.html"})
        return super().route(request, path_components)


class LessonPage(PublicPage):
    """A few minutes of learning. Named by its slug: ``lesson_key`` in marks and questions."""

    personal_data = "none"

    class Kind(models.TextChoices):
        CORE = "inti", _("inti")
        MORE = "pendalaman", _("pendalaman")

    aim = models.CharField(_("tujuan"), max_length=300)
    kind = models.CharField(_("kedalaman"), max_length=10, choices=Kind, default=Kind.CORE)
    minutes = models.PositiveSmallIntegerField(_("menit"), help_text=_("Lama membaca dan mencoba."))
    body = Stream(BodyStream(), verbose_name=_("isi"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("aim", widget=text_area(AIM)),
        *map(FieldPanel, ("kind", "minutes", "body")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("aim"), index.SearchField("body")]
    template = "modules/lesson.html"
    base_form_class = LessonForm
    parent_page_types = ["modules.ModulePage"]
    subpage_types: list[str] = []
    tester = TeachingPermissions

    class Meta:
        verbose_name = _("pelajaran")
        verbose_name_plural = pgettext_lazy("jamak", "pelajaran")

    @property
    def lesson_key(self) -> str:
        return self.slug

    def clean(self) -> None:
        super().clean()
        if self.slug == CARD_SLUG:
            raise ValidationError({"slug": _("Alamat ini dipakai kartu kerja modul. Pilih alamat lain.")})
        check_writing(self, {"aim": AIM}, "body")
