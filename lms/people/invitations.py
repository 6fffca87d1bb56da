"""One-time links and codes by which staff come in: made, shown, found and taken back."""

from datetime import date, datetime, timedelta

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.fields import uuid_field
from lms.areas.models import Area, Puskesmas
from lms.people import audit, keyed, powers, rules
from lms.people.audit import Act
from lms.people.granting import Held
from lms.people.models import Invitation, Person, User
from lms.people.models.role import Kind

AGE = timedelta(days=7)
Purpose = Invitation.Purpose


@transaction.atomic
def invite(
    person: Person,
    kind: str,
    *,
    by: User,
    now: datetime,
    since: date,
    area: Area | None = None,
    puskesmas: Puskesmas | None = None,
    until: date | None = None,
) -> Invitation:
    """Invite a person to open an account with this role. UserError if ``by`` does not stand above the role.

    An earlier invitation of hers that nobody has used is void from now on.
    """
    today, user = timezone.localdate(now), User.objects.filter(person=person).first()
    powers.refuse_give(by, user, Held(kind, powers.scope_of(area, puskesmas)), on=today)
    if user is not None and powers.current(user, on=today) and not powers.governs(by, user, on=today):
        # Whoever opens the link sets the password of this account, with all the roles it has.
        raise UserError(_("Orang ini memegang peran di luar wewenang Anda. Minta Dinas di atasnya atau administrator."))
    if until is not None and until <= max(since, today):
        raise UserError(_("Peran itu akan berakhir sebelum mulai. Periksa kedua tanggal."))
    role = {"kind": kind, "area": area, "puskesmas": puskesmas, "since": since, "until": until}
    made = offer(person, Purpose.ACCOUNT, by=by, now=now, **role)
    audit.record(Act.INVITED, by=by, now=now, user=user, area=area, puskesmas=puskesmas, detail={"kind": kind})
    return made


@transaction.atomic
def offer_password(user: User, *, by: User, now: datetime) -> Invitation:
    """A link by which a member of staff chooses a new password. Her authenticator is asked for as ever.

    UserError if ``by`` does not stand above all her roles, and while her authenticator is being restored: nobody may
    hold both links.
    """
    if not powers.governs(by, user, on=timezone.localdate(now)):
        raise UserError(_("Akun ini di luar wewenang Anda. Minta Dinas di atasnya atau administrator."))
    if is_waiting(user):
        raise UserError(
            _("Autentikator orang ini sedang dipulihkan. Kata sandi baru dapat dibuat sesudah itu selesai.")
        )
    if user.person is None:
        raise UserError(_("Akun ini tidak punya nama orang. Minta operator memakai perintah admin_reset."))
    made = offer(user.person, Purpose.PASSWORD, by=by, now=now)
    audit.record(Act.PASSWORD_LINK, by=by, now=now, user=user)
    return made


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Make a link useless at once. UserError if it has been used or taken back already."""
    open_one = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not open_one.update(revoked_at=now):
        raise UserError(_("Tautan itu sudah dipakai atau sudah dibatalkan."))
    audit.record(
        Act.INVITATION_REVOKED,
        by=by,
        now=now,
        user=User.objects.filter(person=invitation.person_id).first(),
        detail={"purpose": invitation.purpose},
    )


def offer(person: Person, purpose: str, *, by: User, now: datetime, **role: object) -> Invitation:
    """A new link for one purpose; the open one for the same is void. Who may is asked by the verbs that call this."""
    list(Person.objects.select_for_update().filter(pk=person.pk))
    close(person, purpose, now=now)
    free = uuid_field().get_default()
    return Invitation.objects.create(
        uuid=free,
        person=person,
        purpose=purpose,
        token_digest=keyed.digest("invitation", _token(free)),
        code_digest=keyed.digest("invitation code", _code(free)),
        created_at=now,
        created_by=by,
        expires_at=now + AGE,
        **role,
    )


def close(person: Person, *purposes: str, now: datetime) -> None:
    """Make the open links of a person for these purposes void."""
    Invitation.objects.filter(person=person, purpose__in=purposes, used_at=None, revoked_at=None).update(revoked_at=now)


def is_waiting(user: User) -> bool:
    """Was her authenticator taken away, and has she not set up a new one by her link yet? So long no password opens."""
    waiting = Invitation.objects.filter(purpose=Purpose.AUTHENTICATOR, used_at=None, revoked_at=None)
    return user.person_id is not None and waiting.filter(person=user.person_id).exists()


def is_open(pk: int) -> bool:
    """Has the link of this row been neither used nor taken back?"""
    return Invitation.objects.filter(pk=pk, used_at=None, revoked_at=None).exists()


def token_of(invitation: Invitation) -> str:
    """The 22 characters in the link."""
    return _token(invitation.uuid)


def code_of(invitation: Invitation) -> str:
    """The short code: "7KQ4M-2XPRB"."""
    return _code(invitation.uuid)


def address_of(invitation: Invitation) -> str:
    """The absolute URL of the link."""
    return settings.SITE_URL + reverse("invitation-scan", args=[token_of(invitation)])


def qr_of(invitation: Invitation) -> str:
    """The link as an inline SVG."""
    return segno.make(address_of(invitation), error="m", micro=False).svg_inline(scale=5, border=2, light="#fff")


def digest_of(token: str) -> str:
    """What a session keeps of a link that was opened."""
    return keyed.digest("invitation", token)


def find(digest: str) -> Invitation | None:
    """The invitation with this digest of its token, whatever became of it."""
    return _found(token_digest=digest)


def find_by_code(typed: str) -> Invitation | None:
    """The invitation with this short code, however it was typed, whatever became of it."""
    code = rules.read_code(typed)
    return _found(code_digest=keyed.digest("invitation code", code)) if code else None


def refuse_closed(invitation: Invitation, *, now: datetime) -> None:
    """UserError, with what to do, if the link was used, was taken back or is too old."""
    if invitation.used_at is not None:
        raise UserError(_("Tautan ini sudah dipakai. Kalau bukan oleh Anda, segera beri tahu yang mengundang."))
    if invitation.revoked_at is not None:
        raise UserError(_("Tautan ini sudah dibatalkan. Minta yang baru kepada yang mengundang."))
    if invitation.expires_at <= now:
        raise UserError(_("Tautan ini sudah lewat 7 hari. Minta yang baru kepada yang mengundang."))


def role_words(kind: str, area: Area | None, puskesmas: Puskesmas | None) -> str:
    """A role in words: "Penilai / pelatih, Puskesmas Balowerti"."""
    return f"{Kind(kind).label}, {puskesmas or area or _('seluruh Indonesia')}"


def _found(**lookup: str) -> Invitation | None:
    rows = Invitation.objects.select_related("person__user", "created_by__person", "area", "puskesmas")
    return rows.filter(**lookup).first()


def _token(of: object) -> str:
    return keyed.token("invitation", of)


def _code(of: object) -> str:
    return rules.write_code(int.from_bytes(keyed.derive("invitation code", of)))
