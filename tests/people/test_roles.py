"""Giving, changing and ending roles: only below one's own, never one's own, and never the last administrator."""

from datetime import timedelta

import pytest

from lms.areas.errors import UserError
from lms.people import powers, roles
from lms.people.models import AuditEvent, Role, User
from tests.cast import Cast
from tests.factories import TODAY

LATER = TODAY + timedelta(days=30)


def give(cast: Cast, kind: str, *, by: User, to: User | None = None, **where) -> Role:
    return roles.grant(to or cast.tini, kind, since=TODAY, on=TODAY, by=by, **where)


def second_admin(cast: Cast) -> User:
    give(cast, "admin", by=cast.admin, to=cast.budi)
    return cast.budi


def test_puji_gives_penilai_in_her_puskesmas_and_lastri_does_not(cast: Cast):
    assert give(cast, "penilai", by=cast.puji, puskesmas=cast.balowerti).granted_by == cast.puji
    with pytest.raises(UserError, match="di luar wewenang"):
        give(cast, "penilai", by=cast.lastri, puskesmas=cast.balowerti)


def test_dewi_gives_petugas_of_kediri_and_yanti_does_not(cast: Cast):
    give(cast, "puskesmas", by=cast.dewi, puskesmas=cast.balowerti)
    with pytest.raises(UserError, match="di luar wewenang"):
        give(cast, "puskesmas", by=cast.yanti, puskesmas=cast.puskesmas_ngletih)


def test_a_dinas_makes_no_equal_but_one_of_a_kecamatan(cast: Cast):
    with pytest.raises(UserError, match="di luar wewenang"):
        give(cast, "dinas", by=cast.dewi, area=cast.kediri)
    assert give(cast, "dinas", by=cast.dewi, area=cast.semampir.parent).pk


def test_a_role_where_it_cannot_be_is_refused_with_its_reason(cast: Cast):
    with pytest.raises(UserError, match="tempat itu"):
        give(cast, "puskesmas", by=cast.admin, area=cast.kediri)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("name", ["sari", "rina", "budi", "ningsih"])
def test_who_stands_above_nobody_gives_nothing(cast: Cast, name: str):
    with pytest.raises(UserError, match="di luar wewenang"):
        give(cast, "penilai", by=getattr(cast, name), puskesmas=cast.balowerti)


def test_nobody_gives_or_extends_her_own_role(cast: Cast):
    with pytest.raises(UserError, match="Peran sendiri"):
        give(cast, "puskesmas", by=cast.admin, to=cast.admin, puskesmas=cast.balowerti)
    with pytest.raises(UserError, match="Peran sendiri"):
        roles.change_end(cast.dewi.roles.get(), until=LATER, on=TODAY, by=cast.dewi)


def test_a_role_does_not_begin_in_the_past_nor_end_before_it_begins(cast: Cast):
    past, odd = {"since": TODAY - timedelta(days=1)}, {"since": TODAY, "until": TODAY}
    for days in (past, odd):
        with pytest.raises(UserError, match="Peran"):
            roles.grant(cast.tini, "penilai", **days, on=TODAY, puskesmas=cast.balowerti, by=cast.puji)


def test_the_same_role_twice_is_refused(cast: Cast):
    give(cast, "penilai", by=cast.puji, puskesmas=cast.balowerti)
    with pytest.raises(UserError, match="sudah memegang"):
        give(cast, "penilai", by=cast.dewi, puskesmas=cast.balowerti)


def test_an_end_can_be_moved_and_is_told(cast: Cast):
    role = give(cast, "penilai", by=cast.puji, puskesmas=cast.balowerti)
    roles.change_end(role, until=LATER, on=TODAY, by=cast.dewi)
    roles.change_end(role, until=None, on=TODAY, by=cast.puji)
    assert [event.detail.get("until") for event in AuditEvent.objects.filter(act="role_changed")] == [
        LATER.isoformat(),
        None,
    ]
    with pytest.raises(UserError, match="di luar wewenang"):
        roles.change_end(role, until=LATER, on=TODAY, by=cast.lastri)


def test_a_role_that_has_ended_stays_ended(cast: Cast):
    role = give(cast, "penilai", by=cast.puji, puskesmas=cast.balowerti)
    roles.revoke(role, on=TODAY, by=cast.puji)
    for again in (roles.revoke, lambda role, **of: roles.change_end(role, until=LATER, **of)):
        with pytest.raises(UserError, match="sudah berakhir"):
            again(role, on=TODAY, by=cast.puji)


def test_a_content_role_that_will_end_keeps_its_group_until_then(cast: Cast):
    role = give(cast, "penelaah", by=cast.admin)
    roles.change_end(role, until=LATER, on=TODAY, by=cast.admin)
    assert cast.tini.groups.exists()


def test_only_another_administrator_ends_an_administrator(cast: Cast):
    budi = second_admin(cast)
    theirs = budi.roles.get(kind="admin")
    with pytest.raises(UserError, match="di luar wewenang"):
        roles.revoke(theirs, on=TODAY, by=cast.dewi)
    with pytest.raises(UserError, match="Peran sendiri"):
        roles.revoke(theirs, on=TODAY, by=budi)
    roles.revoke(theirs, on=TODAY, by=cast.admin)
    assert powers.of(budi, on=TODAY) == [powers.held(cast.budi.roles.get(kind="penyusun_nasional"))]


def test_the_last_administrator_stays_whoever_asks(cast: Cast):
    with pytest.raises(UserError, match="administrator terakhir"):
        roles.revoke(cast.admin.roles.get(), on=TODAY)
    budi = second_admin(cast)
    User.objects.filter(pk=budi.pk).update(is_active=False)
    with pytest.raises(UserError, match="administrator terakhir"):
        roles.change_end(cast.admin.roles.get(), until=LATER, on=TODAY)


def test_an_administrator_with_an_end_does_not_count_as_one_who_stays(cast: Cast):
    budi = second_admin(cast)
    roles.change_end(budi.roles.get(kind="admin"), until=LATER, on=TODAY, by=cast.admin)
    with pytest.raises(UserError, match="administrator terakhir"):
        roles.revoke(cast.admin.roles.get(), on=TODAY, by=budi)


def test_whom_one_governs_and_who_stands_above(cast: Cast):
    assert powers.governs(cast.dewi, cast.rina, on=TODAY)
    assert not powers.governs(cast.yanti, cast.rina, on=TODAY)
    assert not powers.governs(cast.dewi, cast.sari, on=TODAY)
    assert powers.above(cast.rina, on=TODAY) == [cast.admin, cast.dewi]
    assert powers.above(cast.admin, on=TODAY) == []


def test_an_inactive_officer_governs_nobody(cast: Cast):
    cast.dewi.is_active = False
    assert not powers.governs(cast.dewi, cast.rina, on=TODAY)


def test_roles_are_seen_inside_ones_own_place_only(cast: Cast):
    def seen(user: User) -> set[str]:
        return set(powers.visible(user, on=TODAY).values_list("user__username", flat=True))

    assert seen(cast.puji) == {"rina", "puji"}
    assert seen(cast.dewi) == {"rina", "puji", "wulan", "lastri", "dewi"}
    assert seen(cast.yanti) == {"yanti"}
    assert seen(cast.rina) == seen(cast.sari) == set()
    assert {"admin", "yanti", "budi"} < seen(cast.admin)
