"""Two rows become one person when an officer says so, and two again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lms.areas.errors import UserError
from lms.people import duty, memberships, merge, persons, queries, scope
from lms.people.models import AuditEvent, Kader, KaderMerge, MergeChange, Role
from lms.people.persons import NewKader
from lms.people.scope import Action
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import Holder, give_card

JUNE = date(2025, 6, 1)
LATER = NOW + timedelta(days=10)
DAY_LATER = TODAY + timedelta(days=10)


@pytest.fixture
def kept(cast: Cast) -> Kader:
    return cast.sari.person.kader


@pytest.fixture
def gone(cast: Cast) -> Kader:
    """Sari once more, on the list of the posyandu next door."""
    twin = persons.register_many([NewKader("SARI WAHYUNI", served_since=date(2007, 3, 1))])[0]
    memberships.join(twin, posyandu=cast.kenanga, on=JUNE, now=NOW)
    return twin


def periods(kader: Kader) -> list[tuple[str, date, date | None, bool]]:
    return [
        (row.posyandu.name, row.since, row.until, row.primary)
        for row in queries.memberships_of([kader.pk])
        if row.since != row.until
    ]


def test_from_that_day_she_counts_once_and_serves_in_both(cast: Cast, kept: Kader, gone: Kader):
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert periods(gone) == [("Kenanga", JUNE, TODAY, True)]
    assert periods(kept) == [("Melati", SINCE, None, True), ("Kenanga", TODAY, None, False)]
    assert {row.pk for row in queries.rows_of(kept)} == {kept.pk, gone.pk}


def test_only_what_the_officer_ticks_is_taken_over(cast: Cast, kept: Kader, gone: Kader):
    merge.merge(kept, gone, by=cast.dewi, now=NOW, take_over=[])
    assert periods(kept) == [("Melati", SINCE, None, True)]


def test_a_place_that_counted_only_the_other_one_counts_her_now(cast: Cast, kept: Kader, gone: Kader):
    memberships.leave(kept.memberships.get(), on=JUNE, now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert periods(kept)[-1] == ("Kenanga", TODAY, None, True)


def test_the_longer_masa_bakti_holds_and_goes_back(cast: Cast, kept: Kader, gone: Kader):
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    kept.refresh_from_db()
    assert kept.served_since == date(2007, 3, 1)
    merge.unmerge(made, by=cast.dewi, now=LATER)
    kept.refresh_from_db()
    assert kept.served_since == SINCE


def test_both_stand_again_from_the_day_it_is_taken_back(cast: Cast, kept: Kader, gone: Kader):
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    merge.unmerge(made, by=cast.dewi, now=LATER)
    gone.refresh_from_db()
    assert gone.merged_into is None
    assert periods(gone) == [("Kenanga", JUNE, TODAY, True), ("Kenanga", DAY_LATER, None, True)]
    assert periods(kept) == [("Melati", SINCE, None, True), ("Kenanga", TODAY, DAY_LATER, False)]
    with pytest.raises(UserError, match="sudah dibatalkan"):
        merge.unmerge(made, by=cast.dewi, now=LATER)


def test_only_what_the_officer_confirms_is_given_back(cast: Cast, kept: Kader, gone: Kader):
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    merge.unmerge(made, by=cast.dewi, now=LATER, give_back=[])
    assert periods(gone) == [("Kenanga", JUNE, TODAY, True)]
    assert periods(kept)[-1] == ("Kenanga", TODAY, DAY_LATER, False)


def test_a_mistake_of_the_same_day_leaves_no_trace_on_the_boards(cast: Cast, kept: Kader):
    twin = persons.register_many([NewKader("Sari W")])[0]
    memberships.join(twin, posyandu=cast.kenanga, on=TODAY, now=NOW)
    made = merge.merge(kept, twin, by=cast.dewi, now=NOW)
    assert periods(twin) == []
    merge.unmerge(made, by=cast.dewi, now=NOW)
    assert (periods(twin), periods(kept)) == ([("Kenanga", TODAY, None, True)], [("Melati", SINCE, None, True)])


def test_the_other_card_and_session_are_worth_nothing_but_her_phone_still_hands_in(
    client: Client, cast: Cast, kept: Kader
):
    tini = give_card(cast.tini)
    tini.sign_in(client)
    merge.merge(kept, cast.tini.person.kader, by=cast.dewi, now=NOW)
    assert client.get("/saya/").url.startswith("/masuk/")
    assert tini.sign_in(Client()).status_code == 200
    cast.tini.refresh_from_db()
    assert (cast.tini.is_active, cast.tini.pin) == (True, "")


def test_the_card_of_the_kept_one_goes_on(client: Client, cast: Cast, sari: Holder, gone: Kader):
    merge.merge(sari.user.person.kader, gone, by=cast.dewi, now=NOW)
    assert sari.sign_in(client).status_code == 302


def test_an_officers_account_is_not_shut_by_a_merge(cast: Cast, kept: Kader):
    Role.objects.create(user=cast.tini, kind="penilai", puskesmas=cast.balowerti, since=SINCE)
    with pytest.raises(UserError, match="akun petugas"):
        merge.merge(kept, cast.tini.person.kader, by=cast.dewi, now=NOW)
    merge.merge(cast.tini.person.kader, kept, by=cast.dewi, now=NOW)


@pytest.mark.parametrize("who", ["puji", "lastri", "rina", "yanti", "admin", "sari"])
def test_both_must_be_in_the_officers_reach(cast: Cast, kept: Kader, gone: Kader, who: str):
    with pytest.raises(UserError, match="wilayah Ibu/Bapak"):
        merge.merge(kept, gone, by=getattr(cast, who), now=NOW)
    assert not KaderMerge.objects.exists()


def test_taking_back_needs_the_places_of_both(cast: Cast, kept: Kader, gone: Kader):
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW, take_over=[])
    for who in (cast.puji, cast.lastri, cast.yanti):
        with pytest.raises(UserError, match="wilayah Ibu/Bapak"):
            merge.unmerge(made, by=who, now=LATER)
    merge.unmerge(made, by=cast.dewi, now=LATER)


def test_there_are_no_chains_and_no_circles(cast: Cast, kept: Kader, gone: Kader):
    tini = cast.tini.person.kader
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    for one, other in ((tini, kept), (gone, tini), (tini, gone), (gone, kept), (kept, kept)):
        with pytest.raises(UserError):
            merge.merge(one, other, by=cast.dewi, now=NOW)
    merge.merge(kept, tini, by=cast.dewi, now=NOW)  # a third row of the same person
    with pytest.raises(IntegrityError), transaction.atomic():
        Kader.objects.filter(pk=kept.pk).update(merged_into=kept)


def test_the_living_and_the_dead_are_not_made_one(cast: Cast, kept: Kader, gone: Kader):
    duty.die(gone, on=TODAY, now=NOW, by=cast.dewi)
    with pytest.raises(UserError, match="tercatat meninggal"):
        merge.merge(kept, gone, by=cast.dewi, now=NOW)


def test_the_merged_away_row_is_in_nobodys_reach(cast: Cast, kept: Kader, gone: Kader):
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    for rows in (scope.rows, scope.known):
        assert not rows(cast.dewi, Action.MANAGE_PEOPLE, Kader.objects.filter(pk=gone.pk), on=TODAY).exists()


def test_floors_above_and_the_audit_trail_learn_of_both(cast: Cast, kept: Kader, gone: Kader):
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert set(MergeChange.objects.values_list("kader_id", flat=True)) == {kept.pk, gone.pk}
    assert AuditEvent.objects.filter(act="kader_merged", actor=cast.dewi).count() == 2
    merge.unmerge(made, by=cast.dewi, now=LATER)
    assert AuditEvent.objects.filter(act="kader_unmerged", actor=cast.dewi).count() == 2
