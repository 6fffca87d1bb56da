"""Kader go along when a posyandu moves, is merged, is split; nobody is counted twice or lost."""

from datetime import date

import pytest

from lms.areas.errors import UserError
from lms.areas.models import Posyandu
from lms.areas.places import posyandu as verbs
from lms.areas.places import puskesmas as centres
from lms.people import memberships, roles
from lms.people.models import AuditEvent, Kader, Membership, MembershipChange, User
from lms.people.places import acts, transfer
from lms.people.places.rules import Serving, contested, earliest, joined
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY

MARCH = date(2025, 3, 1)


@pytest.fixture
def mawar(cast: Cast) -> Posyandu:
    return Posyandu.objects.create(name="Mawar", desa=cast.semampir, puskesmas=cast.balowerti)


def kader(user: User) -> Kader:
    return user.person.kader


def at(user: User, **where: object) -> list[tuple[str, str, bool]]:
    """Where she serves now: posyandu, office, whether it counts her."""
    rows = Membership.objects.filter(kader=kader(user), until=None, **where).order_by("field")
    return [(row.posyandu.name, row.office, row.primary) for row in rows]


def merge(cast: Cast, sources: list[Posyandu], target: Posyandu, on: date = TODAY, **given: object) -> None:
    mark = transfer.plan(sources, target=target).mark
    told = {"chosen": {}, "mark": mark, "by": cast.dewi, "now": NOW, "today": TODAY}
    transfer.merge(sources, target, on=on, **(told | given))


def test_a_posyandu_moves_with_everybody_of_every_bidang(cast: Cast):
    mark = transfer.plan([cast.melati]).mark
    told = {"mark": mark, "by": cast.dewi, "now": NOW, "today": TODAY}
    heir = transfer.move(cast.melati, desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih, on=TODAY, **told)
    rows = Membership.objects.filter(posyandu=heir)
    assert {row.kader for row in rows} == {kader(cast.sari), kader(cast.sosial)}
    assert {(row.since, row.office, row.primary) for row in rows} == {(TODAY, "kader", True)}
    assert MembershipChange.objects.filter(left__posyandu=cast.melati, joined__posyandu=heir).count() == 2
    event = AuditEvent.objects.get(act="place_moved")
    assert (event.actor, event.posyandu, event.count, event.detail) == (cast.dewi, cast.melati, 2, {"into": heir.pk})


def test_nobody_goes_along_when_the_move_is_refused(cast: Cast):
    mark = transfer.plan([cast.melati]).mark
    told = {"by": cast.dewi, "now": NOW, "today": TODAY, "desa": cast.ngletih, "puskesmas": cast.puskesmas_ngletih}
    refusals = [({"on": SINCE}, "Tulis 2 Januari 2020"), ({"mark": "lain"}, "baru saja berubah")]
    for given, words in refusals:
        with pytest.raises(UserError, match=words):
            transfer.move(cast.melati, **({"on": TODAY, "mark": mark} | told | given))
    memberships.leave(kader(cast.sosial).memberships.get(), on=TODAY, now=NOW)
    with pytest.raises(UserError, match="Tulis 24 November 2025"):
        transfer.move(cast.melati, on=MARCH, mark=transfer.plan([cast.melati]).mark, **told)
    assert Posyandu.objects.get(pk=cast.melati.pk).closed_on is None
    assert at(cast.sari) == [("Melati", "kader", True)]


def test_merging_brings_all_and_whoever_stands_in_both_goes_on_once(cast: Cast, mawar: Posyandu):
    memberships.join(kader(cast.sari), posyandu=mawar, on=MARCH, now=NOW, primary=False)
    merge(cast, [cast.melati], mawar)
    assert at(cast.sari) == [("Mawar", "kader", True)]
    assert at(cast.sosial) == [("Mawar", "kader", True)]
    melati = Posyandu.objects.get(pk=cast.melati.pk)
    assert (melati.merged_into, melati.closed_on) == (mawar, TODAY)
    assert AuditEvent.objects.get(act="place_merged").count == 2


def test_who_already_counts_at_the_target_just_stays(cast: Cast, mawar: Posyandu):
    memberships.join(kader(cast.sari), posyandu=mawar, on=MARCH, now=NOW, primary=False)
    stays = kader(cast.sari).memberships.get(posyandu=cast.melati)
    merge(cast, [mawar], cast.melati)
    assert list(kader(cast.sari).memberships.filter(until=None)) == [stays]


def test_of_two_ketua_the_one_chosen_stays_and_the_other_serves_on(cast: Cast, mawar: Posyandu):
    Membership.objects.filter(kader__in=[kader(cast.sari), kader(cast.tini)]).update(office="ketua")
    plan = transfer.plan([cast.kenanga], target=cast.melati)
    assert plan.contested == {"ketua": [kader(cast.sari).pk, kader(cast.tini).pk]}
    merge(cast, [cast.kenanga], cast.melati, chosen={"ketua": kader(cast.tini).pk})
    assert at(cast.sari) == [("Melati", "kader", True)]
    assert at(cast.tini) == [("Melati", "ketua", True)]


