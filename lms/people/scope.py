"""Who may do what, where and when (DESIGN 5.7). Scope = role kind x (area or puskesmas) x dates.

One rule answers both questions: ``may`` (*may I?*) and ``rows`` (*which rows?*). Views fetch with ``get_or_404``, so
that fetching and permission are one step and a stranger gets a 404.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from lms.areas.models import Area, Posyandu, Puskesmas, Pustu
from lms.areas.models.area import Level
from lms.people.models import Kader, Membership, Role, RosterRun, User
from lms.people.models.role import Kind

M = TypeVar("M", bound=Model)


class Action(StrEnum):
    BOARD = "board"  # numbers of an area, no names
    NAMES = "names"  # which kader stand behind a number
    ASSESS = "assess"  # observe, record attendance
    EVENTS = "events"  # plan training and assessment days, invite, enter who was there
    COACH = "coach"  # sit down with a kader who has used all her attempts
    MANAGE_PEOPLE = "manage_people"  # roster, cards, PIN resets
    MANAGE_PLACES = "manage_places"  # puskesmas, posyandu, office data
    AWARD = "award"  # confirm a level, issue and revoke
    AUTHOR = "author"
    REVIEW = "review"
    CHOOSE = "choose"  # the number of one's own kab/kota, where the nation has none for all
    GRANT = "grant"  # give roles below one's own (lms.people.granting says which)
    AUDIT = "audit"  # read who did what
    ADMIN = "admin"


GRANTS: dict[str, frozenset[Action]] = {
    Kind.PENILAI: frozenset({Action.BOARD, Action.NAMES, Action.ASSESS, Action.EVENTS, Action.COACH}),
    Kind.PUSKESMAS: frozenset(
        {Action.BOARD, Action.NAMES, Action.EVENTS, Action.COACH, Action.MANAGE_PEOPLE, Action.GRANT}
    ),
    Kind.DINAS: frozenset(
        {
            Action.BOARD,
            Action.NAMES,
            Action.EVENTS,
            Action.MANAGE_PEOPLE,
            Action.MANAGE_PLACES,
            Action.AWARD,
            Action.GRANT,
            Action.AUDIT,
        }
    ),
    Kind.OBSERVER: frozenset({Action.BOARD}),
    Kind.NATIONAL_AUTHOR: frozenset({Action.AUTHOR}),
    Kind.LOCAL_AUTHOR: frozenset({Action.AUTHOR}),
    Kind.REVIEWER: frozenset({Action.REVIEW, Action.CHOOSE}),
    Kind.ADMIN: frozenset({Action.BOARD, Action.MANAGE_PLACES, Action.GRANT, Action.AUDIT, Action.ADMIN}),
}

_COLUMN = {Level.PROVINCE: "province_code", Level.KAB: "kab_code", Level.KEC: "kec_code", Level.DESA: "code"}
# Where the area and the puskesmas of a row stand.
_PATHS: dict[type[Model], tuple[str, str]] = {
    Area: ("", "catchments__puskesmas"),
    Puskesmas: ("kab__", "pk"),
    Posyandu: ("desa__", "puskesmas"),
    Pustu: ("desa__", "puskesmas"),
    RosterRun: ("area__", "puskesmas"),
}
_EVERYTHING = ~Q(pk__in=[])
_NOTHING = Q(pk__in=[])
_PLACES = ("posyandu", "pustu")


def roles(user: User, action: Action, *, on: date) -> list[Role]:
    """The user's roles in force on that day that grant the action. None for an anonymous or inactive user."""
    if not user.is_authenticated or not user.is_active:
        return []
    kinds = [kind for kind, actions in GRANTS.items() if action in actions]
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    return list(user.roles.filter(in_force, kind__in=kinds).select_related("area", "puskesmas__kab"))


def actions(user: User, *, on: date) -> set[Action]:
    """Everything that the user may do somewhere on that day, in one statement."""
    if not user.is_authenticated or not user.is_active:
        return set()
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    kinds = user.roles.filter(in_force).values_list("kind", flat=True)
    return {action for kind in kinds for action in GRANTS.get(kind, ())}


