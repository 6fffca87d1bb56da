"""Granting and revoking dated roles. Wagtail asks for groups, so the content roles keep a group each."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from lms.areas.models import Area, Puskesmas
from lms.people import audit, queries
from lms.people.audit import Act
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
    """Give a user a role from ``since`` (to the day before ``until``). ``on`` is today, for the groups."""
    role = Role.objects.create(
        user=user, kind=kind, area=area, puskesmas=puskesmas, since=since, until=until, granted_by=by
    )
    synchronise([user], on=on)
    audit.record(Act.ROLE_GRANTED, by=by, now=timezone.now(), user=user, **_told(role))
    logger.info("role granted: user %s, kind %s, by %s", user.pk, kind, by and by.pk)
    return role


@transaction.atomic
def revoke(role: Role, *, on: date, by: User | None = None) -> None:
    """End a role: ``on`` is the first day it no longer counts. It acts at once, also in sessions that are open."""
    role.until = max(on, role.since)
    role.save(update_fields=["until"])
    synchronise([role.user], on=on)
    audit.record(Act.ROLE_REVOKED, by=by, now=timezone.now(), user=role.user, **_told(role))
    logger.info("role revoked: user %s, kind %s, by %s", role.user_id, role.kind, by and by.pk)


def _told(role: Role) -> dict[str, Any]:
    return {"area": role.area, "puskesmas": role.puskesmas, "detail": {"kind": role.kind}}


def group_of(kind: Kind) -> Group:
    """The group of a content role, with Wagtail's access permission; higher floors hang page permissions on it."""
    group, created = Group.objects.get_or_create(name=str(kind.label))
    if created:
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    return group


def synchronise(users: Iterable[User], *, on: date) -> None:
    """Put users into the groups of the roles they hold on that day, and take them out of the others."""
    for user in users:
        held = queries.kinds_of(user, on=on)
        for kind in CMS_KINDS:
            if kind in held:
                user.groups.add(group_of(kind))
            else:
                user.groups.remove(*Group.objects.filter(name=str(kind.label)))


def synchronise_all(*, on: date) -> int:
    """Every user who holds or held a content role, since roles also begin and end by date. Returns how many."""
    users = list(User.objects.filter(roles__kind__in=CMS_KINDS).distinct())
    synchronise(users, on=on)
    return len(users)
