"""What the screens of roles show: who holds what, whom one may give a role, and for which places."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas import home
from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import Level
from lms.people import activation, granting, invitations, powers, queries, recovery, rules, scope
from lms.people.models import Invitation, Kader, Person, Recovery, Role, User
from lms.people.models.role import Kind
from lms.people.rules import Way
from lms.people.scope import Action

MOST_FOUND = 30
NATION = "nasional"
# What is offered below an area: as far as a list can be read.
_BELOW: dict[int, tuple[Level, ...]] = {
    Level.PROVINCE: (Level.KAB,),
    Level.KAB: (Level.KEC, Level.DESA),
    Level.KEC: (Level.DESA,),
    Level.DESA: (),
}


@dataclass(frozen=True)
class Account:
    """Somebody's account as an officer above sees it: how she comes in and what she has for it, never a secret."""

    person: Person
    user: User | None
    way: Way
    has_key: bool  # a password, or a PIN
    has_totp: bool
    roles: list[dict[str, Any]]
    past: list[dict[str, Any]]
    invitations: list[Invitation]
    recovery: Recovery | None
    governed: bool
    prints: bool  # may the viewer print her card and reset her PIN with those of the other officers?


def roles(
    user: User, *, on: date, kind: str = "", puskesmas: str = "", ended: bool = False, search: str = ""
) -> QuerySet[Role]:
    """The roles in the user's reach by kind, place and name, narrowed by what was asked for; unknown wishes narrow."""
    rows = powers.visible(user, on=on).select_related("user__person", "area", "puskesmas", "granted_by__person")
    if not ended:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on))
    if kind:
        rows = rows.filter(kind=kind)
    if puskesmas:
        rows = rows.filter(puskesmas__uuid=puskesmas) if _is_uuid(puskesmas) else rows.none()
    if search:
        rows = rows.filter(user__person__name__icontains=search)
    return rows.order_by("kind", "puskesmas__name", "area__code", "user__person__name", "pk")


def open_invitations(user: User, *, on: date, now: datetime) -> QuerySet[Invitation]:
    """Invitations to roles in the user's reach that nobody has used yet, oldest first."""
    rows = Invitation.objects.filter(powers.reach(user, on=on), purpose=Invitation.Purpose.ACCOUNT)
    rows = rows.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    return rows.select_related("person", "area", "puskesmas").order_by("created_at")


def open_recoveries(user: User, *, now: datetime) -> list[Recovery]:
    """Requests that wait for two, for those whom the user governs."""
    on = timezone.localdate(now)
    theirs = User.objects.filter(roles__in=powers.visible(user, on=on))
    return [one for one in recovery.open_ones(theirs, now=now) if powers.governs(user, one.user, on=on)]


def puskesmas_of(user: User, *, on: date) -> list[Puskesmas]:
    """The puskesmas in the user's reach, for a filter; none for the nation, where they are too many for a list."""
    held = scope.roles(user, Action.GRANT, on=on)
    if any(role.area is None and role.puskesmas is None for role in held):
        return []
    return list(scope.rows(user, Action.GRANT, Puskesmas.objects.order_by("name"), on=on))


def find(user: User, search: str, *, on: date) -> list[tuple[Person, str]]:
    """People by a part of their name: kader whom the user manages, and whoever holds or held a role in her reach.

    Each with where she serves, or her NIP: many share a name.
    """
    kader = scope.rows(user, Action.MANAGE_PEOPLE, Kader.objects.all(), on=on)
    staff = powers.visible(user, on=on).values("user__person")
    rows = Person.objects.filter(Q(pk__in=kader.values("person")) | Q(pk__in=staff), erased_at=None)
    found = list(rows.filter(name__icontains=search).select_related("kader").order_by("name", "pk")[:MOST_FOUND])
    ids = {person.kader.pk: person.pk for person in found if hasattr(person, "kader")}
    serves = {ids[pk]: queries.place_name(row) for pk, row in queries.serving(ids.keys(), day=on).items()}
    return [(person, serves.get(person.pk, person.nip)) for person in found]


def person_or_404(user: User, uuid: UUID, *, on: date) -> Person:
    """A person whom ``find`` could find, or who is invited to a role in the user's reach. Http404 for all others."""
    staff = powers.visible(user, on=on).values("user__person")
    invited = Invitation.objects.filter(powers.reach(user, on=on)).values("person")
    person = Person.objects.filter(Q(pk__in=staff) | Q(pk__in=invited), uuid=uuid).first()
    if person is not None:
        return person
    return scope.get_or_404(
        user, Action.MANAGE_PEOPLE, Kader.objects.select_related("person"), on=on, person__uuid=uuid
    ).person


def account(viewer: User, person: Person, *, now: datetime) -> Account:
    """Everything that the page of one person shows."""
    on, user = timezone.localdate(now), User.objects.filter(person=person).first()
    seen = (
        powers.visible(viewer, on=on).filter(user=user).select_related("area", "puskesmas__kab", "granted_by__person")
    )
    rows = list(seen.order_by("kind", "-since", "pk")) if user else []
    current = [role for role in rows if role.until is None or role.until > on]
    way = rules.way_for({role.kind for role in powers.current(user, on=on)}) if user else Way.CARD
    open_ones = person.invitations.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    return Account(
        person=person,
        user=user,
        way=way,
        has_key=bool(user and (user.has_usable_password() if way == Way.TOTP else user.pin)),
        has_totp=bool(user) and Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        roles=[_shown(viewer, role, on=on) for role in current],
        past=[dated(role) for role in rows if role not in current],
        invitations=list(open_ones.select_related("area", "puskesmas", "created_by__person")),
        recovery=recovery.open_ones(User.objects.filter(person=person), now=now).first(),
        governed=user is not None and powers.governs(viewer, user, on=on),
        prints=bool(current) and activation.helped_by(viewer, on=on).filter(pk=person.pk).exists(),
    )


