"""Who and where a row of a list means. Pure: no Django, no database, no clock.

A person is taken for one we know only on unequivocal evidence; whatever else is near is asked about. A wrong *new* can
be merged later, a wrong *same* mixes two lives.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11}
_ROMAN |= {"xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20}
_PLACE_WORDS = frozenset(
    {"posyandu", "pos", "yandu", "kelurahan", "kel", "desa", "ds", "kecamatan", "kec", "puskesmas", "pkm", "uptd"}
)
_COURTESY = frozenset({"ibu", "bu", "ny", "nyonya", "bapak", "pak", "bpk", "sdr", "sdri", "hj", "h", "haji", "hajjah"})
NEAR_NAME = 88  # of 100: "Siti Aminah" and "Siti Aminnah", not "Siti Aminah" and "Siti Aisyah"
NEAR_PLACE = 75
FAR_NAME = 60  # a code or a NIK is hers under any name nearer than that


class PersonLike(Protocol):
    """What of a row or of a known person tells people apart."""

    @property
    def name(self) -> str: ...
    @property
    def birth_date(self) -> date | None: ...
    @property
    def phone(self) -> str: ...


@dataclass(slots=True)
class Post:
    """Where somebody we know serves."""

    membership: int
    posyandu: int
    field: str
    office: str = ""
    decree_number: str = ""
    decree_date: date | None = None
    primary: bool = True
    said: frozenset[str] = frozenset()  # fields of which a row of the list has spoken


@dataclass(slots=True, eq=False)
class Known:
    """Somebody we know: of the database (``kader``), or of an earlier row of the same list (``line``, ``where``)."""

    name: str
    key: str
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""
    nik_mark: str = ""
    kader: int = 0
    line: int = 0
    where: str = ""
    served_since: date | None = None
    posts: list[Post] = field(default_factory=list)
    said: frozenset[str] = frozenset()  # fields of which a row of the list has spoken
    left: str = ""  # of whom serves nowhere any more: where she did, and until when


class Ground(StrEnum):
    """Why a row is taken for somebody, or nearly."""

    CODE = "code"
    BIRTH = "birth"
    PLACE = "place"
    PHONE = "phone"
    NAMESAKE = "namesake"  # the same name at the same posyandu, but something contradicts or the field is another
    NEARBY = "nearby"  # the same name in the same desa
    ALIKE = "alike"  # a similar name at the same posyandu
    CODE_OF_ANOTHER = "code_of_another"
    NIK = "nik"
    NIK_OF_ANOTHER = "nik_of_another"  # the same NIK under another name
    OTHER_NIK = "other_nik"  # taken for her by something else, but her NIK is another


@dataclass(frozen=True)
class Verdict:
    """``same`` is taken for the row without asking; else ``asks`` holds whoever it might be."""

    same: Known | None = None
    asks: tuple[Known, ...] = ()
    ground: Ground | None = None


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name to compare by: without titles behind a comma, courtesy, capitals, accents and dots."""
    plain = unicodedata.normalize("NFKD", name.split(",")[0].casefold())
    words = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("'", ""))
    while len(words) > 1 and words[0] in _COURTESY:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=50_000)
def place_key(name: str) -> str:
    """A place's name to compare by: "POSYANDU MELATI II" and "Melati-02" are both "melati 2"; "Puskesmas pembantu
    Ngampel" is "pustu ngampel"."""
    words = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFKC", name.casefold()).replace("'", ""))
    words = ["pustu" if word == "pembantu" else word for word in words]
    kept = [word for word in words if word not in _PLACE_WORDS] or words
    return " ".join(_number(word, alone=len(kept) == 1) for word in kept)


def _number(word: str, *, alone: bool) -> str:
    if word.isdigit():
        return str(int(word))
    return str(_ROMAN[word]) if word in _ROMAN and not alone else word


def _marks(key: str) -> list[str]:
    """What in a place's name tells brothers apart and is never a misspelling: numbers and single letters."""
    return sorted(word for word in key.split() if word.isdigit() or len(word) == 1)


@dataclass(frozen=True)
class Likeness:
    """Which of some names a written one means: ``means`` is certain, ``near`` are to be asked about."""

    means: str | None = None
    near: tuple[str, ...] = ()
    misspelt: bool = False


def likeness(written: str, known: Collection[str]) -> Likeness:
    """Of ``known`` keys, the one that a written key means. What is written exactly always wins.

    A misspelling is taken for granted only if it is small and no other name is nearly as near.
    """
    if written in known:
        return Likeness(means=written)
    joined = {key.replace(" ", ""): key for key in known}
    if same := joined.get(written.replace(" ", "")):
        return Likeness(means=same)
    marks = _marks(written)
    brothers = [key for key in known if _marks(key) == marks]
    ranked = sorted((OSA.distance(written, key), key) for key in brothers if fuzz.ratio(written, key) >= NEAR_PLACE)
    if not ranked:
        return Likeness()
    near = tuple(key for _far, key in ranked[:5])
    small = ranked[0][0] <= _slips(written)
    rival = len(ranked) > 1 and ranked[1][0] <= ranked[0][0] + 1
    return Likeness(means=near[0], misspelt=True) if small and not rival else Likeness(near=near)


