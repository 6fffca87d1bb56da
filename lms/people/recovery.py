"""A lost authenticator: asked for by one, taken away only when two others above her agree."""

import logging
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.people import access, accounts, audit, invitations, powers
from lms.people.audit import Act
from lms.people.models import Invitation, Person, Recovery, User

logger = logging.getLogger(__name__)
AGE = timedelta(days=7)
CONFIRMERS = 2


@transaction.atomic
def ask(user: User, *, by: User, now: datetime) -> Recovery:
    """Ask for it, for oneself or for somebody whom one stands above. The one that is open stays.

    UserError if she has no authenticator to lose, or is out of reach.
    """
    if by.pk != user.pk and not powers.governs(by, user, on=timezone.localdate(now)):
        raise UserError(_("Akun ini di luar wewenang Anda. Minta Dinas di atasnya atau administrator."))
    if user.person_id is None or not (access.has_totp(user) or invitations.is_waiting(user)):
        raise UserError(_("Akun ini belum memasang autentikator. Masuk saja dengan kata sandi, lalu pasang."))
    User.objects.select_for_update().get(pk=user.pk)
    Recovery.objects.filter(_open(), user=user, requested_at__lte=now - AGE).update(cancelled_at=now)
    found = Recovery.objects.filter(_open(), user=user).first()
    if found is not None:
        return found
    audit.record(Act.RECOVERY_ASKED, by=by, now=now, user=user)
    return Recovery.objects.create(user=user, requested_by=by, requested_at=now)


@transaction.atomic
def confirm(recovery: Recovery, *, by: User, now: datetime) -> Invitation | None:
    """Agree, as one of two. The second takes authenticator and codes away and gets the link to hand over (else None).

    UserError for whoever asked, the person herself, whoever agreed already or made her a password link of late, those
    who do not stand above her, and when the request is too old.
    """
    locked = Recovery.objects.select_for_update().get(pk=recovery.pk)
    _refuse(locked, by=by, now=now)
    if locked.first_by_id is None:
        locked.first_by, locked.first_at = by, now
        locked.save(update_fields=["first_by", "first_at"])
        audit.record(Act.RECOVERY_CONFIRMED, by=by, now=now, user=locked.user)
        return None
    locked.second_by, locked.second_at = by, now
    locked.save(update_fields=["second_by", "second_at"])
    audit.record(Act.RECOVERY_CONFIRMED, by=by, now=now, user=locked.user)
    return _release(locked, by=by, now=now)


@transaction.atomic
def cancel(recovery: Recovery, *, by: User, now: datetime) -> None:
    """Take a request back. UserError if it is settled already."""
    if not Recovery.objects.filter(_open(), pk=recovery.pk).update(cancelled_at=now):
        raise UserError(_("Permintaan itu sudah selesai atau sudah dibatalkan."))
    audit.record(Act.RECOVERY_CANCELLED, by=by, now=now, user=recovery.user)


@transaction.atomic
def finish(user: User, *, now: datetime) -> None:
    """A new authenticator is set up: its link is used up, and what was asked for needs no answer."""
    Invitation.objects.filter(
        person=user.person_id, purpose=Invitation.Purpose.AUTHENTICATOR, used_at=None, revoked_at=None
    ).update(used_at=now)
    audit.record(Act.AUTHENTICATOR_ADDED, by=user, now=now, user=user)


@transaction.atomic
def reset_by_operator(user: User, *, password: str | None, now: datetime) -> None:
    """A command with a shell: a new password (None: the old one stays), no authenticator, no session, no open link.

    UserError if the password is too weak.
    """
    if password is not None:
        accounts.choose_password(user, password)
    _take_away(user, now=now)
    if user.person is not None:
        invitations.close(user.person, Invitation.Purpose.AUTHENTICATOR, now=now)
    Recovery.objects.filter(_open(), user=user).update(cancelled_at=now)
    audit.record(Act.ADMIN_RESET, by=None, now=now, user=user, detail={"password": password is not None})
    logger.warning("account reset by the operator: user %s", user.pk)


def open_ones(users: QuerySet[User], *, now: datetime) -> QuerySet[Recovery]:
    """The requests of these users that wait for an answer, oldest first."""
    rows = Recovery.objects.filter(_open(), user__in=users, requested_at__gt=now - AGE)
    return rows.select_related("user__person", "requested_by__person", "first_by__person").order_by("requested_at")


def able(recovery: Recovery, *, now: datetime) -> list[User]:
    """Those who could agree to this request: above her, not herself, not who asked, not who did already."""
    gone = {recovery.user_id, recovery.requested_by_id, recovery.first_by_id}
    return [one for one in powers.above(recovery.user, on=timezone.localdate(now)) if one.pk not in gone]


def is_workable(recovery: Recovery, *, now: datetime) -> bool:
    """Are there people enough to agree? If not, only the operator's command helps."""
    needed = CONFIRMERS - (recovery.first_by_id is not None)
    return len(able(recovery, now=now)) >= needed


def _open() -> Q:
    return Q(second_at=None, cancelled_at=None)


def _refuse(recovery: Recovery, *, by: User, now: datetime) -> None:
    if recovery.cancelled_at is not None or recovery.second_at is not None:
        raise UserError(_("Permintaan itu sudah selesai atau sudah dibatalkan."))
    if recovery.requested_at <= now - AGE:
        raise UserError(_("Permintaan itu sudah lewat 7 hari. Minta dibuat lagi."))
    if by.pk in (recovery.user_id, recovery.requested_by_id):
        raise UserError(_("Yang meminta tidak dapat menyetujui. Perlu dua petugas lain di atasnya."))
    if by.pk == recovery.first_by_id:
        raise UserError(_("Anda sudah menyetujui. Perlu satu petugas lain lagi."))
    if not powers.governs(by, recovery.user, on=timezone.localdate(now)):
        raise UserError(_("Akun ini di luar wewenang Anda. Minta Dinas di atasnya atau administrator."))
    if _made_password_link(by, recovery.user, now=now):
        raise UserError(
            _("Anda baru saja membuat tautan kata sandi untuk orang ini. Persetujuan harus dari petugas lain.")
        )


def _made_password_link(by: User, user: User, *, now: datetime) -> bool:
    """Whoever may have chosen her password must not hold the key to her new authenticator too."""
    made = Invitation.objects.filter(person=user.person_id, purpose=Invitation.Purpose.PASSWORD, created_by=by)
    return made.filter(created_at__gt=now - invitations.AGE - AGE).exists()


def _release(recovery: Recovery, *, by: User, now: datetime) -> Invitation:
    user = recovery.user
    person = Person.objects.get(user=user)
    _take_away(user, now=now)
    made = invitations.offer(person, Invitation.Purpose.AUTHENTICATOR, by=by, now=now)
    recovery.invitation = made
    recovery.save(update_fields=["invitation"])
    audit.record(Act.AUTHENTICATOR_REMOVED, by=by, now=now, user=user)
    return made


def _take_away(user: User, *, now: datetime) -> None:
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(sessions_ended_at=now)
    if user.person is not None:
        invitations.close(user.person, Invitation.Purpose.PASSWORD, now=now)
