"""The accounts of the reference case. Their PINs and passwords are public: demo mode runs on loopback only."""

from dataclasses import dataclass
from datetime import date, datetime

from lms.areas.models import Area, Puskesmas
from lms.people import accounts, cards, roles
from lms.people.models import Kader, Person, User
from lms.people.models.role import Kind

SINCE = date(2023, 1, 1)
PIN_SITI, PIN_RINA = "482913", "715264"
PASSWORD = "contoh-kediri"  # noqa: S105


@dataclass(frozen=True)
class Account:
    """How one demo person signs in, as ``make run`` prints it."""

    who: str
    where: str
    how: str

    def __str__(self) -> str:
        return f"{self.who:<42} {self.where:<16} {self.how}"


def dinas(kab: Area, *, now: datetime) -> User:
    """The officer of the Dinas who confirms levels."""
    return _staff("Dewi Contoh", "dinas", Kind.DINAS, area=kab, now=now)


def open_accounts(siti: Kader, puskesmas: Puskesmas, *, now: datetime) -> list[Account]:
    """Give the demo kader and her penilai cards and PINs, and make the accounts of the content side."""
    Person.objects.filter(pk=siti.person_id).update(name="Siti Aminah")
    rina = Person.objects.create(name="Rina Contoh")
    for kind in (Kind.PENILAI, Kind.PUSKESMAS):
        roles.grant(_account(rina, PIN_RINA, now=now), kind, since=SINCE, on=now.date(), puskesmas=puskesmas)
    _account(Person.objects.get(pk=siti.person_id), PIN_SITI, now=now)
    _staff("Budi Contoh", "penyusun", Kind.NATIONAL_AUTHOR, now=now)
    _staff("Ningsih Contoh", "penelaah", Kind.REVIEWER, now=now)
    _staff("Admin Contoh", "admin", Kind.ADMIN, now=now)
    return [
        _card("Kader Siti Aminah (kurang B3)", siti.person, PIN_SITI, now=now),
        _card(f"Penilai Rina, {puskesmas}", rina, PIN_RINA, now=now),
        *(_password(who, name) for who, name in STAFF.items()),
    ]


STAFF = {
    "Dinas Kesehatan Kota Kediri": "dinas",
    "Penyusun isi": "penyusun",
    "Nakes penelaah": "penelaah",
    "Administrator": "admin",
}


def _account(person: Person, pin: str, *, now: datetime) -> User:
    return accounts.activate(person, pin, now=now, is_demo=True)


def _staff(name: str, username: str, kind: Kind, *, now: datetime, area: Area | None = None) -> User:
    person = Person.objects.create(name=name)
    user = accounts.create_staff(person, username=username, password=PASSWORD, is_demo=True, check=False)
    roles.grant(user, kind, since=SINCE, on=now.date(), area=area)
    return user


def _card(who: str, person: Person, pin: str, *, now: datetime) -> Account:
    issued = cards.issue(person, by=None, now=now)
    return Account(who, "/masuk/", f"kata: {issued.words} · PIN: {pin} · QR: {cards.address_of(issued.card)}")


def _password(who: str, username: str) -> Account:
    return Account(who, "/masuk/petugas/", f"nama: {username} · kata sandi: {PASSWORD}")
