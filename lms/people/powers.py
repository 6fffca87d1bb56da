"""Who stands above whom: the rule of ``lms.people.granting`` on the roles in the database."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import Level
from lms.people import granting, scope
from lms.people.granting import Held, Scope
from lms.people.models import Invitation, Role, User
from lms.people.models.role import Kind
from lms.people.queries import in_force
from lms.people.scope import Action

# Roles that end in future still count, and so do roles that begin later.
_PLACES = ("area", "puskesmas__kab")


def scope_of(area: Area | None, puskesmas: Puskesmas | None) -> Scope:
    """The place of a role as the rule reads it; neither an area nor a puskesmas is the nation."""
    if puskesmas is not None:
        return (*scope_of(puskesmas.kab, None), f"{granting.PUSKESMAS}{puskesmas.pk}")
    if area is None:
        return ()
    whole = tuple(code for code in (area.province_code, area.kab_code, area.kec_code) if code)
    return (*whole, area.code) if area.level == Level.DESA else whole


def held(role: Role | Invitation) -> Held:
    """A role, or one that somebody is invited to, as the rule reads it."""
    return Held(role.kind, scope_of(role.area, role.puskesmas))


def of(user: User, *, on: date) -> list[Held]:
    """What somebody gives roles by: her roles in force on that day. None for an inactive user."""
    if not user.is_authenticated or not user.is_active:
        return []
    return [held(role) for role in user.roles.filter(in_force(on)).select_related(*_PLACES)]


def current(user: User, *, on: date) -> list[Role]:
    """The roles that somebody holds on that day or will hold later."""
    rows = user.roles.filter(Q(until__isnull=True) | Q(until__gt=on))
    return list(rows.select_related(*_PLACES).order_by("kind", "since", "pk"))


def governs(by: User, user: User, *, on: date) -> bool:
    """May one help the other back into her account? She must stand above every role of hers, and be another person.

    Somebody without any role is nobody's staff: her puskesmas helps her by card.
    """
    roles = current(user, on=on)
    return bool(roles) and by.pk != user.pk and granting.may_govern(of(by, on=on), map(held, roles))


def may_give(by: User, user: User | None, role: Held, *, on: date) -> bool:
    """May one give (or end) this role to the other? None: to somebody who has no account yet."""
    return (user is None or by.pk != user.pk) and granting.may_grant(of(by, on=on), role)


def refuse_give(by: User, user: User | None, role: Held, *, on: date) -> None:
    """UserError, with the reason, if one may not give or end this role of the other."""
    if user is not None and by.pk == user.pk:
        raise UserError(_("Peran sendiri tidak dapat diberikan, diperpanjang, atau diakhiri sendiri."))
    if not granting.fits(role):
        raise UserError(_("Peran ini tidak dapat berlaku di tempat itu. Pilih tempat lain untuk peran ini."))
    if not granting.may_grant(of(by, on=on), role):
        raise UserError(_("Peran ini di luar wewenang Anda. Minta Dinas di atasnya atau administrator."))


def reach(user: User, *, on: date) -> Q:
    """Rows with an ``area`` or a ``puskesmas`` inside the places for which the user gives roles; hers included."""
    found = Q(pk__in=[])
    for role in scope.roles(user, Action.GRANT, on=on):
        found |= _inside(role)
    return found


def visible(user: User, *, on: date) -> QuerySet[Role]:
    """The roles held inside the places for which the user gives roles; past ones too. Her equals' are seen as well."""
    return Role.objects.filter(reach(user, on=on))


def above(user: User, *, on: date) -> list[User]:
    """Everybody who governs this user on that day, by name."""
    scopes = [held(role).scope for role in current(user, on=on)]
    codes = {code for one in scopes for code in one}
    wide = Q(area__isnull=True, puskesmas__isnull=True) | Q(area__code__in=codes)
    found = User.objects.filter(
        pk__in=Role.objects.filter(in_force(on), wide, kind__in=[Kind.ADMIN, Kind.DINAS]).values("user"), is_active=True
    ).select_related("person")
    return [one for one in found.order_by("person__name", "pk") if governs(one, user, on=on)]


def _inside(mine: Role) -> Q:
    if mine.puskesmas_id is not None:
        return Q(puskesmas=mine.puskesmas_id)
    if mine.area is None:
        return ~Q(pk__in=[])
    column = scope.column(mine.area)
    code = mine.area.code
    return Q(**{f"area__{column}": code}) | Q(**{f"puskesmas__kab__{column}": code})
