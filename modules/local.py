"""Authors and reviewers of an area: their place in the tree of pages, their collection of files, and their groups."""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection

from lms.areas.models import Area
from lms.people import scope
from lms.people.models import Role, User
from lms.people.models.role import Kind
from lms.people.roles import group_of
from modules.models import AreaPage, HomePage
from modules.models.pages import PublicPage
from modules.rights import WRITE, give_files, give_pages
from modules.root import ensure_pages

# What these kinds may do where they hold their role; the group of the kind itself only opens the admin.
HERE: dict[str, tuple[str, ...]] = {Kind.LOCAL_AUTHOR: WRITE, Kind.REVIEWER: ("change_page",)}


@transaction.atomic
def ensure_area(area: Area) -> AreaPage:
    """The page of the area, live under the list of modules. Created once."""
    found = AreaPage.objects.filter(place=area).first()
    if found is not None:
        return found
    index = ensure_pages()
    slug = slugify(area.name)
    if index.get_children().filter(slug=slug).exists():
        slug = slugify(f"{area.name} {area.code.replace('.', '-')}")
    page = index.add_child(instance=AreaPage(title=area.name, slug=slug, place=area))
    page.save_revision().publish()
    return page


def ensure_collection(area: Area) -> Collection:
    """Where pictures and documents of the area stand. Created once; its name begins with the code."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name__startswith=f"{area.code} ").first()
    return found or root.add_child(name=f"{area.code} {area.name}")


def follow(user: User, *, on: date) -> None:
    """Put the user into the groups of the places where she writes or reviews on that day, and out of the others."""
    for kind in HERE:
        wanted = {_group(role) for role in _held(user, kind, on=on)}
        stale = user.groups.filter(name__startswith=f"{Kind(kind).label} ").exclude(pk__in=[g.pk for g in wanted])
        user.groups.remove(*stale)
        user.groups.add(*wanted)


def _held(user: User, kind: str, *, on: date) -> list[Role]:
    roles = scope.roles(user, scope.Action.AUTHOR, on=on) + scope.roles(user, scope.Action.REVIEW, on=on)
    return [role for role in roles if role.kind == kind and (role.area_id or _is_national(role))]


def _is_national(role: Role) -> bool:
    return role.kind == Kind.REVIEWER and role.puskesmas_id is None


def _group(role: Role) -> Group:
    kind, area = Kind(role.kind), role.area
    group, created = Group.objects.get_or_create(name=f"{kind.label} {area.code if area else 'nasional'}")
    if created:
        page: PublicPage = ensure_area(area) if area else _home()
        give_pages(group, page, HERE[kind])
        if area and kind == Kind.LOCAL_AUTHOR:
            give_files(group, ensure_collection(area))
            give_files(group_of(kind), Collection.get_first_root_node(), ("choose",))
    return group


def _home() -> HomePage:
    ensure_pages()
    return HomePage.objects.get()