def _slips(written: str) -> int:
    """How many slips of the pen a name of this length may hold."""
    letters = sum(sign.isalpha() for sign in written)
    return 0 if letters < 5 else 1 if letters < 10 else 2


def contradicts(one: PersonLike, other: PersonLike) -> bool:
    """Do birth dates differ, or phones while no birth date agrees? What is not known contradicts nothing."""
    if one.birth_date and other.birth_date:
        return one.birth_date != other.birth_date
    return bool(one.phone and other.phone and one.phone != other.phone)


def confirms(one: PersonLike, other: PersonLike) -> bool:
    """Does birth date or phone agree, and neither contradict?"""
    agreed = (one.birth_date and one.birth_date == other.birth_date) or (one.phone and one.phone == other.phone)
    return bool(agreed) and not contradicts(one, other)


def alike(one: str, other: str) -> bool:
    """Are two different name keys near enough to ask: a slip of the pen, or one name without its last words?"""
    short, long = sorted((one.split(), other.split()), key=len)
    return fuzz.ratio(one, other) >= NEAR_NAME or (len(short) < len(long) and long[: len(short)] == short)


def serves(known: Known, posyandu: int, field: str) -> Post | None:
    """Her post at that posyandu in that field; any field if none is said, kesehatan first."""
    here = [post for post in known.posts if post.posyandu == posyandu and field in ("", post.field)]
    return min(here, key=lambda post: post.field != "kesehatan", default=None)


def by_code(entry: PersonLike, known: Known) -> Verdict:
    """A row that bears our own code: hers, unless name and birth date both speak of another."""
    far = fuzz.token_sort_ratio(name_key(entry.name), known.key) < FAR_NAME
    if far and not confirms(entry, known):
        return Verdict(asks=(known,), ground=Ground.CODE_OF_ANOTHER)
    return Verdict(same=known, ground=Ground.CODE)


def by_nik(entry: PersonLike, known: Known) -> Verdict:
    """A row that bears her NIK: hers, unless the name is another's."""
    far = fuzz.token_sort_ratio(name_key(entry.name), known.key) < FAR_NAME
    return Verdict(asks=(known,), ground=Ground.NIK_OF_ANOTHER) if far else Verdict(same=known, ground=Ground.NIK)


def doubt(verdict: Verdict, mark: str, holder: Known | None) -> Verdict:
    """The verdict, unless whoever it takes the row for has another NIK, or this one is somebody else's."""
    same = verdict.same
    if same is None or not mark or ((holder or same) is same and same.nik_mark in ("", mark)):
        return verdict
    return Verdict(asks=(same, holder) if holder and holder is not same else (same,), ground=Ground.OTHER_NIK)


def judge(entry: PersonLike, *, posyandu: int, field: str, here: Sequence[Known], others: Iterable[Known]) -> Verdict:
    """Who a row means: of those ``here`` (at its posyandu) and ``others`` (in its desa, of its birth date or phone).

    Nobody of them, if the verdict is empty.
    """
    key = name_key(entry.name)
    same_here = [one for one in here if one.key == key]
    same_name = [*same_here, *(one for one in _others(others, here) if one.key == key)]
    born = [one for one in same_name if entry.birth_date and one.birth_date == entry.birth_date]
    if born:
        return _the_one(born, Ground.BIRTH)
    found = _here(entry, same_here, posyandu, field)
    return found or _near(entry, key, same_name, here)


def _here(entry: PersonLike, same_here: Sequence[Known], posyandu: int, field: str) -> Verdict | None:
    """Namesakes at the same posyandu: hers if the field is the same or phone or birth date agree."""
    sure = [one for one in same_here if confirms(entry, one)]
    if sure:
        return _the_one(sure, Ground.PHONE)
    open_ones = [one for one in same_here if not contradicts(entry, one)]
    posted = [one for one in open_ones if serves(one, posyandu, field)]
    if posted and len(same_here) == len(posted):
        return _the_one(posted, Ground.PLACE)
    if open_ones or [one for one in same_here if not _other_birth(entry, one)]:
        return Verdict(asks=tuple(same_here), ground=Ground.NAMESAKE)
    return None


def _near(entry: PersonLike, key: str, same_name: Sequence[Known], here: Sequence[Known]) -> Verdict:
    """Whoever is near, to be asked: the same name elsewhere, a similar one here. Other birth dates are others."""
    elsewhere = [one for one in same_name if not contradicts(entry, one) and one not in here]
    if elsewhere:
        return Verdict(asks=tuple(elsewhere[:5]), ground=Ground.NEARBY)
    similar = [one for one in here if one.key != key and alike(key, one.key) and not _other_birth(entry, one)]
    return Verdict(asks=tuple(similar[:5]), ground=Ground.ALIKE) if similar else Verdict()


def _the_one(found: Sequence[Known], ground: Ground) -> Verdict:
    return Verdict(same=found[0], ground=ground) if len(found) == 1 else Verdict(asks=tuple(found[:5]), ground=ground)


def _others(others: Iterable[Known], here: Sequence[Known]) -> list[Known]:
    seen = {id(one) for one in here}
    return [one for one in others if id(one) not in seen and not seen.add(id(one))]  # type: ignore[func-returns-value]


def _other_birth(one: PersonLike, other: PersonLike) -> bool:
    return bool(one.birth_date and other.birth_date and one.birth_date != other.birth_date)