def role_or_404(viewer: User, person: Person, pk: str, *, on: date) -> Role:
    """A role of this person in the viewer's reach. Http404 for all others."""
    role = powers.visible(viewer, on=on).filter(user__person=person, pk=int(pk) if pk.isdecimal() else 0).first()
    if role is None:
        raise Http404
    return role


def invitation_or_404(viewer: User, uuid: UUID) -> Invitation:
    """An invitation whose link the viewer may hand over: she made it, or was one of the two who agreed to it.

    Http404 for all others, also for those who could make one of their own.
    """
    made = Invitation.objects.filter(Q(created_by=viewer) | Q(recovery__first_by=viewer), uuid=uuid)
    found = made.select_related("person", "area", "puskesmas", "created_by__person").first()
    if found is None:
        raise Http404
    return found


def recovery_or_404(viewer: User, uuid: UUID, *, now: datetime) -> Recovery:
    """A request for somebody whom the viewer governs. Http404 for all others."""
    rows = Recovery.objects.select_related("user__person", "requested_by__person", "first_by__person")
    found = rows.filter(uuid=uuid).first()
    if found is None or not powers.governs(viewer, found.user, on=timezone.localdate(now)):
        raise Http404
    return found


def kinds(user: User, *, on: date) -> list[tuple[str, str]]:
    """The kinds of role that the user gives somewhere, as choices."""
    given = granting.grantable(powers.of(user, on=on))
    return [(value, str(label)) for value, label in Kind.choices if value in given]


def inside_or_404(user: User, code: str, *, on: date) -> Area | None:
    """The area whose places are offered: as asked for, else the site's own home. Http404 for one out of reach."""
    if code:
        return scope.get_or_404(user, Action.GRANT, Area.objects.filter(until=None), on=on, code=code)
    mine = home.area()
    within = mine is not None and scope.may(user, Action.GRANT, mine, on=on)
    return mine if within else None


def narrower(user: User, inside: Area | None, *, on: date) -> list[Area]:
    """The areas by which a wide choice is narrowed: provinces, and the kab/kota of the chosen one; else none."""
    rows = scope.rows(user, Action.GRANT, Area.objects.filter(until=None).order_by("name"), on=on)
    provinces = list(rows.filter(level=Level.PROVINCE))
    if not provinces or inside is None:
        return provinces
    return [*provinces, *rows.filter(level=Level.KAB, province_code=inside.province_code)]


def places(user: User, inside: Area | None, *, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a role may be given, in groups of choices; the value says which place: ``chosen`` reads it."""
    held = scope.roles(user, Action.GRANT, on=on)
    roots = [inside] if inside else [role.area for role in held if role.area]
    groups: dict[str, dict[str, str]] = {}
    if any(role.area is None and role.puskesmas is None for role in held):
        groups[_("Seluruh Indonesia")] = {NATION: _("Seluruh Indonesia")}
    for role in held:
        if role.puskesmas:
            groups.setdefault("Puskesmas", {})[f"puskesmas:{role.puskesmas.uuid}"] = str(role.puskesmas)
    for root in roots:
        _offer(groups, root)
    if not roots:
        _add(groups, narrower(user, None, on=on))
    return [(title, list(found.items())) for title, found in groups.items()]


def chosen(value: str) -> dict[str, Any]:
    """The place of a choice, as the verbs take it."""
    sort, _colon, key = value.partition(":")
    if sort == "puskesmas":
        return {"puskesmas": Puskesmas.objects.select_related("kab").get(uuid=key)}
    return {"area": Area.objects.get(code=key, until=None)} if sort == "area" else {}


def dated(role: Role) -> dict[str, Any]:
    """A role as a line of a list."""
    return {
        "role": role,
        "words": invitations.role_words(role.kind, role.area, role.puskesmas),
        "last_day": last_day(role),
    }


def last_day(role: Role) -> date | None:
    """The last day on which it counts; None: no end."""
    return role.until - timedelta(days=1) if role.until else None


def _shown(viewer: User, role: Role, *, on: date) -> dict[str, Any]:
    return dated(role) | {"mine_to_end": powers.may_give(viewer, role.user, powers.held(role), on=on)}


def _offer(groups: dict[str, dict[str, str]], root: Area) -> None:
    """An area, what lies right below it, and the puskesmas of a kab/kota."""
    if root.level == Level.KAB:
        health = Puskesmas.objects.filter(closed_on=None, kab=root).order_by("name")
        groups.setdefault("Puskesmas", {}).update({f"puskesmas:{one.uuid}": str(one) for one in health})
    below = Area.objects.filter(until=None, level__in=_BELOW[root.level], **{scope.column(root): root.code})
    _add(groups, [root, *below.select_related("parent").order_by("level", "name")])


def _add(groups: dict[str, dict[str, str]], areas: list[Area]) -> None:
    for area in areas:
        words = f"{area}, {area.parent}" if area.level == Level.DESA and area.parent else str(area)
        groups.setdefault(str(Level(area.level).label).capitalize(), {})[f"area:{area.code}"] = words


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
