"""Who sees which entry of the admin's menu: the roles are asked for once a request, not once an entry."""

from django.http import HttpRequest
from django.utils import timezone

from lms.people.models.role import Kind
from lms.people.queries import kinds_of

TEACHING = (Kind.NATIONAL_AUTHOR, Kind.LOCAL_AUTHOR, Kind.REVIEWER)


def holds(request: HttpRequest, *kinds: Kind) -> bool:
    """Does she hold a role of one of these kinds today?"""
    if not hasattr(request, "menu_kinds"):
        request.menu_kinds = kinds_of(request.user, on=timezone.localdate())  # type: ignore[attr-defined]
    return not request.menu_kinds.isdisjoint(kinds)  # type: ignore[attr-defined]
