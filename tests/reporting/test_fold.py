"""What changed for a kader reaches the tallies: once, whatever the order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.people.merge import merge
from lms.people.models import Kader, Membership
from lms.reporting import inbox
from lms.reporting.fold import fold
from lms.reporting.models import FoldMark, Inbox, Tally
from lms.reporting.rebuild import rebuild
from modules.models import Programme
from tests.assessments.factories import trained as train
from tests.cast import Cast
from tests.factories import NOW, make_programme
from tests.reporting import factories as make
from tests.reporting.factories import figure, state

MARCH = date(2025, 3, 1)
JUNE = date(2025, 6, 1)
YESTERDAY = date(2025, 11, 23)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    make.stage(programme)
    return programme


@pytest.fixture
def sari(cast: Cast) -> Kader:
    return cast.sari.person.kader


def test_a_trained_kader_counts_in_every_place_above_her(cast: Cast, programme: Programme, sari: Kader):
    make.train(sari, programme, MARCH)
    assert fold(now=NOW) == 1
    places = [f"p:{cast.melati.pk}", "35.71.02.1001", "35.71.02", "35.71", "35", "", f"k:{cast.balowerti.pk}"]
    assert [figure(place, "trained") for place in places] == [1] * 7
    assert figure("35.71", "trained", MARCH - timedelta(days=1)) == 0


def test_a_kader_of_another_bidang_stands_in_no_denominator(cast: Cast, programme: Programme):
    make.train(cast.sosial.person.kader, programme, MARCH)
    fold(now=NOW)
    assert not Tally.objects.exists()


def test_nothing_due_costs_two_queries_and_no_write(cast: Cast, programme: Programme, sari: Kader):
    make.train(sari, programme, MARCH)
    fold(now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert fold(now=NOW) == 0
    assert len(queries) == 2
    assert all(query["sql"].lstrip("( ").startswith("SELECT") for query in queries)


def test_a_chunk_of_two_hundred_kader_costs_hardly_more_queries_than_three(cast: Cast, programme: Programme):
    fold(now=NOW)
    counts = []
    for many in (1, 3, 200):
        for one in make.enrol(cast.melati, many, name=f"Kader {many}"):
            make.changed(one, programme, MARCH)
        with CaptureQueriesContext(connection) as queries:
            assert fold(now=NOW) == many
        counts.append(len(queries))
    assert counts[1] <= counts[2] <= 32  # SQLite takes long inserts in batches


def test_folding_twice_and_in_any_order_gives_what_a_rebuild_gives(cast: Cast, programme: Programme, sari: Kader):
    tini = cast.tini.person.kader
    make.skill(tini, programme, "B", JUNE)
    fold(now=NOW)
    make.train(sari, programme, JUNE)
    make.train(tini, programme, MARCH)
    fold(now=NOW)
    make.train(sari, programme, MARCH)  # the late evidence that came last happened first
    Inbox.objects.update(folded_at=None)
    fold(now=NOW)
    folded = state()
    assert rebuild(programme=programme, now=NOW) == 2
    assert state() == folded


def test_moving_takes_a_kader_and_her_rungs_along(cast: Cast, programme: Programme, sari: Kader):
    make.train(sari, programme, MARCH)
    fold(now=NOW)
    old = Membership.objects.get(kader=sari)
    Membership.objects.filter(pk=old.pk).update(until=JUNE)
    new = Membership.objects.create(kader=sari, posyandu=cast.kenanga, field="kesehatan", since=JUNE)
    make.moved(sari, left=old, joined=new, on=JUNE)
    fold(now=NOW)
    assert figure("35.71.02.1001", "trained", JUNE - timedelta(days=1)) == 1
    assert (figure("35.71.02.1001", "trained"), figure("35.71.03.1010", "trained")) == (0, 1)
    assert figure("35.71", "trained") == 1


def test_a_kader_who_left_counts_nowhere_from_that_day(cast: Cast, programme: Programme, sari: Kader):
    make.train(sari, programme, MARCH)
    Membership.objects.filter(kader=sari).update(until=JUNE)
    fold(now=NOW)
    assert figure("35.71", "kader", JUNE - timedelta(days=1)) == 1
    assert figure("35.71", "kader", JUNE) == figure("35.71", "trained", JUNE) == 0


def test_two_memberships_and_a_merged_twin_are_one_kader(cast: Cast, programme: Programme, sari: Kader):
    Membership.objects.create(kader=sari, posyandu=cast.kenanga, field="kesehatan", since=MARCH, primary=False)
    twin = make.enrol(cast.kenanga, 1)[0]
    for one in (sari, twin):
        train(one, programme, at=datetime(2025, 3, 1, 5, tzinfo=UTC))
    merge(sari, twin, by=cast.dewi, now=NOW)
    fold(now=NOW)
    assert figure("35.71", "kader") == figure("35.71", "trained") == 1
    assert figure("35.71", "kader", YESTERDAY) == figure("35.71", "trained", YESTERDAY) == 2


def test_a_posyandu_is_ready_while_one_of_its_kader_is_skilled_in_the_group(
    cast: Cast, programme: Programme, sari: Kader
):
    make.skill(sari, programme, "C", MARCH)
    make.skill(make.enrol(cast.melati, 1)[0], programme, "C", JUNE)
    fold(now=NOW)
    assert figure("35.71", "group:C:skilled") == 2
    assert figure("35.71", "ready:C") == 1
    Membership.objects.update(until=date(2025, 9, 1))
    for one in Kader.objects.all():
        make.changed(one, programme, JUNE)
    fold(now=NOW)
    assert (figure("35.71", "ready:C", JUNE), figure("35.71", "ready:C")) == (1, 0)


def test_a_posyandu_is_ready_for_all_stages_only_with_every_group(cast: Cast, programme: Programme, sari: Kader):
    for day, group in enumerate("BCD", 1):
        make.skill(sari, programme, group, date(2025, 3, day))
    fold(now=NOW)
    assert figure("35.71", "ready") == 0
    make.skill(make.enrol(cast.melati, 1)[0], programme, "E", JUNE)
    fold(now=NOW)
    assert (figure("35.71", "ready", JUNE - timedelta(days=1)), figure("35.71", "ready")) == (0, 1)


def test_the_highest_award_in_force_is_the_level(cast: Cast, programme: Programme, sari: Kader):
    levels = make.make_levels(programme)
    make.award(sari, levels["purwa"], cast.dewi, MARCH)
    make.award(sari, levels["madya"], cast.dewi, JUNE, revoked_on=date(2025, 9, 1))
    make.changed(sari, programme, MARCH)
    fold(now=NOW)
    held = [(figure("35.71", "level:purwa", day), figure("35.71", "level:madya", day)) for day in (MARCH, JUNE)]
    assert held == [(1, 0), (0, 1)]
    assert (figure("35.71", "level:purwa"), figure("35.71", "level:madya")) == (1, 0)


def test_a_posyandu_that_moved_to_another_area_is_taken_away_from_the_old_one(
    cast: Cast, programme: Programme, sari: Kader
):
    make.skill(sari, programme, "C", MARCH)
    make.changed(cast.tini.person.kader, programme, MARCH)
    fold(now=NOW)
    cast.melati.desa = cast.ngletih
    cast.melati.save()
    make.changed(sari, programme, MARCH)
    fold(now=NOW)
    folded = state()
    assert (figure("35.71.02.1001", "kader"), figure("35.71.03.1010", "kader")) == (0, 2)
    rebuild(programme=programme, now=NOW)
    assert state() == folded


def test_a_change_that_becomes_visible_late_is_still_found(cast: Cast, programme: Programme, sari: Kader):
    late = make.changed(sari, programme, MARCH)
    type(late).objects.filter(pk=late.pk).delete()
    make.changed(cast.tini.person.kader, programme, MARCH)
    fold(now=NOW)
    late.save(force_insert=True)  # a lower id, committed after a higher one was folded
    assert fold(now=NOW) == 1
    assert figure("35.71", "kader") == 2


def test_old_rows_leave_the_inbox_and_are_not_folded_again(cast: Cast, programme: Programme, sari: Kader):
    old = make.changed(sari, programme, MARCH)
    fold(now=NOW)
    make.changed(sari, programme, MARCH)
    fold(now=NOW + 2 * inbox.LOOK_BACK)
    assert Inbox.objects.count() == 1
    assert FoldMark.objects.get().record_floor == old.pk
    assert fold(now=NOW + 3 * inbox.LOOK_BACK) == 0


def test_a_failing_chunk_leaves_its_rows_due(cast: Cast, programme: Programme, sari: Kader, monkeypatch):
    make.train(sari, programme, MARCH)
    with monkeypatch.context() as patch:
        patch.setattr("lms.reporting.ledger.Tally.objects", None)
        with pytest.raises(AttributeError):
            fold(now=NOW)
    assert not Tally.objects.exists()
    assert inbox.late(since=NOW + timedelta(minutes=1)) == 1
    assert fold(now=NOW) == 1
    assert figure("35.71", "trained") == 1


def test_a_second_folder_leaves_everything_to_the_first(cast: Cast, programme: Programme, sari: Kader, monkeypatch):
    make.train(sari, programme, MARCH)
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "lock", lambda: None)  # what PostgreSQL answers while another one holds the row
        assert fold(now=NOW) == 0
        assert inbox.prune(now=NOW) == 0
    assert fold(now=NOW) == 1
    assert figure("35.71", "trained") == 1
