"""Who is perhaps known already: people of the same or a similar name, or with the same phone number.

They are shown, never merged: two people become one only when an officer says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from lms.areas.models import Posyandu
from lms.people import scope
from lms.people.folding import fold
from lms.people.models import Kader, Membership, User
from lms.people.queries import PLACES, listed
from lms.people.scope import Action

SIMILAR = 88  # of 100; "Siti Aminah" and "Siti Aminatun" are 85, "Sulastri" and "Sulastry" 88
MOST = 5


@dataclass(frozen=True)
class Sought:
    """Somebody about to be entered. ``phone`` in E.164 or empty."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Alike:
    """Somebody who is there already, why she is shown, and where she serves or served last."""

    kader: Kader
    why: str | Promise
    membership: Membership | None


def find(sought: Sequence[Sought], *, near: Posyandu, user: User, on: date) -> list[list[Alike]]:
    """For each of the sought whoever may be her, the likeliest first; only people whom the user may see.

    Equal names and numbers are looked for in all of her scope within the kab/kota, similar names in the puskesmas.
    """
    pool = _pool(sought, near, user, on)
    places = _last_places(pool)
    return [
        [Alike(kader, why, places.get(kader.pk)) for _rank, why, kader in _ranked(one, pool)[:MOST]] for one in sought
    ]


def _pool(sought: Sequence[Sought], near: Posyandu, user: User, on: date) -> list[Kader]:
    same = Q(person__folded__in=[fold(one.name) for one in sought])
    same |= Q(person__phone__in=[one.phone for one in sought if one.phone])
    known = _people(user, {"desa__kab_code": near.desa.kab_code}, on).filter(same)
    neighbours = _people(user, {"puskesmas": near.puskesmas_id}, on)
    similar = [one for one in neighbours if any(_similar(one, who) for who in sought)]
    return list({one.pk: one for one in [*known, *similar]}.values())


def _people(user: User, where: Mapping[str, object], on: date) -> QuerySet[Kader]:
    """Whom the user may see by name, at the posyandu and pustu for which that holds; also those who left."""
    posyandu, pustu = (
        at.filter(**{f"{place}__{path}": value for path, value in where.items()}).order_by().values("kader_id")
        for at, place in zip(scope.memberships(user, Action.NAMES, on=on), ("posyandu", "pustu"), strict=True)
    )
    return listed(Kader.objects.filter(pk__in=posyandu.union(pustu)), on=on).select_related("person")


def _ranked(sought: Sought, pool: Iterable[Kader]) -> list[tuple[float, str | Promise, Kader]]:
    found = []
    for kader in pool:
        likeness = fuzz.ratio(_bare(sought.name), _bare(kader.person.name))
        phone = bool(sought.phone) and kader.person.phone == sought.phone
        if phone or _similar(kader, sought):
            found.append((likeness + 100 * phone, _why(likeness, phone=phone), kader))
    return sorted(found, key=lambda row: (-row[0], row[2].pk))


def _why(likeness: float, *, phone: bool) -> str | Promise:
    if phone and likeness >= SIMILAR:
        return _("nama dan nomor HP cocok")
    if phone:
        return _("nomor HP sama")
    return _("nama sama") if likeness == 100 else _("nama mirip")


def _similar(kader: Kader, sought: Sought) -> bool:
    """Letter by letter, or the same words in another order."""
    if fuzz.ratio(_bare(sought.name), _bare(kader.person.name), score_cutoff=SIMILAR):
        return True
    return sorted(sought.name.lower().split()) == sorted(kader.person.name.lower().split())


def _bare(name: str) -> str:
    """Folded, without the titles behind a comma: "Siti Aminah, S.Pd" and "Siti Aminah" are nobody else."""
    return fold(name.partition(",")[0])


def _last_places(pool: Sequence[Kader]) -> dict[int, Membership]:
    rows = Membership.objects.filter(kader__in=pool).select_related(*PLACES).order_by("since", "primary", "pk")
    return {row.kader_id: row for row in rows}
