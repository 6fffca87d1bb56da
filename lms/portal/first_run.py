"""The first run of a real site: its first administrator."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import accounts, roles
from lms.people.models import Person, Role, User
from lms.people.models.role import Kind
from lms.people.queries import in_force

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
LONGEST_NAME = 120


def check(username: str, name: str) -> None:
    """UserError if an administrator cannot be called so."""
    if not USERNAME.fullmatch(username):
        raise UserError(
            f"Nama pengguna '{username}' tidak dapat dipakai. Pakai 3 sampai 30 huruf kecil, angka, titik, atau tanda "
            "hubung, misalnya budi.santoso."
        )
    if not name.strip() or len(name) > LONGEST_NAME:
        raise UserError('Tulis nama lengkap administrator, misalnya --name "Budi Santoso".')


def present(username: str, *, now: datetime) -> User | None:
    """The administrator of that name; None where the site has none at all.

    UserError where there is one of another name, or where the name is somebody else's.
    """
    holders = User.objects.filter(is_active=True, roles__in=_held(now)).distinct()
    found = User.objects.filter(username__iexact=username).first()
    if found is not None and found in holders:
        return found
    if holders:
        raise UserError(
            "Situs ini sudah punya administrator, jadi tidak ada yang dibuat. Yang berikutnya diundang dari halaman "
            "Kelola oleh administrator itu."
        )
    if found is not None:
        raise UserError(f"Nama pengguna {username} sudah dipakai orang lain. Silakan pilih yang lain.")
    return None


@transaction.atomic
def administrator(username: str, name: str, password: str, *, sex: str, now: datetime) -> User:
    """Make the first administrator: a person, an account, a role without end. UserError if a part cannot be taken."""
    check(username, name)
    if present(username, now=now) is not None:
        raise UserError(f"Administrator {username} sudah ada. Tidak ada yang diubah.")
    user = accounts.create_staff(
        Person.objects.create(name=name.strip(), sex=sex), username=username, password=password
    )
    today = timezone.localdate(now)
    roles.grant(user, Kind.ADMIN, since=today, on=today)
    return user


def _held(now: datetime) -> QuerySet[Role]:
    return Role.objects.filter(in_force(timezone.localdate(now)), kind=Kind.ADMIN)
