"""Whom we know already, in the form in which rows are compared with them. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lms.people.roster.entries import Entry
from lms.people.roster.match import Known, Post, Verdict, by_code, by_nik, doubt, judge, name_key
from lms.people.roster.places import Places, Spot


@dataclass
class People:
    """Everybody whom a row could mean, found by code, place, and name with birth date, phone or desa."""

    places: Places
    by_kader: dict[int, Known] = field(default_factory=dict)
    by_code: dict[str, Known] = field(default_factory=dict)
    by_nik: dict[str, Known] = field(default_factory=dict)
    niks_elsewhere: Collection[str] = frozenset()  # of people whom no row may mean
    elsewhere: Collection[int] = frozenset()  # who is out of reach: hash of code, and of name key with birth date

    def __post_init__(self) -> None:
        self._here: dict[int, list[Known]] = defaultdict(list)
        # By the hash of name and mark, alone or in a list: a hundred thousand of them are to fit into memory.
        self._like: dict[int, Known | list[Known]] = {}

    def add(self, known: Known, *, code: str = "", was_in: int = 0) -> None:
        """``was_in``: the desa where somebody served who serves nowhere any more."""
        if known.kader:
            self.by_kader[known.kader] = known
        if code:
            self.by_code[code] = known
        self.found_by(known)
        if was_in:
            self._mark(known, was_in)
        for post in known.posts:
            self._stand(known, post)

    def found_by(self, known: Known, nik_mark: str = "") -> None:
        """What is known of her by now finds her, and that NIK, if it is nobody's yet and she has none."""
        self.learn_nik(known, nik_mark or known.nik_mark)
        for mark in (known.birth_date, known.phone):
            if mark:
                self._mark(known, mark)

    def post(self, known: Known, post: Post) -> None:
        """She begins to serve there too."""
        known.posts.append(post)
        self._stand(known, post)

    def verdict(self, entry: Entry, spot: Spot, *, field: str) -> Verdict | None:
        """Who the row means; None for a code that nobody here has."""
        holder = self.by_nik.get(entry.nik_mark)
        if entry.code:
            known = self.by_code.get(entry.code)
            return doubt(by_code(entry, known), entry.nik_mark, holder) if known else None
        if holder:
            return by_nik(entry, holder)
        here = self._here.get(spot.id, [])
        verdict = judge(entry, posyandu=spot.id, field=field, here=here, others=self._others(entry, spot))
        return doubt(verdict, entry.nik_mark, holder)

    def learn_nik(self, known: Known, mark: str) -> None:
        """That NIK is hers, if it is nobody's yet and she has none."""
        if mark and not known.nik_mark:
            known.nik_mark = mark if mark not in self.by_nik else ""
        if known.nik_mark:
            self.by_nik.setdefault(known.nik_mark, known)

    def is_elsewhere(self, entry: Entry) -> bool:
        """Is she, beyond doubt, somebody out of reach: by our code, or by name and birth date?"""
        marks = (entry.code or None, entry.birth_date and (name_key(entry.name), entry.birth_date))
        return any(hash(mark) in self.elsewhere for mark in marks if mark)

    def __iter__(self) -> Iterator[Known]:
        return iter(self.by_kader.values())

    def _stand(self, known: Known, post: Post) -> None:
        if known not in self._here[post.posyandu]:
            self._here[post.posyandu].append(known)
        if spot := self.places.spots.get(post.posyandu):
            self._mark(known, spot.desa.id)

    def _mark(self, known: Known, mark: date | str | int) -> None:
        at = hash((known.key, mark))
        there = self._like.setdefault(at, known)
        if isinstance(there, list):
            there.extend([known] if known not in there else [])
        elif there is not known:
            self._like[at] = [there, known]

    def _others(self, entry: Entry, spot: Spot) -> Sequence[Known]:
        key = name_key(entry.name)
        marks = (entry.birth_date, entry.phone, spot.desa.id)
        return [known for mark in marks if mark for known in self._marked(key, mark)]

    def _marked(self, key: str, mark: date | str | int) -> Sequence[Known]:
        found = self._like.get(hash((key, mark)), ())
        return (found,) if isinstance(found, Known) else found
