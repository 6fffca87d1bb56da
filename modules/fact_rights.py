"""Who may propose and who may decide what a fact says: the nation's, or what one kab/kota chose in its place."""

from datetime import date

from django.db.models import QuerySet

from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action

# An author writes, a nakes decides; whoever decides may of course also propose.
_PROPOSE = {True: (Action.AUTHOR, Action.REVIEW), False: (Action.AUTHOR, Action.CHOOSE)}
_DECIDE = {True: Action.REVIEW, False: Action.CHOOSE}


def may_propose(user: User, area: Area | None, *, on: date) -> bool:
    """May the user propose what the fact of this area (None: the nation) says?"""
    return any(_may(user, action, area, on=on) for action in _PROPOSE[area is None])


def may_decide(user: User, area: Area | None, *, on: date) -> bool:
    """May the user decide it?"""
    return _may(user, _DECIDE[area is None], area, on=on)


def choosable(user: User, *, on: date) -> QuerySet[Area]:
    """The kab/kota for which the user may propose or decide a number, by name."""
    kabs = Area.objects.filter(level=Level.KAB)
    found = scope.rows(user, Action.AUTHOR, kabs, on=on) | scope.rows(user, Action.CHOOSE, kabs, on=on)
    return found.order_by("name")


def _may(user: User, action: Action, area: Area | None, *, on: date) -> bool:
    return scope.may_nationwide(user, action, on=on) if area is None else scope.may(user, action, area, on=on)
