"""What the reference case has shown until 20 November 2025: coverage as the press reported it, levels invented.

30,0 % of 3.581 dilatih on 31 Jul 2024; 1.072 of 3.343 on 12 Nov 2025; 1.643 of 3.343 on 20 Nov 2025, after four
angkatan of about 125 and some certificates from elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from assessments import outside
from assessments.models import Attendance, Rung, TrainingEvent
from assessments.outside import Claim
from lms.people.models import Kader, Membership
from lms.people.queries import in_field
from lms.portal.demo.folk import CHUNK, JOINED_ON, JOINED_TRAINED, LEFT_TRAINED, Folk, morning
from lms.portal.demo.places import Places
from modules.models import Competency, CompetencyGroup, Programme

TRAINED_AT_FIRST = 1074
EARLIER = [(date(2023, 6, 15), 310), (date(2023, 10, 19), 402), (date(2024, 5, 16), 362)]  # 1,074 in jumps
# (first day, days, how many came); 497 in four angkatan of about 125, and 74 with certificates: 571.
ANGKATAN = [(date(2025, 11, 11), 3, 124), (date(2025, 11, 13), 3, 125), (date(2025, 11, 17), 3, 123)]
ANGKATAN.append((date(2025, 11, 18), 3, 125))
PLACES = ["Aula Puskesmas Campurejo", "Balai Kelurahan Balowerti", "Aula Puskesmas Pesantren I", "Balai Kota"]
BY_CERTIFICATE = (date(2025, 11, 14), 74)
ASSESSED_ON = date(2024, 6, 20)
ASSESSED_ONLY = 214  # group A seen, not all of it terampil
LEVELS = {"purwa": 96, "madya": 21, "utama": 8}
LACKING = "B3"
SKILLED_GROUPS = {"purwa": "ABC", "madya": "ABCD", "utama": "ABCDE"}


@dataclass(frozen=True)
class Groups:
    """The programme by its letters."""

    programme: Programme
    groups: dict[str, CompetencyGroup]
    competencies: dict[str, list[Competency]]

    @classmethod
    def of(cls, programme: Programme) -> "Groups":
        groups = {group.key: group for group in programme.groups.prefetch_related("competencies")}
        return cls(programme, groups, {key: list(group.competencies.all()) for key, group in groups.items()})


@dataclass(frozen=True)
class Story:
    """Who reached which level, and the demo kader, who lacks exactly B3."""

    levels: dict[str, list[Kader]]
    siti: Kader


def build_history(folk: Folk, places: Places, programme: Programme, random: Random) -> Story:
    """Enter everything that happened, in the order it did."""
    whole = Groups.of(programme)
    stayed = random.sample(folk.stayed, len(folk.stayed))
    first, later = stayed[: TRAINED_AT_FIRST - LEFT_TRAINED], stayed[TRAINED_AT_FIRST - LEFT_TRAINED :]
    _train_earlier(first + folk.left[:LEFT_TRAINED], whole, random)
    story = _assess(first, whole)
    _accept(
        _trained(folk.joined[:JOINED_TRAINED], JOINED_ON, "Sertifikat pelatihan kota asal", whole), whole, JOINED_ON
    )
    _train_in_november(later, places, whole)
    return story


def _train_earlier(kader: list[Kader], whole: Groups, random: Random) -> None:
    rest = random.sample(kader, len(kader))
    for day, count in EARLIER:
        some, rest = rest[:count], rest[count:]
        _accept(_trained(some, day, f"Sertifikat pelatihan {day:%m/%Y}", whole), whole, day)


def _train_in_november(kader: list[Kader], places: Places, whole: Groups) -> None:
    rest = list(kader)
    for number, (first_day, days, count) in enumerate(ANGKATAN, start=1):
        some, rest = rest[:count], rest[count:]
        last_day = first_day + timedelta(days=days - 1)
        _attend(_event(number, first_day, days, places, whole), some, whole)
        _accept(_trained(some, last_day, f"Post-test angkatan {number}, lulus", whole), whole, last_day)
    day, count = BY_CERTIFICATE
    _accept(_trained(rest[:count], day, "Sertifikat pelatihan digital", whole), whole, day)


def _event(number: int, first_day: date, days: int, places: Places, whole: Groups) -> TrainingEvent:
    event = TrainingEvent.objects.create(
        kind=TrainingEvent.Kind.TRAINING,
        status=TrainingEvent.Status.DONE,
        cohort=number,
        title=f"Pelatihan 25 keterampilan dasar, angkatan {number}",
        programme=whole.programme,
        kab=places.kab,
        place=PLACES[number - 1],
        starts_on=first_day,
        ends_before=first_day + timedelta(days=days),
        capacity=125,
        funding=TrainingEvent.Funding.BOK,
    )
    event.groups.set(whole.groups.values())
    return event


def _attend(event: TrainingEvent, kader: list[Kader], whole: Groups) -> None:
    serving = dict(
        Membership.objects.filter(in_field(whole.programme.field), kader__in=kader, until__isnull=True).values_list(
            "kader_id", "pk"
        )
    )
    days = [event.starts_on + timedelta(days=day) for day in range((event.ends_before - event.starts_on).days)]
    rows = [
        Attendance(
            event=event,
            kader=one,
            membership_id=serving[one.pk],
            day=day,
            happened_at=morning(day),
            received_at=morning(day),
        )
        for day in days
        for one in kader
    ]
    Attendance.objects.bulk_create(rows, batch_size=CHUNK)


def _assess(trained: list[Kader], whole: Groups) -> Story:
    """Some of those trained early were assessed; some of these reached a level, and one lacks a single skill."""
    rest = iter(trained)
    levels = {level: [next(rest) for _ in range(count)] for level, count in LEVELS.items()}
    siti = next(rest)
    claims = _shown([next(rest) for _ in range(ASSESSED_ONLY)], whole.competencies["A"], Rung.ASSESSED)
    for level, kader in levels.items():
        for key in SKILLED_GROUPS[level]:
            claims += _shown(kader, whole.competencies[key], Rung.SKILLED)
    hers = [one for competencies in whole.competencies.values() for one in competencies if one.key != LACKING]
    claims += _shown([siti], hers, Rung.SKILLED)
    _accept(claims, whole, ASSESSED_ON)
    return Story(levels, siti)


def _trained(kader: Iterable[Kader], day: date, document: str, whole: Groups) -> list[Claim]:
    return [
        Claim(one.pk, Rung.TRAINED, morning(day), document, group_id=group.pk)
        for one in kader
        for group in whole.groups.values()
    ]


def _shown(kader: Iterable[Kader], competencies: list[Competency], rung: Rung) -> list[Claim]:
    document = "Formulir penilaian kecakapan 2024"
    return [
        Claim(one.pk, rung, morning(ASSESSED_ON), document, competency_id=competency.pk)
        for one in kader
        for competency in competencies
    ]


def _accept(claims: list[Claim], whole: Groups, day: date) -> None:
    outside.accept_many(claims, programme=whole.programme, by=None, now=morning(day))