def may(user: User, action: Action, target: Model | None = None, *, on: date) -> bool:
    """May the user do this to the target (None: anywhere at all)?"""
    if target is None:
        return bool(roles(user, action, on=on))
    return rows(user, action, type(target)._default_manager.all(), on=on).filter(pk=target.pk).exists()


def may_nationwide(user: User, action: Action, *, on: date) -> bool:
    """May the user do this to what is the same for the whole nation?"""
    return any(role.area_id is None and role.puskesmas_id is None for role in roles(user, action, on=on))


def rows(user: User, action: Action, queryset: QuerySet[M], *, on: date) -> QuerySet[M]:
    """Those of the rows (areas, puskesmas, posyandu, pustu, kader) to which the user may do this on that day."""
    held = roles(user, action, on=on)
    if issubclass(queryset.model, Kader):
        return queryset.filter(_kader_reach(held, on=on))
    return queryset.filter(_any(_reach(role, *_PATHS[queryset.model]) for role in held)).distinct()


def get_or_404(user: User, action: Action, queryset: QuerySet[M], *, on: date, **lookup: object) -> M:
    """Fetch one row the user may do this to. Raises Http404 alike for what is not there and what is not theirs."""
    row = rows(user, action, queryset, on=on).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def known(user: User, action: Action, queryset: QuerySet[Kader], *, on: date) -> QuerySet[Kader]:
    """Those of the kader to whom the user may do this, and who now serve nowhere but served last (or will serve first)
    where she may: whoever left can be looked up and can come back. Rows that were merged away are nobody's.
    """
    held = roles(user, action, on=on)
    serving = Membership.objects.filter(_in_force(on), kader=OuterRef("pk"))
    last = Membership.objects.filter(kader=OuterRef("kader")).order_by("-since", "-pk").values("pk")[:1]
    theirs = Membership.objects.filter(_place_reach(held), kader=OuterRef("pk"), pk=Subquery(last))
    return queryset.filter(_kader_reach(held, on=on) | (~Exists(serving) & Exists(theirs)), merged_into__isnull=True)


def known_or_404(user: User, action: Action, queryset: QuerySet[Kader], *, on: date, **lookup: object) -> Kader:
    """``get_or_404`` among ``known``."""
    row = known(user, action, queryset, on=on).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def memberships(user: User, action: Action, *, on: date) -> tuple[QuerySet[Membership], QuerySet[Membership]]:
    """The memberships, past ones too, at the posyandu and at the pustu where the user may do this.

    The same rule as ``rows``, from the places down: a list is found through them without touching anybody else's rows.
    Two, because a database that must look for either reads the whole table.
    """
    posyandu = rows(user, action, Posyandu.objects.all(), on=on).order_by().values("pk")
    pustu = rows(user, action, Pustu.objects.all(), on=on).order_by().values("pk")
    return Membership.objects.filter(posyandu__in=posyandu), Membership.objects.filter(pustu__in=pustu)


def within(model: type[Model], *, area: Area | None, puskesmas: Puskesmas | None) -> Q:
    """The condition that a place lies in that area (None: the nation), or is served by that puskesmas."""
    return _reach(Role(area=area, puskesmas=puskesmas), *_PATHS[model])


def _reach(role: Role, area_path: str, puskesmas_path: str) -> Q:
    if role.puskesmas_id is not None:
        return Q(**{puskesmas_path: role.puskesmas_id})
    if role.area is None:
        return _EVERYTHING
    return Q(**{f"{area_path}{column(role.area)}": role.area.code})


def column(area: Area) -> str:
    """The column of the areas within this one that holds its code."""
    return _COLUMN[Level(area.level)]


def _kader_reach(held: list[Role], *, on: date) -> Q:
    """A kader is within reach where she serves on that day, at a posyandu or a pustu."""
    return Q(Exists(Membership.objects.filter(_in_force(on), _place_reach(held), kader=OuterRef("pk"))))


def _place_reach(held: list[Role]) -> Q:
    return _any(_reach(role, f"{place}__desa__", f"{place}__puskesmas") for role in held for place in _PLACES)


def _in_force(on: date) -> Q:
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def _any(conditions: Iterable[Q]) -> Q:
    total = _NOTHING
    for condition in conditions:
        total |= condition
    return total
