"""Pure rule: who may give and end which role where. Only below one's own, never to oneself.

A scope is a path from the nation down: ``()``, ``("35",)``, ``("35", "35.71")``, ``("35", "35.71", "35.71.02")``. A
puskesmas stands below its kab/kota: ``("35", "35.71", "puskesmas 12")``. So "lies within" is "begins with".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Scope = tuple[str, ...]
PUSKESMAS = "puskesmas "


class Place(StrEnum):
    """What sort of place a scope is."""

    NATION = "nasional"
    PROVINCE = "provinsi"
    KAB = "kabupaten/kota"
    KEC = "kecamatan"
    DESA = "desa/kelurahan"
    PUSKESMAS = "puskesmas"


class Reach(StrEnum):
    WITHIN = "within"  # her own place and all below
    BELOW = "below"  # only what is narrower than her own place


# Where a role of each kind can be held. An author of a region writes for all of it, and a nurse of a region reviews
# what it adds; an administrator acts on what everybody reads, so hers has no narrower place.
PLACES: dict[str, frozenset[Place]] = {
    "penilai": frozenset({Place.PUSKESMAS, Place.KAB}),
    "puskesmas": frozenset({Place.PUSKESMAS}),
    "dinas": frozenset({Place.NATION, Place.PROVINCE, Place.KAB, Place.KEC}),
    "pengamat": frozenset(Place),
    "penyusun_nasional": frozenset({Place.NATION}),
    "penyusun_lokal": frozenset({Place.PROVINCE, Place.KAB}),
    "penelaah": frozenset({Place.NATION, Place.PROVINCE, Place.KAB}),
    "admin": frozenset({Place.NATION}),
}

# Who gives what. A kind that stands nowhere gives nothing.
MAY_GRANT: dict[str, dict[str, Reach]] = {
    "admin": dict.fromkeys(PLACES, Reach.WITHIN),
    "dinas": {
        "puskesmas": Reach.WITHIN,
        "penilai": Reach.WITHIN,
        "pengamat": Reach.WITHIN,
        "penyusun_lokal": Reach.WITHIN,
        "dinas": Reach.BELOW,
    },
    "puskesmas": {"penilai": Reach.WITHIN},
}


@dataclass(frozen=True)
class Held:
    """A kind of role and where it is held: one that somebody has, or one that is to be given."""

    kind: str
    scope: Scope


def place_of(scope: Scope) -> Place:
    """What sort of place this is."""
    if scope and scope[-1].startswith(PUSKESMAS):
        return Place.PUSKESMAS
    return (Place.NATION, Place.PROVINCE, Place.KAB, Place.KEC, Place.DESA)[len(scope)]


def is_within(scope: Scope, whole: Scope) -> bool:
    """Is this place the other one, or a part of it?"""
    return scope[: len(whole)] == whole


def fits(role: Held) -> bool:
    """Can a role of this kind be held at such a place at all?"""
    return place_of(role.scope) in PLACES.get(role.kind, frozenset())


def may_grant(mine: Iterable[Held], role: Held) -> bool:
    """May somebody who holds these give (or end) that role? To whom is asked by ``lms.people.roles``."""
    return fits(role) and may_govern(mine, [role])


def may_govern(mine: Iterable[Held], theirs: Iterable[Held]) -> bool:
    """Does every one of their roles stand below one of mine? So may I help them back into their account."""
    own = list(mine)
    return all(any(_is_below(role, one) for one in own) for role in theirs)


def grantable(mine: Iterable[Held]) -> set[str]:
    """The kinds of role that somebody who holds these gives somewhere."""
    return {kind for one in mine for kind in MAY_GRANT.get(one.kind, {})}


def _is_below(role: Held, mine: Held) -> bool:
    reach = MAY_GRANT.get(mine.kind, {}).get(role.kind)
    if reach is None or not is_within(role.scope, mine.scope):
        return False
    return reach == Reach.WITHIN or role.scope != mine.scope
