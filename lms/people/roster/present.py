"""Reads places and people for the planner: a fixed number of queries for any number of rows."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Q, QuerySet

from lms.areas.models import Area, Posyandu, Puskesmas, Pustu
from lms.areas.models.area import Level
from lms.people import scope
from lms.people.models import Kader, Membership, Person, RosterRun
from lms.people.queries import in_force
from lms.people.roster import words
from lms.people.roster.entries import Entry
from lms.people.roster.match import Known, Post, name_key, place_key
from lms.people.roster.names import read_name
from lms.people.roster.people import People
from lms.people.roster.places import Desa, Places, Spot
from lms.people.roster.plan import Answer

CODE = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
CODES = 500  # asked for at once


@dataclass(frozen=True)
class Reach:
    """Where a run may write: an area, or what one puskesmas serves."""

    area: Area | None = None
    puskesmas: Puskesmas | None = None

    @classmethod
    def of(cls, run: RosterRun) -> "Reach":
        return cls(run.area, run.puskesmas)

    def posyandu(self) -> QuerySet[Posyandu]:
        """The posyandu that are open and within."""
        within = scope.within(Posyandu, area=None if self.puskesmas else self.area, puskesmas=self.puskesmas)
        return Posyandu.objects.filter(within, closed_on__isnull=True)

    def pustu(self) -> QuerySet[Pustu]:
        """The pustu that are open and within."""
        within = scope.within(Pustu, area=None if self.puskesmas else self.area, puskesmas=self.puskesmas)
        return Pustu.objects.filter(within, closed_on__isnull=True)

    def around(self) -> dict[str, str]:
        """Whose names are looked at: the whole kab/kota, so that a name that is real next door is no misspelling."""
        if self.area is None:
            return {}
        if self.area.level <= Level.PROVINCE:
            return {"province_code": self.area.province_code}
        return {"kab_code": self.area.kab_code}


def places(reach: Reach) -> Places:
    """All posyandu, pustu and desa around the reach. Seven queries at most."""
    around = reach.around()
    columns = ("pk", "name", "kec_code")
    rows = list(Area.objects.filter(level=Level.DESA, until__isnull=True, **around).values_list(*columns))
    kecamatan = dict(Area.objects.filter(level=Level.KEC, until__isnull=True, **around).values_list("code", "name"))
    desa = {pk: Desa(pk, name, place_key(name), place_key(kecamatan.get(kec, ""))) for pk, name, kec in rows}
    within = set(reach.posyandu().values_list("pk", flat=True)).union(
        -pk for pk in reach.pustu().values_list("pk", flat=True)
    )
    spots = {
        pk: Spot(pk, name, place_key(name), desa[desa_id], place_key(puskesmas), pk in within)
        for pk, name, desa_id, puskesmas in _posyandu(around)
        if desa_id in desa
    }
    return Places(spots, list(desa.values()), _elsewhere(reach))


def _posyandu(around: dict[str, str]) -> Iterator[tuple[int, str, int, str]]:
    """Posyandu and pustu, as spots tell them apart."""
    where = {f"desa__{column}": code for column, code in around.items()}
    columns = ("pk", "name", "desa_id", "puskesmas__name")
    yield from Posyandu.objects.filter(closed_on__isnull=True, **where).values_list(*columns)
    for pk, name, desa, puskesmas in Pustu.objects.filter(closed_on__isnull=True, **where).values_list(*columns):
        yield -pk, f"Pustu {name.removeprefix('Pustu ')}", desa, puskesmas


def _elsewhere(reach: Reach) -> frozenset[str]:
    if reach.area is None or reach.area.level == Level.PROVINCE:
        return frozenset()
    rows = Area.objects.filter(level=Level.DESA, until__isnull=True, province_code=reach.area.province_code)
    return frozenset(
        place_key(name) for name in rows.exclude(kab_code=reach.area.kab_code).values_list("name", flat=True)
    )


def everybody(reach: Reach, found: Places, *, codes: Collection[str] = (), on: date) -> People:
    """All who serve within the reach on that day, or did and serve nowhere any more; of ``codes`` and of the kab/kota,
    who is outside. At most five queries, and one more for each 500 codes that nobody within has."""
    people = _people(found, _kader_within(reach, on=on), on=on)
    unknown = [code for code in sorted(codes) if code not in people.by_code]
    people.elsewhere = _outside(reach, unknown, on=on)
    return people


def somebody(
    reach: Reach,
    found: Places,
    entries: Sequence[Entry],
    answers: Sequence[Answer],
    *,
    also: Iterable[int] = (),
    on: date,
) -> People:
    """Whoever these rows (200 at most) could mean: in their desa, of their birth dates and phones, by code or answer.

    ``also``: kader who are wanted anyway.
    """
    spots = [spot for entry in entries if (spot := found.find(entry).spot)]
    spots += [found.spots[answer.posyandu] for answer in answers if answer.posyandu in found.spots]
    desa = {spot.desa.id for spot in spots}
    answered = {answer.who for answer in answers if answer.who > 0}.union(also)
    niks = {entry.nik_mark for entry in entries if entry.nik_mark}
    within = _kader_within(reach, on=on)
    ids: set[int] = set()
    for condition in (
        Q(pk__in=Membership.objects.filter(Q(posyandu__desa__in=desa) | Q(pustu__desa__in=desa)).values("kader")),
        Q(person__birth_date__in={entry.birth_date for entry in entries if entry.birth_date}),
        Q(person__phone__in={entry.phone for entry in entries if entry.phone}),
        Q(pk__in=answered),
        Q(uuid__in=codes(entries)),
        Q(person__nik_index__in=niks),
        Q(pk__in=Kader.objects.filter(person__nik_index__in=niks).values("merged_into")),
    ):
        ids.update(within.filter(condition).values_list("pk", flat=True))
    people = _people(found, Kader.objects.filter(pk__in=ids), on=on)
    if niks:
        people.niks_elsewhere = _of_others(Person.objects.filter(nik_index__in=niks), people)
    unknown = [code for code in sorted(codes(entries)) if code not in people.by_code]
    people.elsewhere = _outside(reach, unknown, on=on, born={entry.birth_date for entry in entries if entry.birth_date})
    return people


def niks_elsewhere(reach: Reach, people: People) -> frozenset[str]:
    """The marks of NIK that people of this kab/kota have, who are not among those whom a row may mean. One query."""
    code = reach.area.kab_code if reach.area else ""
    there = Q(posyandu__desa__kab_code=code) | Q(pustu__desa__kab_code=code)
    served = Membership.objects.filter(there).values("kader")
    return _of_others(Person.objects.exclude(nik_index="").filter(kader__in=served), people)


def _of_others(rows: QuerySet[Person], people: People) -> frozenset[str]:
    """The marks of those whom no row may mean. What a merged-away row holds is learnt of the row it was merged into."""
    others = set()
    for mark, kader, into in rows.values_list("nik_index", "kader", "kader__merged_into").iterator(chunk_size=2000):
        if kept := people.by_kader.get(into or 0):
            people.learn_nik(kept, mark)
        elif kader not in people.by_kader:
            others.add(mark)
    return frozenset(others)


def _outside(reach: Reach, unknown: Sequence[str], *, on: date, born: Collection[date] | None = None) -> frozenset[int]:
    """Marks of kader out of reach: those of these codes wherever they serve, and all (or those ``born`` on these days)
    in the same kab/kota, who serve there or did, by name and birth date. Empty for who looks after all of it."""
    serving = Membership.objects.filter(in_force(on))
    marks: set[int] = set()
    for at in range(0, len(unknown), CODES):
        known = Kader.objects.filter(uuid__in=unknown[at : at + CODES], merged_into=None, person__erased_at=None)
        uuids = known.filter(pk__in=serving.values("kader")).values_list("uuid", flat=True)
        marks.update(hash(str(uuid)) for uuid in uuids)
    if reach.puskesmas is None and (reach.area is None or reach.area.level <= Level.KAB):
        return frozenset(marks)
    around = [
        Q(**{f"{place}__desa__{column}": code})
        for place in ("posyandu", "pustu")
        for column, code in reach.around().items()
    ]
    ever = Membership.objects.filter(reduce(or_, around))
    near = Kader.objects.filter(pk__in=ever.values("kader"), merged_into=None, person__erased_at=None)
    near = near.exclude(pk__in=_kader_within(reach, on=on).values("pk"))
    dated = near.filter(person__birth_date__isnull=False, **({} if born is None else {"person__birth_date__in": born}))
    rows = dated.values_list("person__name", "person__birth_date")
    return frozenset(marks | {hash((key_of(name), day)) for name, day in rows.iterator(chunk_size=2000)})


def codes(entries: Iterable[Entry]) -> set[str]:
    """The codes of rows that look like ours."""
    return {code for entry in entries if CODE.fullmatch(code := entry.code.casefold())}


def _kader_within(reach: Reach, *, on: date) -> QuerySet[Kader]:
    """Who serves there, and who did and serves nowhere any more."""
    there = Q(posyandu__in=reach.posyandu().values("pk")) | Q(pustu__in=reach.pustu().values("pk"))
    serving = Membership.objects.filter(in_force(on))
    here = Q(pk__in=serving.filter(there).values("kader"))
    was_here = Q(pk__in=Membership.objects.filter(there).values("kader")) & ~Q(pk__in=serving.values("kader"))
    return Kader.objects.filter(here | was_here, merged_into__isnull=True)


def _people(found: Places, kader: QuerySet[Kader], *, on: date) -> People:
    posts = _posts(kader, on=on)
    ended = _ended(kader, on=on)
    people = People(found)
    of_person = [f"person__{name}" for name in ("name", "sex", "birth_date", "phone", "nik_index")]
    columns = ("pk", "uuid", "served_since", *of_person)
    rows = kader.filter(person__erased_at__isnull=True).order_by("pk").values_list(*columns)
    for pk, uuid, served_since, name, sex, born, phone, nik in rows.iterator(chunk_size=2000):
        known = Known(name, key_of(name), sex, born, phone, nik, pk, served_since=served_since, posts=posts[pk])
        place, until = ended.get(pk, (0, on))
        spot = found.spots.get(place)
        known.left = "" if known.posts else words.left(spot, until)
        people.add(known, code=str(uuid), was_in=spot.desa.id if spot and known.left else 0)
    return people


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """The key of a name as it is kept, with or without titles."""
    return name_key(read_name(name).text or name)


def _ended(kader: QuerySet[Kader], *, on: date) -> dict[int, tuple[int, date]]:
    """Where those who serve nowhere any more served last, and until when."""
    serving = Membership.objects.filter(in_force(on)).values("kader")
    rows = Membership.objects.filter(kader__in=kader.values("pk"), until__isnull=False).exclude(kader__in=serving)
    found = rows.order_by("until", "pk").values_list("kader", "posyandu", "pustu", "until")
    rows_of = found.iterator(chunk_size=2000)
    return {pk: (posyandu or -pustu, until) for pk, posyandu, pustu, until in rows_of if until}


def _posts(kader: QuerySet[Kader], *, on: date) -> dict[int, list[Post]]:
    columns = ("kader", "pk", "posyandu", "pustu", "field", "office", "decree_number", "decree_date", "primary")
    rows = Membership.objects.filter(in_force(on), kader__in=kader.values("pk"))
    posts: dict[int, list[Post]] = defaultdict(list)
    for pk, own, posyandu, pustu, *rest in rows.order_by("pk").values_list(*columns).iterator(chunk_size=2000):
        posts[pk].append(Post(own, posyandu or -pustu, *rest))
    return posts
