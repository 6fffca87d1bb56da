"""Persons: registering kader in bulk, and erasing who somebody is."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lms.people.models import Card, DeviceProfile, Kader, Person, User

BULK = 200
ERASED_NAME = "(data dihapus)"


@dataclass(frozen=True)
class NewKader:
    """What is known of somebody who becomes a kader. ``sex`` is P or L; ``phone`` in E.164 or empty."""

    name: str
    sex: str = Person.Sex.FEMALE
    birth_date: date | None = None
    phone: str = ""
    served_since: date | None = None


@transaction.atomic
def register_many(rows: Sequence[NewKader]) -> list[Kader]:
    """Persons and kader for up to 200 rows, in their order; without user, card or membership. ValueError for more."""
    if len(rows) > BULK:
        raise ValueError(f"{len(rows)} kader at once; at most {BULK}")
    people = Person.objects.bulk_create(
        Person(name=row.name, sex=row.sex, birth_date=row.birth_date, phone=row.phone) for row in rows
    )
    return Kader.objects.bulk_create(
        Kader(person=person, served_since=row.served_since) for person, row in zip(people, rows, strict=True)
    )


@transaction.atomic
def correct(kader: Kader, **values: Any) -> None:
    """Write these fields of the person, or ``served_since``, over what stands there. Nothing for none."""
    if "served_since" in values:
        kader.served_since = values.pop("served_since")
        kader.save(update_fields=["served_since"])
    for name, value in values.items():
        setattr(kader.person, name, value)
    if values:
        kader.person.save(update_fields=list(values))


@transaction.atomic
def erase(person: Person, *, now: datetime) -> None:
    """Remove who somebody is: identity fields, cards, PIN, password, sessions. What she did stays, without a name."""
    Person.objects.filter(pk=person.pk).update(
        name=ERASED_NAME,
        sex=Person.Sex.FEMALE,
        birth_date=None,
        phone="",
        nip="",
        nik_sealed="",
        nik_index="",
        erased_at=now,
    )
    Card.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    users = User.objects.filter(person=person)
    DeviceProfile.objects.filter(user__in=users, revoked_at=None).update(revoked_at=now)
    users.update(
        username=f"hapus-{secrets.token_hex(8)}",
        first_name="",
        last_name="",
        email="",
        password=make_password(None),
        pin="",
        is_active=False,
    )
    person.refresh_from_db()
