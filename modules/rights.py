"""What the content roles may do in Wagtail's admin: rights hang on the group that each role keeps."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.people.models.role import Kind
from lms.people.roles import group_of
from modules.models import HomePage

WRITE = ("add_page", "change_page", "lock_page", "unlock_page")
# Publishing is for pages that teach nothing (home, lists): see modules.models.permissions.
RUN = (*WRITE, "publish_page")
# Wagtail asks for the rights of its own models, also where others are in use.
FILES = {"wagtailimages": "image", "wagtaildocs": "document"}
# What local authors and reviewers may do hangs on groups of their places (modules.local).
PAGES: dict[Kind, tuple[str, ...]] = {Kind.NATIONAL_AUTHOR: WRITE, Kind.ADMIN: RUN, Kind.REVIEWER: ()}
WRITERS = (Kind.NATIONAL_AUTHOR, Kind.ADMIN)


def ensure_rights(home: HomePage) -> None:
    """Give the groups of the content roles their rights from the home page down, and no others. Idempotent."""
    for kind, codenames in PAGES.items():
        give_pages(group_of(kind), home, codenames)
    for kind in WRITERS:
        give_files(group_of(kind), Collection.get_first_root_node())


def give_pages(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    """Exactly these rights on that page and everything below it."""
    here = GroupPagePermission.objects.filter(group=group, page=page)
    here.exclude(permission__codename__in=codenames).delete()
    for permission in _permissions("wagtailcore", codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def give_files(group: Group, collection: Collection, verbs: tuple[str, ...] = ("add", "change", "choose")) -> None:
    """These rights on the pictures and documents of that collection and everything below it."""
    for app, model in FILES.items():
        for permission in _permissions(app, tuple(f"{verb}_{model}" for verb in verbs)):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _permissions(app: str, codenames: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))
