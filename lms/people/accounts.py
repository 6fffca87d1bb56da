"""Opening accounts: a kader or penilai by her petugas, face to face; staff with a password."""

import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.people import consents, pins, rules
from lms.people.models import Card, Consent, Person, User


@transaction.atomic
def activate(person: Person, pin: str, *, now: datetime, is_demo: bool = False) -> User:
    """Give a person her PIN, and an account if she has none; also the reset of a forgotten PIN.

    UserError if the PIN is too easy or her data were erased.
    """
    _refuse_erased(person)
    user = User.objects.filter(person=person).first() or _open(person, _opaque_name(), is_demo=is_demo)
    pins.set_pin(user, pin, now=now)
    return user


@transaction.atomic
def create_staff(
    person: Person, *, username: str, password: str | None = None, is_demo: bool = False, check: bool = True
) -> User:
    """An account with a user name; with a password for those who sign in as petugas, else for card and PIN.

    ``check=False`` lets set-up take a short demo password. UserError if name or password cannot be taken.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise UserError(f"Nama pengguna {username} sudah dipakai. Silakan pilih yang lain.")
    user = _open(person, username, is_demo=is_demo)
    if password is not None:
        _set_password(user, password, check=check)
    return user


@transaction.atomic
def open_without_key(person: Person) -> User:
    """The account of a person, made at need: nobody can sign in there before she is given card and PIN.

    UserError if her data were erased.
    """
    _refuse_erased(person)
    return User.objects.filter(person=person).first() or _open(person, _opaque_name(), is_demo=False)


@transaction.atomic
def choose_sign_in(person: Person, *, username: str, password: str) -> User:
    """User name and password of a person's account, chosen by herself; the account is made at need.

    UserError if name or password cannot be taken.
    """
    _refuse_erased(person)
    name = username.strip().lower()
    if not rules.is_username(name):
        raise UserError(_("Nama pengguna: 3 sampai 30 huruf kecil, angka, titik, atau garis, misalnya dewi.lestari."))
    user = User.objects.filter(person=person).first() or User(person=person)
    if User.objects.filter(username__iexact=name).exclude(pk=user.pk).exists():
        raise UserError(_("Nama pengguna itu sudah dipakai. Silakan pilih yang lain."))
    user.username = name
    user.set_unusable_password()
    user.save()
    _set_password(user, password, check=True)
    return user


def choose_password(user: User, password: str) -> None:
    """A new password; all her sessions end. UserError if it is too weak."""
    _set_password(user, password, check=True)


@transaction.atomic
def close(person: Person, *, now: datetime) -> None:
    """Nobody signs in as this person any more: her card is revoked, her PIN gone, her sessions end.

    Her phone may still hand in what she had answered. A new card and a new PIN open the account again.
    """
    Card.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    User.objects.filter(person=person).update(pin="", pin_set_at=None)


def choose_language(user: User, code: str) -> str:
    """Show the staff screens to this user in the language of that code. Returns its name in itself.

    UserError for a language that the screens are not written in.
    """
    known = dict(settings.LANGUAGES)
    if code not in known:
        raise UserError(f"Bahasa itu belum ada di sini, jadi belum diganti. Pilih {' atau '.join(known.values())}.")
    user.language = code
    user.save(update_fields=["language"])
    return known[code]


def _refuse_erased(person: Person) -> None:
    if person.erased_at is not None:
        raise UserError("Data orang ini sudah dihapus, jadi akunnya tidak dapat dibuka lagi.")


def _opaque_name() -> str:
    return f"{rules.OPAQUE}{secrets.token_hex(8)}"


def _open(person: Person, username: str, *, is_demo: bool) -> User:
    user = User(username=username, person=person, is_demo=is_demo)
    user.set_unusable_password()
    user.save()
    if is_demo:  # nobody is behind it who could be told
        consents.record_notice(person, now=timezone.now(), channel=Consent.Channel.PAPER)
    return user


def _set_password(user: User, password: str, *, check: bool) -> None:
    try:
        if check:
            validate_password(password, user)
    except ValidationError as error:
        raise UserError(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
