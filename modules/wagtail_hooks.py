"""The admin for authors: a short menu, and the facts to look up. People have no place in it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.search import SearchView
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from modules.cms import guide, inbox, packages, panel, recalls, report, review, writing
from modules.cms.facts import FactPanel, FactViewSet, LookOnly
from modules.models import Fact
from modules.offline import packs

Serve = Callable[..., HttpResponse]
MENU = {"explorer", "telaah", "laporan", "fakta", "soal", "cek", "paket", "images", "documents", "panduan"}


register_permission_policy(Fact, LookOnly(Fact))


@hooks.register("register_admin_viewset")
def fact_pages() -> FactViewSet:
    return FactViewSet()


# Wagtail's own search of pages has no word for what it counts: "1-2 of 2 None".
SearchView.verbose_name, SearchView.verbose_name_plural = Page._meta.verbose_name, Page._meta.verbose_name_plural


@hooks.register("construct_main_menu")
def keep_menu_short(request: HttpRequest, items: list[MenuItem]) -> None:
    """Authors need pages, facts, pictures and documents; an administrator of the site keeps everything."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in MENU]


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [*report.urls, *review.urls, *inbox.urls, *recalls.urls]


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return report.menu_item()


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    return guide.urls


hooks.register("register_admin_menu_item", guide.menu_item)
hooks.register("construct_help_menu", guide.drop_english)


@hooks.register("register_admin_urls")
def package_urls() -> list[URLPattern]:
    return packages.urls


@hooks.register("register_admin_menu_item")
def package_menu_item() -> MenuItem:
    return packages.menu_item()


for where in ("register_page_header_buttons", "register_page_listing_more_buttons"):
    hooks.register(where, review.review_button)
    hooks.register(where, recalls.recall_button)
hooks.register("register_admin_menu_item", inbox.menu_item)
hooks.register("before_edit_page", inbox.say_reports)
hooks.register("before_delete_page", recalls.withdraw_first)
hooks.register("before_bulk_action", recalls.withdraw_many_first)


@hooks.register("construct_homepage_panels")
def say_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Instead of Wagtail's own list, which would let people decide without seeing the page."""
    panels[:] = [p for p in panels if p.name != "workflow_objects_to_moderate"]
    panels += [panel.WaitingForMe(), inbox.InboxPanel()]


@hooks.register("insert_global_admin_css")
def own_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("css/cms.css"))


@hooks.register("construct_homepage_panels")
def say_which_facts_wait(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(FactPanel())


@hooks.register("register_admin_urls")
def writing_urls() -> list[URLPattern]:
    return writing.urls()


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, *writing.ICONS]


@hooks.register("insert_editor_js")
def writing_script() -> SafeString:
    return writing.editor_script()


@hooks.register("on_serve_page")
def name_content(serve: Serve) -> Serve:
    """A phone that keeps a page learns by which word its content goes."""

    def named(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if getattr(response, "public_page", False) and (word := packs.hash_of(page, kwargs.get("template", ""))):
            response["X-Isi"] = word
        return response

    return named
