"""Who stands before a station on the day: those of the event whom this assessor may see, and who has been there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments import assessing, run_stations
from assessments.event_roll import WHO
from assessments.models import Attendance, Circuit, Observation, SecondLook, Station, TrainingEvent
from lms.people.models import Kader, User
from lms.people.queries import listed, listed_name, place_name, serving

MOST = 200  # in one list; an event holds about 125


@dataclass(frozen=True)
class Line:
    """One kader in the queue. ``present``: entered as there today."""

    kader: Kader
    name: str
    place: str
    present: bool


@dataclass(frozen=True)
class Queue:
    """``again``: on whom the lot fell, for another than who saw her first; ``done``: seen here, also by colleagues."""

    waiting: Sequence[Line]
    again: Sequence[Line]
    done: Sequence[Line]

    @property
    def to_see(self) -> list[Line]:
        """Whoever may be seen here now."""
        return [*self.waiting, *self.again]

    @property
    def all(self) -> list[Line]:
        return [*self.waiting, *self.done]

    @property
    def next(self) -> Line | None:
        return next(iter(self.waiting), None)

    @property
    def is_full(self) -> bool:
        """More may be there than one list shows; a search finds them."""
        return len(self.all) >= MOST


@dataclass(frozen=True)
class Place:
    """One station in the list of the day. ``seen``: how many kader have been there; ``again``: how many the user is to
    look at once more."""

    station: Station
    number: int
    minutes: int
    mine: bool
    seen: int
    again: int
    colleagues: list[str] = field(default_factory=list)


def people(event: TrainingEvent, user: User, *, on: date) -> QuerySet[Kader]:
    """The kader of the event whom the user may assess, by name."""
    hers = assessing.kader(user, event, on=on).filter(assessing.at(event))
    return listed(hers, on=on).select_related("person").order_by("person__name", "pk")


def total(event: TrainingEvent) -> int:
    """How many kader the event has: invited, or there without an invitation."""
    return Kader.objects.filter(assessing.at(event), merged_into=None).count()


def at(event: TrainingEvent, station: Station, user: User, *, on: date, search: str = "") -> Queue:
    """The queue of one station, those who are there first. A fixed number of queries."""
    found = people(event, user, on=on)
    if search:
        found = found.filter(person__name__icontains=search)
    return _queue(lines_of(event, found[:MOST], on=on), _seen(event, station), _again(event, station, user))


def whole(event: TrainingEvent, user: User, *, on: date) -> Mapping[int, Queue]:
    """The queues of all stations, by station. A fixed number of queries."""
    lines, owed = lines_of(event, people(event, user, on=on)[:MOST], on=on), _owed(event, user)
    seen: dict[int, set[int]] = defaultdict(set)
    for place, kader in _standing(event).values_list("station_id", "who"):
        seen[place].add(kader)
    return {place: _queue(lines, seen[place], owed[place]) for place in _stations(event).values_list("pk", flat=True)}


def _queue(lines: Sequence[Line], seen: Collection[int], again: Collection[int]) -> Queue:
    waiting = sorted((one for one in lines if one.kader.pk not in seen), key=lambda one: not one.present)
    return Queue(
        waiting,
        [one for one in lines if one.kader.pk in again],
        [one for one in lines if one.kader.pk in seen],
    )


def lines_of(event: TrainingEvent, kader: Iterable[Kader], *, on: date) -> list[Line]:
    """These kader as they stand in a list, in their order. Two queries."""
    rows = list(kader)
    places = serving([one.pk for one in rows], field=event.programme.field, day=on)
    there = set(Attendance.objects.standing().filter(event=event, day=on).values_list(WHO, flat=True))
    return [
        Line(
            one,
            listed_name(one.person, on=on),
            place_name(places[one.pk]) if one.pk in places else "",
            one.pk in there,
        )
        for one in rows
    ]


def circuits(event: TrainingEvent, user: User) -> list[dict[str, Any]]:
    """What is shown on this day: each group of the event with its stations in their order."""
    seen, run, owed = _numbers(event), run_stations.run_in(event.kab), _owed(event, user)
    mine, colleagues = set(), defaultdict(list)
    for member in event.members.filter(station__isnull=False).select_related("user__person"):
        mine |= {member.station_id} if member.user_id == user.pk else set()
        colleagues[member.station_id].append(str(member))
    found: dict[Circuit, list[Station]] = {}
    for one in _stations(event).select_related("circuit__group").order_by("circuit__group__position", "position"):
        found.setdefault(one.circuit, []).append(one)
    return [
        {
            "circuit": circuit,
            "group": circuit.group,
            "places": [
                Place(one, at, minutes, one.pk in mine, seen.get(one.pk, 0), len(owed[one.pk]), colleagues[one.pk])
                for at, (one, minutes) in enumerate(run_stations.ordered(circuit, stations, run), start=1)
            ],
        }
        for circuit, stations in found.items()
    ]


def station(event: TrainingEvent, group: str, key: str) -> Station | None:
    """The station of that name in use at the event; None: none."""
    rows = _stations(event).select_related("circuit__group")
    return rows.filter(circuit__group__key__iexact=group, key=key).first()


def owed(event: TrainingEvent, station: Station, kader: Kader, user: User) -> bool:
    """Has the lot fallen on her here, and is this user another than who saw her first, with nothing seen since?"""
    return kader.pk in _again(event, station, user)


def _stations(event: TrainingEvent) -> QuerySet[Station]:
    groups = event.groups.values("pk")
    return Station.objects.filter(circuit__group__in=groups, circuit__active=True, position__isnull=False)


def _standing(event: TrainingEvent) -> QuerySet[Any]:
    """What stands of the event; ``who``: whose it is, also under a row that was merged into hers."""
    rows = Observation.objects.filter(event=event, station__isnull=False, superseded_by__isnull=True)
    return rows.annotate(who=WHO)


def _seen(event: TrainingEvent, station: Station) -> set[int]:
    return set(_standing(event).filter(station=station).values_list("who", flat=True))


def _numbers(event: TrainingEvent) -> dict[int, int]:
    pairs = _standing(event).values_list("station_id", "who").distinct()
    found: dict[int, int] = defaultdict(int)
    for place, _kader in pairs:
        found[place] += 1
    return found


def _again(event: TrainingEvent, station: Station, user: User) -> set[int]:
    return _owed(event, user)[station.pk]


def _owed(event: TrainingEvent, user: User) -> dict[int, set[int]]:
    """Per station the kader on whom the lot fell, whom this user may look at and nobody has looked at again. Two
    queries."""
    drawn = SecondLook.objects.filter(event=event).exclude(first=user)
    first = {(place, kader): who for place, kader, who in drawn.values_list("station_id", WHO, "first_id")}
    rows = _standing(event).filter(who__in={kader for _place, kader in first})
    seen = set(rows.values_list("station_id", "who", "assessor_id"))
    done = {(place, kader) for place, kader, who in seen if first.get((place, kader), who) != who}
    found: dict[int, set[int]] = defaultdict(set)
    for place, kader in first.keys() - done:
        found[place].add(kader)
    return found