def test_without_a_choice_the_ketua_of_the_target_stays(cast: Cast):
    Membership.objects.filter(kader__in=[kader(cast.sari), kader(cast.tini)]).update(office="ketua")
    merge(cast, [cast.kenanga], cast.melati)
    assert at(cast.sari) == [("Melati", "ketua", True)]
    assert at(cast.tini) == [("Melati", "kader", True)]


def test_a_split_takes_the_chosen_and_keeps_kind_and_place(cast: Cast):
    told = {"mark": transfer.plan([cast.melati]).mark, "by": cast.dewi, "now": NOW, "today": TODAY, "on": TODAY}
    for none_or_all in ([], [kader(cast.sari).pk, kader(cast.sosial).pk]):
        with pytest.raises(UserError, match="Pilih sebagian"):
            transfer.split(cast.melati, name="Melati 2", kader_ids=none_or_all, **told)
    made = transfer.split(cast.melati, name="Melati 2", kader_ids=[kader(cast.sari).pk], **told)
    assert (made.desa, made.puskesmas, made.opened_on) == (cast.semampir, cast.balowerti, TODAY)
    assert (at(cast.sari)[0][0], at(cast.sosial)[0][0]) == ("Melati 2", "Melati")
    assert AuditEvent.objects.get(act="place_split").count == 1


def test_a_split_under_a_taken_name_moves_nobody(cast: Cast, mawar: Posyandu):
    told = {"mark": transfer.plan([cast.melati]).mark, "by": cast.dewi, "now": NOW, "today": TODAY, "on": TODAY}
    with pytest.raises(UserError, match="sudah ada Posyandu Mawar"):
        transfer.split(cast.melati, name="mawar", kader_ids=[kader(cast.sari).pk], **told)
    assert at(cast.sari) == [("Melati", "kader", True)]
    assert not AuditEvent.objects.exists()


def test_a_place_where_somebody_serves_does_not_close(cast: Cast, mawar: Posyandu):
    told = {"by": cast.dewi, "now": NOW, "on": TODAY, "today": TODAY}
    with pytest.raises(UserError, match="Masih ada 2 kader bertugas di Posyandu Melati"):
        acts.do(verbs.close, cast.melati, **told)
    acts.do(verbs.close, mawar, **told)
    assert list(AuditEvent.objects.values_list("act", "posyandu", "detail")) == [
        ("place_closed", mawar.pk, {"verb": "close"})
    ]


def test_a_puskesmas_with_officers_does_not_close(cast: Cast):
    given = {"on": TODAY, "today": TODAY}
    empty = acts.do(
        centres.open_puskesmas, by=cast.admin, now=NOW, name="Mrican", kab=cast.kediri, on=None, today=TODAY
    )
    role = roles.grant(cast.tini, "penilai", since=TODAY, on=TODAY, puskesmas=empty)
    with pytest.raises(UserError, match="1 peran petugas masih berlaku di Puskesmas Mrican"):
        acts.do(centres.close_puskesmas, empty, by=cast.admin, now=NOW, **given)
    roles.revoke(role, on=TODAY)
    acts.do(centres.close_puskesmas, empty, by=cast.admin, now=NOW, **given)
    told = AuditEvent.objects.filter(puskesmas=empty, act__startswith="place")
    assert list(told.values_list("act", flat=True)) == ["place_opened", "place_closed"]


def serving(key: int, office: str = "kader", *, kader: int = 1, field: str = "kesehatan", **given: bool) -> Serving:
    return Serving(key, kader, field, office, given.get("primary", True), given.get("at_target", False), MARCH)


def test_a_ketua_bidang_holds_a_seat_of_her_own_bidang_only():
    two = [serving(1, "ketua_bidang"), serving(2, "ketua_bidang", kader=2, field="sosial")]
    assert contested(two) == {}
    assert contested([*two, serving(3, "ketua_bidang", kader=3)]) == {"ketua_bidang:kesehatan": [1, 3]}


def test_three_memberships_of_one_kader_become_one_with_the_highest_office():
    rows = [serving(1, "sekretaris", primary=False), serving(2), serving(3, "ketua", primary=False)]
    outcome = joined(rows, {})[0]
    assert (outcome.office, outcome.primary, outcome.stays, outcome.moves) == ("ketua", True, None, None)
    assert len(outcome.ends) == 3
    assert earliest([outcome], [date(2025, 3, 2)]) == date(2025, 3, 2)
    assert earliest([], []) is None
