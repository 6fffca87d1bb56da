"""Who holds a card, and who has chosen her PIN: counts by place, and the people of a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lms.areas.models import Area, Posyandu, Puskesmas, Pustu
from lms.people import queries
from lms.people.models import Card, Kader, Membership, Person, Role
from lms.people.models.role import Kind

Place = Posyandu | Pustu
OFFICERS = (Kind.PENILAI, Kind.PUSKESMAS, Kind.OBSERVER)
_HERE = Q(kader__merged_into=None, kader__person__erased_at=None)
_CARD = Q(kader__person__cards__revoked_at__isnull=True, kader__person__cards__isnull=False)
_PIN = Q(kader__person__user__pin__gt="")


@dataclass(frozen=True)
class PlaceLine:
    """How far one posyandu or pustu is: its kader, those with a card, those with a PIN."""

    place: Place
    kader: int
    cards: int
    active: int

    @property
    def is_posyandu(self) -> bool:
        return isinstance(self.place, Posyandu)

    @property
    def lacking(self) -> int:
        return self.kader - self.cards


class HasCard(Protocol):
    """Whoever a card is printed for: kader and officers alike."""

    @property
    def person(self) -> Person: ...
    @property
    def has_card(self) -> bool: ...
    @property
    def title(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def served_by(self) -> str: ...


@dataclass(frozen=True)
class Holder:
    """A kader at the place for which her card is printed."""

    kader: Kader
    place: Place
    has_card: bool

    @property
    def is_posyandu(self) -> bool:
        return isinstance(self.place, Posyandu)

    @property
    def person(self) -> Person:
        return self.kader.person

    @property
    def is_active(self) -> bool:
        """Has she chosen her PIN?"""
        return _has_pin(self.person)

    title = "Kartu masuk kader"

    @property
    def where(self) -> str:
        return f"{self.place}, {self.place.desa.name}"

    @property
    def served_by(self) -> str:
        return str(self.place.puskesmas)


@dataclass(frozen=True)
class Officer:
    """A penilai, petugas of a puskesmas or pengamat, who comes by card and PIN too."""

    person: Person
    place: Puskesmas | Area
    kinds: str
    has_card: bool

    title = "Kartu masuk penilai dan petugas"
    served_by = "Dinas Kesehatan"

    @property
    def is_active(self) -> bool:
        """Has she chosen her PIN?"""
        return _has_pin(self.person)

    @property
    def where(self) -> str:
        return str(self.place)


def places(puskesmas: Puskesmas, *, on: date) -> list[PlaceLine]:
    """The posyandu and pustu of a puskesmas, by kelurahan and name; four statements, whatever their number."""
    return [
        PlaceLine(place, *counted.get(place.pk, (0, 0, 0)))
        for model, column in ((Posyandu, "posyandu"), (Pustu, "pustu"))
        for counted in [_counts(column, Q(**{f"{column}__puskesmas": puskesmas}), on=on)]
        for place in _open(model.objects.filter(puskesmas=puskesmas), on=on)
    ]


def total(lines: Sequence[PlaceLine]) -> dict[str, int]:
    """The sums of some lines; whoever serves at two of the places is counted at both."""
    return {name: sum(getattr(line, name) for line in lines) for name in ("kader", "cards", "active", "lacking")}


def of_puskesmas(puskesmas: Puskesmas, *, on: date, desa: str = "") -> list[Holder]:
    """Its kader, by kelurahan, place and name; of one kelurahan only if its code is given."""
    reach = Q(posyandu__puskesmas=puskesmas) | Q(pustu__puskesmas=puskesmas)
    if desa:
        reach &= Q(posyandu__desa__code=desa) | Q(pustu__desa__code=desa)
    return _holders(reach, on=on)


def of_place(place: Place, *, on: date) -> list[Holder]:
    """The kader who serve there, by name."""
    return _holders(Q(**{"posyandu" if isinstance(place, Posyandu) else "pustu": place}), on=on)


def of_kader(kader: Kader, *, on: date) -> Holder | None:
    """One kader at the place that counts her; None if she serves nowhere on that day."""
    return next(iter(_holders(Q(kader=kader), on=on)), None)


def officers(people: QuerySet[Person], *, on: date) -> list[Officer]:
    """Those of these people who are penilai, petugas or pengamat on that day, by place and name."""
    valid = Card.objects.filter(person=OuterRef("user__person"), revoked_at=None)
    rows = Role.objects.filter(queries.in_force(on), kind__in=OFFICERS, user__person__in=people)
    rows = (
        rows.annotate(has_card=Exists(valid))
        .select_related("user__person__user", "puskesmas", "area")
        .order_by("kind", "pk")
    )
    found: dict[int, Officer] = {}
    for row in rows:
        person, label = row.user.person, str(Kind(row.kind).label)
        place = row.puskesmas or row.area
        if person is not None and place is not None:
            earlier = found.get(person.pk)
            kinds = f"{earlier.kinds}, {label}" if earlier else label
            found[person.pk] = Officer(person, place, kinds, row.has_card)
    return sorted(found.values(), key=lambda one: (one.where, one.person.name.casefold(), one.person.pk))


def _has_pin(person: Person) -> bool:
    user = getattr(person, "user", None)
    return user is not None and bool(user.pin)


def _holders(reach: Q, *, on: date) -> list[Holder]:
    """Whoever stands at two places within reach is there once: at the one that counts her."""
    valid = Card.objects.filter(person=OuterRef("kader__person"), revoked_at=None)
    rows = Membership.objects.filter(reach, _HERE, queries.in_force(on)).annotate(has_card=Exists(valid))
    rows = rows.select_related("kader__person__user", *queries.PLACES).order_by("-primary", "field", "pk")
    found: dict[int, Holder] = {}
    for row in rows:
        place = row.posyandu or row.pustu
        if place is not None and row.kader_id not in found:
            found[row.kader_id] = Holder(row.kader, place, row.has_card)
    return sorted(found.values(), key=_order)


def _order(holder: Holder) -> tuple[str, str, str, int]:
    return holder.place.desa.name, str(holder.place), holder.person.name.casefold(), holder.kader.pk


def _counts(column: str, reach: Q, *, on: date) -> dict[int, tuple[int, int, int]]:
    rows = Membership.objects.filter(reach, _HERE, queries.in_force(on)).values(column)
    counted = rows.annotate(
        people=Count("kader", distinct=True),
        cards=Count("kader", distinct=True, filter=_CARD),
        active=Count("kader", distinct=True, filter=_PIN),
    )
    return {row[column]: (row["people"], row["cards"], row["active"]) for row in counted}


def _open(rows: QuerySet, *, on: date) -> Iterable[Place]:
    still: QuerySet = rows.filter(Q(closed_on=None) | Q(closed_on__gt=on)).select_related("desa")
    return sorted(still, key=lambda place: (place.desa.name, place.name))
