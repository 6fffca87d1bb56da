"""The two pages under which every module hangs."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Page, Site

from modules.models import HomePage, ModuleIndexPage
from modules.rights import ensure_rights
from modules.workflow import ensure_workflow


@transaction.atomic
def ensure_pages() -> ModuleIndexPage:
    """Home page as the root of the default site, and the list of modules under it. Creates only what is missing.

    Wagtail's own welcome page goes away; the site answers to the host of ``SITE_URL``.
    """
    home = HomePage.objects.first() or _create_home()
    _point_site(home)
    _name_roots()
    ensure_rights(home)
    ensure_workflow(home)
    index = ModuleIndexPage.objects.first()
    if index is None:
        index = home.add_child(instance=ModuleIndexPage(title="25 keterampilan dasar", slug="modul"))
        index.save_revision().publish()
    return index


def _create_home() -> HomePage:
    top = Page.get_first_root_node()
    home = top.add_child(instance=HomePage(title="Belajar sampai tuntas, satu kelopak demi satu", slug="beranda"))
    home.save_revision().publish()
    return home


def _point_site(home: HomePage) -> None:
    url = urlsplit(settings.SITE_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    old = site.root_page if site.root_page_id else None
    site.hostname, site.port, site.site_name, site.root_page = url.hostname or "localhost", port, "Tuntas", home
    site.save()
    if old and old.pk != home.pk and type(old.specific) is Page and not old.get_children().exists():
        old.delete()


def _name_roots() -> None:
    """Wagtail calls the top of both trees Root; files that belong to no area lie in the top collection."""
    Page.objects.filter(depth=1, title="Root").update(title="Akar", draft_title="Akar")
    Collection.objects.filter(depth=1, name="Root").update(name="Nasional")
