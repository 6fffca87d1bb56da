"""What the person does who was handed a link: open her account, choose a password, prove who she is."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.people import accounts, audit, invitations, roles
from lms.people.audit import Act
from lms.people.models import Invitation, User


@transaction.atomic
def accept(invitation: Invitation, *, username: str, password: str, now: datetime) -> User:
    """Open the account with the role that it was made for, once. The inviter must still stand above that role.

    UserError if the link is no longer good, or name or password cannot be taken; then nothing has changed.
    """
    locked = _take(invitation, Invitation.Purpose.ACCOUNT, now=now)
    user = accounts.choose_sign_in(locked.person, username=username, password=password)
    today = timezone.localdate(now)
    try:
        roles.grant(
            user,
            locked.kind,
            since=max(locked.since or today, today),
            until=locked.until,
            on=today,
            area=locked.area,
            puskesmas=locked.puskesmas,
            by=locked.created_by,
        )
    except UserError as error:
        raise UserError(
            _("Undangan ini tidak berlaku lagi. Minta yang baru kepada Dinas atau administrator.")
        ) from error
    audit.record(Act.INVITATION_ACCEPTED, by=user, now=now, user=user, detail={"kind": locked.kind})
    return user


@transaction.atomic
def choose_password(invitation: Invitation, *, password: str, now: datetime) -> User:
    """A new password by the link, once; all sessions end. UserError if the link or the password is not good."""
    user = _user(_take(invitation, Invitation.Purpose.PASSWORD, now=now))
    accounts.choose_password(user, password)
    audit.record(Act.PASSWORD_CHOSEN, by=user, now=now, user=user)
    return user


def prove(invitation: Invitation, *, password: str, now: datetime) -> User:
    """Who comes for a new authenticator, if the password is hers too. The link is used up by the set-up itself.

    UserError if the link or the password is not good.
    """
    if invitation.purpose != Invitation.Purpose.AUTHENTICATOR:
        raise UserError(_("Tautan ini untuk keperluan lain."))
    invitations.refuse_closed(invitation, now=now)
    user = _user(invitation)
    if not user.is_active or not user.check_password(password):
        raise UserError(_("Kata sandi tidak cocok. Silakan tulis lagi."))
    return user


def _take(invitation: Invitation, purpose: str, *, now: datetime) -> Invitation:
    """Lock the row, see that it is good, and use it up: of two who come at once, the second reads that it was used."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.purpose != purpose:
        raise UserError(_("Tautan ini untuk keperluan lain."))
    invitations.refuse_closed(locked, now=now)
    locked.used_at = now
    locked.save(update_fields=["used_at"])
    return locked


def _user(invitation: Invitation) -> User:
    user = User.objects.filter(person=invitation.person_id).first()
    if user is None:
        raise UserError(_("Akun ini sudah tidak ada. Minta bantuan administrator."))
    return user
