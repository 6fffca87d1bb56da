"""What a row of a list would change of somebody. Pure.

The first row of a list that says something of somebody is believed; a later one adds what is still open. So the same
list says nothing new once it is applied, however its rows contradict each other.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from lms.people.roster import words
from lms.people.roster.entries import Entry
from lms.people.roster.match import Known, Post, name_key

Difference = dict[str, str]
OF_PERSON = ("sex", "birth_date", "phone", "served_since")
OF_POST = ("office", "decree_number", "decree_date")
SPELLING = "spelling"  # every row writes a name; it says one against ours by titles or by another spelling


def of_person(entry: Entry, known: Known) -> list[Difference]:
    """Old and new value of each identity field that the row says otherwise. What it does not say stays."""
    pairs = [
        ("name", known.name, _renamed(entry, known)),
        ("sex", known.sex, entry.sex),
        ("birth_date", words.day(known.birth_date), words.day(entry.birth_date)),
        ("phone", known.phone, "" if known.phone in entry.more_phones else entry.phone),
        ("served_since", words.day(known.served_since), words.day(entry.served_since)),
    ]
    return of_pairs(pairs)


def of_post(entry: Entry, post: Post) -> list[Difference]:
    """The same of where she serves."""
    pairs = [
        ("office", post.office, entry.office),
        ("decree_number", post.decree_number, entry.decree_number),
        ("decree_date", words.day(post.decree_date), words.day(entry.decree_date)),
    ]
    return of_pairs(pairs)


def of_pairs(pairs: Iterable[tuple[str, str, str]]) -> list[Difference]:
    return [{"field": name, "old": old, "new": new} for name, old, new in pairs if new and new != old]


def is_said(one: Difference, entry: Entry, known: Known, post: Post | None) -> bool:
    """Has an earlier row of the list spoken of that field of her?"""
    if one["field"] == "name" and name_key(entry.name) != known.key:
        return SPELLING in known.said
    return one["field"] in known.said or (post is not None and one["field"] in post.said)


def learn(entry: Entry, known: Known, post: Post | None, changes: Iterable[Difference]) -> None:
    """What this row says of her counts for the rows after it."""
    titled = _renamed(entry, known) or words.kept_name(entry) != entry.name
    said = [SPELLING, *(["name"] if titled else []), *(name for name in OF_PERSON if getattr(entry, name))]
    known.said = _joined(known.said, tuple(said))
    for one in changes:
        if one["field"] in ("name", *OF_PERSON):
            _set(known, one)
        elif post is not None and one["field"] in OF_POST:
            _set(post, one)
    if post is not None:
        post.said = _joined(post.said, tuple(name for name in OF_POST if getattr(entry, name)))


def _set(holder: Known | Post, one: Difference) -> None:
    name, new = one["field"], one["new"]
    is_day = name in ("birth_date", "served_since", "decree_date")
    setattr(holder, name, date.fromisoformat(new) if is_day else new)


@lru_cache(maxsize=4096)
def _joined(one: frozenset[str], more: tuple[str, ...]) -> frozenset[str]:
    """Few sets for many people: a hundred thousand of them are to fit into memory."""
    return one.union(more)


def _renamed(entry: Entry, known: Known) -> str:
    """The name as the row writes it, where that says more or something else than ours; else ""."""
    name = words.kept_name(entry)
    other = name_key(entry.name) != known.key or (name != entry.name and name != known.name)
    return name if other else ""
