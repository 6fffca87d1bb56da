"""What the content roles may do in Wagtail's admin: rights hang on the group that each role keeps."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.people.models.role import Kind
from lms.people.roles import group_of
from modules.models import HomePage

WRITE = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
# Wagtail asks for the rights of its own models, also where others are in use.
FILES = {"wagtailimages": "image", "wagtaildocs": "document"}
# A local author gets her own subtree and collection with it; a reviewer opens pages, and approves by a verb.
WRITERS = (Kind.NATIONAL_AUTHOR, Kind.ADMIN)
READERS = (Kind.REVIEWER,)


def ensure_rights(home: HomePage) -> None:
    """Give the groups of the content roles their rights from the home page down. Idempotent."""
    for kind in WRITERS:
        _on_pages(group_of(kind), home, WRITE)
        _on_files(group_of(kind))
    for kind in READERS:
        _on_pages(group_of(kind), home, ("change_page",))


def _on_pages(group: Group, home: Page, codenames: tuple[str, ...]) -> None:
    for permission in _permissions("wagtailcore", codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)


def _on_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for app, model in FILES.items():
        for permission in _permissions(app, (f"add_{model}", f"change_{model}", f"choose_{model}")):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _permissions(app: str, codenames: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))
