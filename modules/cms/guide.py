"""*Panduan*: how a lesson is written, on a page of the admin, from the same text as in the documents of the project."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

TEXT = settings.BASE_DIR / "docs" / "menulis-pelajaran.md"
ENGLISH = "editor-guide"  # Wagtail's own, which nobody here can read


@cache
def text() -> SafeString:
    """The guide as HTML, without its heading, which the page has of its own."""
    _heading, _blank, rest = TEXT.read_text("utf-8").partition("\n")
    return mark_safe(MarkdownIt("commonmark", {"html": False}).enable("table").render(rest))  # noqa: S308


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/guide.html"
    page_title = gettext_lazy("Menulis pelajaran")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"text": text()}


def menu_item() -> MenuItem:
    return MenuItem(gettext_lazy("Panduan"), reverse("guide"), name="panduan", icon_name="help", order=900)


def drop_english(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != ENGLISH]


urls = [path("panduan/", GuideView.as_view(), name="guide")]
