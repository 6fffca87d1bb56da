"""What follows when a page changes: its usage of facts is written down anew and old copies of pages go away."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from lms.areas.models import Area
from modules import drawings, facts, page_cache, review
from modules.models import Fact, FactUsage, LessonPage, LocalPage, ModulePage, TuntasImage
from modules.models.local import teaching_types
from modules.models.pages import PublicPage

LESSON = "lesson"
MODULE = "module"
LOCAL = "local"
DRAWING = "drawing"  # a picture of a page whose words cite the facts that it shows
KINDS = {LessonPage: LESSON, ModulePage: MODULE, LocalPage: LOCAL}


def page_changed(instance: Page, **kwargs: Any) -> None:
    """After publishing, unpublishing, moving or deleting. Neighbours show its title and order, so they go too."""
    if not isinstance(instance.specific_deferred, PublicPage):
        return
    _refresh(instance.specific)
    paths = _around(instance.specific) | ({kwargs["url_path_before"]} if "url_path_before" in kwargs else set())
    transaction.on_commit(lambda: page_cache.purge(paths))


def _refresh(page: Page) -> None:
    if type(page) in KINDS:
        said = _texts(page) if page.live else []
        facts.refresh_usage(KINDS[type(page)], str(page.pk), said)
        _refresh_drawings(page.pk, said)


def _refresh_drawings(pk: int, said: list[Any]) -> None:
    now = {f"{pk}/{one.image}": one.said for one in drawings.shown(said) if one.facts}
    before = FactUsage.objects.filter(kind=DRAWING, target__startswith=f"{pk}/")
    for target in {*now, *before.values_list("target", flat=True)}:
        facts.refresh_usage(DRAWING, target, list(now.get(target, ())))


def _texts(page: Page) -> list[Any]:
    if isinstance(page, ModulePage):
        return [page.summary, page.job, page.pairs, page.card.get_prep_value()]
    return [page.aim if isinstance(page, LessonPage) else page.lead, page.body.get_prep_value()]


def _around(page: PublicPage) -> set[str]:
    """Addresses of home, list of modules, and everything in the page's own module."""
    module = page.get_parent() if isinstance(page, LessonPage) else page
    within = _addresses(Page.objects.descendant_of(module)) if module else []
    above = _addresses(page.get_ancestors().type(PublicPage))
    return {*page.addresses, "/", "/modul/", page_cache.RECALLS, *within, *above, *_beside(page)}


def _addresses(pages: Any) -> list[str]:
    """Their types are enough: what they say is not read."""
    return [address for page in pages.specific(defer=True) for address in page.addresses]


def _beside(page: PublicPage) -> list[str]:
    """The national module that shows a link to this leaf of an area."""
    if not isinstance(page, LocalPage):
        return []
    modules = ModulePage.objects.filter(competency=page.competency_id)
    return [address for module in modules for address in module.addresses]


def page_deleted(instance: Page, **kwargs: Any) -> None:
    """A deleted page cites nothing; its address and those above it are forgotten."""
    if type(instance) in KINDS:
        facts.refresh_usage(KINDS[type(instance)], str(instance.pk), [])
        _refresh_drawings(instance.pk, [])
    if isinstance(instance, PublicPage):
        transaction.on_commit(page_cache.purge_all)


def sight_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page became private, with all below it, or public again: no stored copy may say otherwise."""
    transaction.on_commit(page_cache.purge_all)


def facts_changed(targets: list[str], now: datetime) -> None:
    """Pages that cite a changed fact are rendered anew; their clinical review falls with their content hash."""
    pages = [page for page in Page.objects.filter(pk__in=targets).specific() if isinstance(page, PublicPage)]
    paths = [address for page in pages for address in page.addresses]
    transaction.on_commit(lambda: page_cache.purge(paths))


def look(targets: list[str], after: Fact | None) -> list[facts.Touched]:
    """The pages for people; with a fact as it would read, also whose clinical review falls."""
    found = Page.objects.filter(pk__in=targets).order_by("path").specific()
    pages = [page for page in found if isinstance(page, PublicPage)]
    fallen = _fallen(pages, after) if after else set()
    return [_touched(page, falls=page.pk in fallen) for page in pages]


def look_at_drawings(targets: list[str], after: Fact | None) -> list[facts.Touched]:
    """The drawings for people: no other number comes into one by itself."""
    told = _("lihat, mungkin perlu digambar ulang") if after and _is_another_number(after) else ""
    pairs = [target.split("/") for target in targets]
    pages = {str(page.pk): page for page in Page.objects.filter(pk__in=[page for page, _image in pairs])}
    images = {str(image.pk): image for image in TuntasImage.objects.filter(pk__in=[image for _page, image in pairs])}
    return [
        facts.Touched(
            kind=_("gambar"),
            title=f"{_file_of(images[image])} ({pages[page].title})",
            url=reverse("wagtailadmin_pages:edit", args=[page]),
            effect=told,
        )
        for page, image in pairs
        if page in pages and image in images
    ]


def _is_another_number(after: Fact) -> bool:
    now = facts.in_force(keys=[after.key]).get(after.key)
    return now is None or (now.value, now.unit) != (after.value, after.unit)


def _file_of(image: TuntasImage) -> str:
    return (image.package_path or image.file.name).rpartition("/")[2]


def _fallen(pages: list[PublicPage], after: Fact) -> set[int]:
    fallen: set[int] = set()
    groups: dict[Area | None, list[PublicPage]] = defaultdict(list)
    for page in pages:
        groups[page.area].append(page)
    for area, group in groups.items():
        now = review.ground(area)
        later = replace(now, facts=facts.as_if(after, area=area))
        fallen |= review.reviewed(group, now) - review.reviewed(group, later)
    return fallen


def _touched(page: PublicPage, *, falls: bool) -> facts.Touched:
    return facts.Touched(
        kind=page._meta.verbose_name or "",
        title=f"{page.title} ({page.address})",
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        effect=_("telaah nakes gugur") if falls else "",
        page=page.pk if page.live and isinstance(page, teaching_types()) else None,
    )
