"""Whom we know already, in the form in which rows are compared with them. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lms.people.roster.entries import Entry
from lms.people.roster.match import Known, Post, Verdict, by_code, judge, name_key
from lms.people.roster.places import Places, Spot


@dataclass
class People:
    """Everybody whom a row could mean, found by code, place, and name with birth date, phone or desa."""

    places: Places
    by_kader: dict[int, Known] = field(default_factory=dict)
    by_code: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._here: dict[int, list[Known]] = defaultdict(list)
        self._like: dict[tuple[str, date | str | int], list[Known]] = defaultdict(list)

    def add(self, known: Known, *, code: str = "") -> None:
        if known.kader:
            self.by_kader[known.kader] = known
        if code:
            self.by_code[code] = known
        for mark in (known.birth_date, known.phone):
            if mark:
                self._like[known.key, mark].append(known)
        for post in known.posts:
            self._stand(known, post)

    def post(self, known: Known, post: Post) -> None:
        """She begins to serve there too."""
        known.posts.append(post)
        self._stand(known, post)

    def verdict(self, entry: Entry, spot: Spot, *, field: str) -> Verdict | None:
        """Who the row means; None for a code that nobody here has."""
        if entry.code:
            known = self.by_code.get(entry.code)
            return by_code(entry, known) if known else None
        here = self._here.get(spot.id, [])
        return judge(entry, posyandu=spot.id, field=field, here=here, others=self._others(entry, spot))

    def __iter__(self) -> Iterator[Known]:
        return iter(self.by_kader.values())

    def _stand(self, known: Known, post: Post) -> None:
        if known not in self._here[post.posyandu]:
            self._here[post.posyandu].append(known)
        if spot := self.places.spots.get(post.posyandu):
            self._like[known.key, spot.desa.id].append(known)

    def _others(self, entry: Entry, spot: Spot) -> Sequence[Known]:
        key = name_key(entry.name)
        marks = (entry.birth_date, entry.phone, spot.desa.id)
        return [known for mark in marks if mark for known in self._like.get((key, mark), ())]
