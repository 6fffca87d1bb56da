"""Opening accounts: a kader or penilai by her petugas, face to face; staff with a password."""

import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import consents, pins
from lms.people.models import Consent, Person, User


@transaction.atomic
def activate(person: Person, pin: str, *, now: datetime, is_demo: bool = False) -> User:
    """Give a person her PIN, and an account if she has none; also the reset of a forgotten PIN.

    UserError if the PIN is too easy or her data were erased.
    """
    if person.erased_at is not None:
        raise UserError("Data orang ini sudah dihapus, jadi akunnya tidak dapat dibuka lagi.")
    user = User.objects.filter(person=person).first() or _open(person, f"k-{secrets.token_hex(8)}", is_demo=is_demo)
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
