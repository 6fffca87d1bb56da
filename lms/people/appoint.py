"""Giving a role to a person: at once if she can sign in for it or comes by card, else by invitation."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.people import accounts, invitations, roles, rules
from lms.people.models import Invitation, Person, Role, User
from lms.people.rules import Way


@transaction.atomic
def appoint(
    person: Person, kind: str, *, since: date, by: User, now: datetime, until: date | None = None, **place: Any
) -> Role | Invitation:
    """The role, or the invitation to it of somebody who has yet to choose a password. ``place``: area or puskesmas.

    UserError as ``roles.grant`` and ``invitations.invite`` say it.
    """
    user = User.objects.filter(person=person).first()
    if rules.way_for({kind}) == Way.TOTP and (user is None or not user.has_usable_password()):
        return invitations.invite(person, kind, since=since, until=until, by=by, now=now, **place)
    user = user or accounts.open_without_key(person)
    return roles.grant(user, kind, since=since, until=until, on=timezone.localdate(now), by=by, **place)


@transaction.atomic
def appoint_new(name: str, *, sex: str, nip: str, **role: Any) -> Role | Invitation:
    """As ``appoint``, for somebody who is not in the books yet."""
    return appoint(Person.objects.create(name=name, sex=sex, nip=nip), **role)
