"""Who is perhaps one person in two rows. Only a person decides; here is what she might look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz

from lms.areas.errors import UserError
from lms.people import audit, rules, scope
from lms.people.audit import Act
from lms.people.models import Kader, Membership, NotSame, User
from lms.people.queries import in_force
from lms.people.scope import Action

MOST = 20_000  # kader that are compared at once: the biggest kabupaten with room to spare
A_GROUP = 12  # of one phone or name; more is no double but a shared number or an office's placeholder
SIMILAR = 85  # of 100, the words in any order

SAME_BIRTH = gettext_lazy("nama dan tanggal lahir sama")
SAME_PHONE = gettext_lazy("nomor HP sama, nama mirip")
SAME_PLACE = gettext_lazy("nama sama di satu posyandu")


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one person, and why; ``first`` is the older row."""

    first: int
    second: int
    why: str | Promise


@dataclass(frozen=True)
class _Row:
    pk: int
    name: str
    birth_date: date | None
    phone: str
    posyandu: int | None


def likely(user: User, *, on: date) -> list[Pair]:
    """The likely doubles among the kader whom this officer looks after, the surest first. Two queries.

    UserError where there are more than can be compared: the list is made for one kabupaten/kota.
    """
    theirs = scope.rows(user, Action.MANAGE_PEOPLE, Kader.objects.filter(merged_into__isnull=True), on=on)
    rows = _rows(theirs, on)
    if len(rows) > MOST:
        raise UserError(_("Wilayah Ibu/Bapak terlalu luas untuk dibandingkan sekaligus. Daftar ini dibuat per kota."))
    found: dict[tuple[int, int], Pair] = {}
    for pair in _pairs(rows):
        found.setdefault((pair.first, pair.second), pair)
    for known in NotSame.objects.filter(first__in=theirs.values("pk")).values_list("first_id", "second_id"):
        found.pop(known, None)
    return list(found.values())


@transaction.atomic
def not_same(one: Kader, other: Kader, *, by: User, now: datetime) -> None:
    """An officer says that these are two people: they are not proposed again. UserError for one out of reach."""
    today = timezone.localdate(now)
    ids = sorted({one.pk, other.pk})
    if scope.known(by, Action.MANAGE_PEOPLE, Kader.objects.filter(pk__in=ids), on=today).count() != 2:
        raise UserError(_("Kedua kader harus bertugas di wilayah Ibu/Bapak. Tidak ada yang diubah."))
    made, new = NotSame.objects.get_or_create(
        first_id=ids[0], second_id=ids[1], defaults={"said_at": now, "said_by": by}
    )
    if new:
        for kader, its_other in ((one, other), (other, one)):
            audit.record(Act.NOT_SAME, by=by, now=now, kader=kader, detail={"other": its_other.pk, "row": made.pk})


def _rows(theirs: QuerySet[Kader], on: date) -> list[_Row]:
    serving = Membership.objects.filter(in_force(on), kader__in=theirs.values("pk")).order_by(
        "kader_id", "-primary", "pk"
    )
    columns = ("kader_id", "kader__person__name", "kader__person__birth_date", "kader__person__phone", "posyandu_id")
    return [_Row(pk, rules.plain_name(name), *rest) for pk, name, *rest in serving.values_list(*columns)[: MOST + 1]]


def _pairs(rows: list[_Row]) -> Iterator[Pair]:
    yield from _alike(((row.name, row.birth_date), row) for row in rows if row.birth_date)
    for pair, one, other in _together((row.phone, row) for row in rows if row.phone):
        if fuzz.token_sort_ratio(one.name, other.name) >= SIMILAR:
            yield Pair(*pair, SAME_PHONE)
    for pair, _one, _other in _together(((row.name, row.posyandu), row) for row in rows if row.posyandu):
        yield Pair(*pair, SAME_PLACE)


def _alike(keyed: Iterable[tuple[object, _Row]]) -> Iterator[Pair]:
    for pair, _one, _other in _together(keyed):
        yield Pair(*pair, SAME_BIRTH)


def _together(keyed: Iterable[tuple[object, _Row]]) -> Iterator[tuple[tuple[int, int], _Row, _Row]]:
    """Every two rows of different kader under one key."""
    under: dict[object, dict[int, _Row]] = defaultdict(dict)
    for key, row in keyed:
        under[key][row.pk] = row
    for rows in under.values():
        if 1 < len(rows) <= A_GROUP:
            for one, other in combinations(sorted(rows.values(), key=lambda row: row.pk), 2):
                yield (one.pk, other.pk), one, other
