"""Only below one's own: every kind of role by every kind of role, in every relation of their places."""

from itertools import product

import pytest

from lms.people import granting
from lms.people.granting import Held, Place
from lms.people.models.role import Kind

KINDS = [kind.value for kind in Kind]
NATION, PROVINCE, KAB, KEC, DESA, PUSKESMAS = (
    (),
    ("35",),
    ("35", "35.71"),
    ("35", "35.71", "35.71.02"),
    ("35", "35.71", "35.71.02", "35.71.02.1001"),
    ("35", "35.71", "puskesmas 1"),
)
ELSEWHERE = [("12",), ("35", "35.72"), ("35", "35.71", "35.71.03"), ("35", "35.71", "puskesmas 2")]
HERE = [NATION, PROVINCE, KAB, KEC, DESA, PUSKESMAS]

# Written out by hand, to hold the table of the rule: "giver at place: what she gives, and where".
EXPECTED = {
    ("admin", NATION): {(kind, place) for kind in KINDS for place in HERE},
    ("admin", KAB): {(kind, place) for kind in KINDS for place in (KAB, KEC, DESA, PUSKESMAS)},
    ("dinas", NATION): {
        *product(["dinas"], [PROVINCE, KAB, KEC]),
        *product(["puskesmas"], [PUSKESMAS]),
        *product(["penilai"], [PUSKESMAS, KAB]),
        *product(["pengamat"], HERE),
        *product(["penyusun_lokal"], [PROVINCE, KAB]),
    },
    ("dinas", PROVINCE): {
        *product(["dinas"], [KAB, KEC]),
        *product(["puskesmas"], [PUSKESMAS]),
        *product(["penilai"], [PUSKESMAS, KAB]),
        *product(["pengamat"], [PROVINCE, KAB, KEC, DESA, PUSKESMAS]),
        *product(["penyusun_lokal"], [PROVINCE, KAB]),
    },
    ("dinas", KAB): {
        ("dinas", KEC),
        ("puskesmas", PUSKESMAS),
        ("penilai", PUSKESMAS),
        ("penilai", KAB),
        *product(["pengamat"], [KAB, KEC, DESA, PUSKESMAS]),
        ("penyusun_lokal", KAB),
    },
    ("dinas", KEC): {("pengamat", KEC), ("pengamat", DESA)},
    ("puskesmas", PUSKESMAS): {("penilai", PUSKESMAS)},
}


def given(kind: str, scope: granting.Scope) -> set[tuple[str, granting.Scope]]:
    mine = [Held(kind, scope)]
    every = product(KINDS, [*HERE, *ELSEWHERE])
    return {(other, place) for other, place in every if granting.may_grant(mine, Held(other, place))}


def fitting(pairs: set) -> set:
    return {(kind, place) for kind, place in pairs if granting.fits(Held(kind, place))}


@pytest.mark.parametrize(("kind", "scope"), list(EXPECTED), ids=lambda part: str(part) if part else "nation")
def test_each_gives_what_the_table_says_and_nothing_elsewhere(kind: str, scope: granting.Scope):
    inside = {pair for pair in given(kind, scope) if pair[1] in HERE}
    assert inside == fitting(EXPECTED[kind, scope])
    if scope:
        assert all(granting.is_within(place, scope) for _, place in given(kind, scope))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("admin", "dinas", "puskesmas")])
def test_others_give_nothing_anywhere(kind: str):
    assert [given(kind, scope) for scope in HERE] == [set()] * len(HERE)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "admin"])
def test_nobody_but_an_administrator_gives_her_own_role_at_her_own_place(kind: str):
    assert [scope for scope in HERE if granting.may_grant([Held(kind, scope)], Held(kind, scope))] == []


def test_only_an_administrator_makes_administrators_reviewers_and_national_authors():
    for kind, other in product(KINDS, ("admin", "penelaah", "penyusun_nasional")):
        gives = any(granting.may_grant([Held(kind, scope)], Held(other, ())) for scope in HERE)
        assert gives == (kind == "admin")


def test_a_neighbour_is_refused_at_every_level():
    for scope, other in zip([PROVINCE, KAB, KEC, PUSKESMAS], ELSEWHERE, strict=True):
        assert all(not granting.may_grant([Held(kind, scope)], Held(o, other)) for kind, o in product(KINDS, KINDS))


def test_whoever_holds_one_role_above_me_is_not_below_me():
    mine, hers = [Held("dinas", KAB)], [Held("penilai", PUSKESMAS)]
    assert granting.may_govern(mine, hers)
    assert not granting.may_govern(mine, [*hers, Held("admin", NATION)])
    assert not granting.may_govern(mine, [*hers, Held("penilai", ("35", "35.72", "puskesmas 9"))])


def test_every_kind_has_its_places_and_every_scope_its_sort():
    assert set(granting.PLACES) == set(KINDS)
    assert [granting.place_of(scope) for scope in HERE] == list(Place)
