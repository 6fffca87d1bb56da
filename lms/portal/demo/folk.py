"""The synthetic people of the reference case: how many served when (press figures of 2024 and 2025)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db import transaction

from lms.areas.models import Posyandu
from lms.people.models import Kader, Membership, MembershipChange, Person

AT_FIRST = 3581  # 31 Jul 2024
LEFT = 260
LEFT_TRAINED = 14
JOINED = 22  # 3,581 - 260 + 22 = 3,343 on 12 Nov 2025
JOINED_TRAINED = 12
OTHER_FIELDS = 120
CHUNK = 200
BEGAN = date(2023, 1, 2)
LEFT_ON = date(2025, 1, 6)
JOINED_ON = date(2025, 2, 3)

FEMALE = (
    "Siti Sri Endang Wahyu Dwi Tri Nur Yuni Rini Tutik Lilik Umi Anik Eni Suci Ratna Dewi Indah Titik Yayuk "
    "Kartini Sulastri Sumiati Sunarti Mujiati Winarsih Purwanti Hartini Suprapti Rukmini Maimunah Khotimah Aminah"
).split()
MALE = "Agus Bambang Slamet Joko Hadi Sutrisno Wahyudi Suparman Mulyono Eko".split()
LAST = (
    "Rahayu Wulandari Handayani Astuti Setyowati Kusumawati Puspitasari Hidayati Fatimah Susanti Utami Widayati "
    "Ningsih Suryani Permatasari Anggraini Yuliana Marlina Kurniawati Pratiwi Safitri Oktaviani Nurjanah Zulaikha"
).split()
MALE_LAST = "Santoso Prasetyo Widodo Setiawan Hidayat Purnomo Wibowo Susilo Nugroho Raharjo".split()


@dataclass(frozen=True)
class Folk:
    """Kader of bidang kesehatan in the order they were made: those who stayed, those who left, those who came."""

    stayed: list[Kader]
    left: list[Kader]
    joined: list[Kader]


def build_folk(posyandu: list[Posyandu], random: Random) -> Folk:
    """Create persons, kader, memberships and their transition rows, in chunks."""
    first = _kader(AT_FIRST, random)
    _serve(first, posyandu, since=BEGAN)
    leavers = sorted(random.sample(range(AT_FIRST), LEFT))
    _leave([first[index] for index in leavers])
    joined = _kader(JOINED, random)
    _serve(joined, posyandu, since=JOINED_ON)
    _serve(_kader(OTHER_FIELDS, random), posyandu, since=BEGAN, field="sosial")
    gone = set(leavers)
    return Folk(
        stayed=[kader for index, kader in enumerate(first) if index not in gone],
        left=[first[index] for index in leavers],
        joined=joined,
    )


def _kader(count: int, random: Random) -> list[Kader]:
    made: list[Kader] = []
    for start in range(0, count, CHUNK):
        with transaction.atomic():
            people = Person.objects.bulk_create(_person(random) for _ in range(min(CHUNK, count - start)))
            made += Kader.objects.bulk_create(
                Kader(person=person, served_since=BEGAN - timedelta(days=random.randrange(0, 8000)))
                for person in people
            )
    return made


def _person(random: Random) -> Person:
    born = date(1960, 1, 1) + timedelta(days=random.randrange(0, 12000))
    if random.random() < 0.04:
        return Person(name=f"{random.choice(MALE)} {random.choice(MALE_LAST)}", sex=Person.Sex.MALE, birth_date=born)
    return Person(name=f"{random.choice(FEMALE)} {random.choice(LAST)}", birth_date=born)


def _serve(kader: list[Kader], posyandu: list[Posyandu], *, since: date, field: str = "kesehatan") -> None:
    """Spread them evenly over the posyandu, beginning one further each time round."""
    rows = [
        Membership(kader=one, posyandu=posyandu[index % len(posyandu)], field=field, since=since)
        for index, one in enumerate(kader)
    ]
    for start in range(0, len(rows), CHUNK):
        with transaction.atomic():
            made = Membership.objects.bulk_create(rows[start : start + CHUNK])
            MembershipChange.objects.bulk_create(
                MembershipChange(
                    kader_id=row.kader_id, field=field, joined=row, effective_on=since, received_at=morning(since)
                )
                for row in made
            )


def _leave(kader: list[Kader]) -> None:
    for start in range(0, len(kader), CHUNK):
        with transaction.atomic():
            rows = Membership.objects.filter(kader__in=kader[start : start + CHUNK])
            rows.update(until=LEFT_ON)
            MembershipChange.objects.bulk_create(
                MembershipChange(
                    kader_id=row.kader_id,
                    field=row.field,
                    left=row,
                    effective_on=LEFT_ON,
                    received_at=morning(LEFT_ON),
                )
                for row in rows
            )


def morning(day: date) -> datetime:
    """09.00 WIB of that day."""
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)
