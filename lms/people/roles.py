"""Granting and revoking dated roles. Wagtail asks for groups, so the content roles keep a group each."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.people import audit, powers, queries
from lms.people.audit import Act
from lms.people.granting import Held
from lms.people.models import Role, User
from lms.people.models.role import Kind

logger = logging.getLogger(__name__)

# Kader never enter /cms/: only these kinds have a group with Wagtail's access permission.
CMS_KINDS = (Kind.NATIONAL_AUTHOR, Kind.LOCAL_AUTHOR, Kind.REVIEWER, Kind.ADMIN)


@transaction.atomic
def grant(
    user: User,
    kind: str,
    *,
    since: date,
    on: date,
    area: Area | None = None,
    puskesmas: Puskesmas | None = None,
    until: date | None = None,
    by: User | None = None,
) -> Role:
    """Give a user a role from ``since`` (to the day before ``until``). ``on`` is today, for the groups.

    UserError if ``by`` does not stand above the role, or the days cannot be. None: a command of the operator.
    """
    if by is not None:
        powers.refuse_give(by, user, Held(kind, powers.scope_of(area, puskesmas)), on=on)
        _refuse_days(since, until, on=on)
        _refuse_twice(user, kind, area, puskesmas, on=on)
    role = Role.objects.create(
        user=user, kind=kind, area=area, puskesmas=puskesmas, since=since, until=until, granted_by=by
    )
    synchronise([user], on=on)
    audit.record(Act.ROLE_GRANTED, by=by, now=timezone.now(), user=user, **_told(role))
    logger.info("role granted: user %s, kind %s, by %s", user.pk, kind, by and by.pk)
    return role


@transaction.atomic
def revoke(role: Role, *, on: date, by: User | None = None) -> None:
    """End a role: ``on`` is the first day it no longer counts. It acts at once, also in sessions that are open.

    UserError if ``by`` does not stand above the role, if it has ended, or if the site would have no administrator.
    """
    _refuse_end(role, on=on, by=by)
    role.until = max(on, role.since)
    role.save(update_fields=["until"])
    synchronise([role.user], on=on)
    audit.record(Act.ROLE_REVOKED, by=by, now=timezone.now(), user=role.user, **_told(role))
    logger.info("role revoked: user %s, kind %s, by %s", role.user_id, role.kind, by and by.pk)


@transaction.atomic
def change_end(role: Role, *, until: date | None, on: date, by: User | None = None) -> None:
    """Let a role end later, earlier or never (None); ``until`` is the first day it no longer counts.

    UserError as for ``revoke``, and for a day that is not after today and after its beginning.
    """
    _refuse_end(role, on=on, by=by, ends=until is not None)
    if until is not None and until <= max(on, role.since):
        raise UserError(_("Peran itu akan berakhir sebelum mulai. Pilih hari lain, atau akhiri sekarang."))
    role.until = until
    role.save(update_fields=["until"])
    detail = {"kind": role.kind, "until": until.isoformat() if until else None}
    told = _told(role) | {"detail": detail}
    audit.record(Act.ROLE_CHANGED, by=by, now=timezone.now(), user=role.user, **told)


def _refuse_days(since: date, until: date | None, *, on: date) -> None:
    if since < on:
        raise UserError(_("Peran mulai paling awal hari ini: yang sudah lewat tidak diubah."))
    if until is not None and until <= since:
        raise UserError(_("Peran itu akan berakhir sebelum mulai. Periksa kedua tanggal."))


def _refuse_twice(user: User, kind: str, area: Area | None, puskesmas: Puskesmas | None, *, on: date) -> None:
    same = Role.objects.filter(user=user, kind=kind, area=area, puskesmas=puskesmas)
    if same.filter(Q(until__isnull=True) | Q(until__gt=on)).exists():
        raise UserError(_("Ia sudah memegang peran itu di sana. Masanya dapat diubah di halaman orangnya."))


def _refuse_end(role: Role, *, on: date, by: User | None, ends: bool = True) -> None:
    # The lock lets two administrators who end each other's role follow one another. Ordered: no two wait in a ring.
    list(Role.objects.select_for_update().filter(kind=Kind.ADMIN).order_by("pk"))
    role.refresh_from_db(fields=["until"])
    if by is not None:
        powers.refuse_give(by, role.user, powers.held(role), on=on)
    if role.until is not None and role.until <= on:
        raise UserError(_("Peran ini sudah berakhir. Kalau masih diperlukan, beri peran baru."))
    if ends and role.kind == Kind.ADMIN and not _others(role, on=on).exists():
        raise UserError(_("Ini administrator terakhir. Beri peran itu kepada orang lain dulu, tanpa tanggal akhir."))


def _others(role: Role, *, on: date) -> QuerySet[Role]:
    """Administrators who stay: in force already, and without an end."""
    rows = Role.objects.filter(kind=Kind.ADMIN, since__lte=on, until=None, area=None, puskesmas=None)
    return rows.filter(user__is_active=True).exclude(user=role.user_id)


def _told(role: Role) -> dict[str, Any]:
    return {"area": role.area, "puskesmas": role.puskesmas, "detail": {"kind": role.kind}}


def group_of(kind: Kind) -> Group:
    """The group of a content role, with Wagtail's access permission; higher floors hang page permissions on it."""
    group, created = Group.objects.get_or_create(name=str(kind.label))
    if created:
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    return group


class Follower(Protocol):
    """What a higher floor does once a user's groups follow her roles of that day."""

    def __call__(self, user: User, *, on: date) -> None: ...


_followers: list[Follower] = []


def on_synchronise(follower: Follower) -> None:
    """Called by an app's ``ready``: rights that hang on the place of a role, and not on its kind alone."""
    _followers.append(follower)


def synchronise(users: Iterable[User], *, on: date) -> None:
    """Put users into the groups of the roles they hold on that day, and take them out of the others."""
    for user in users:
        held = queries.kinds_of(user, on=on)
        for kind in CMS_KINDS:
            if kind in held:
                user.groups.add(group_of(kind))
            else:
                user.groups.remove(*Group.objects.filter(name=str(kind.label)))
        for follow in _followers:
            follow(user, on=on)


def synchronise_all(*, on: date) -> int:
    """Every user who holds or held a content role, since roles also begin and end by date. Returns how many."""
    users = list(User.objects.filter(roles__kind__in=CMS_KINDS).distinct())
    synchronise(users, on=on)
    return len(users)
