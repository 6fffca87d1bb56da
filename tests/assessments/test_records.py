from datetime import UTC, date, datetime, timedelta

import pytest

from assessments import records
from assessments.models import CompetencyRecord, GroupRecord, ProgrammeRecord, RecordChange
from tests.assessments.factories import lacks_only_b3, skilled, trained
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme


def test_sari_with_24_of_25_is_trained_and_assessed_but_lacks_b3(cast: Cast):
    programme = lacks_only_b3(cast.sari)
    kader = cast.sari.person.kader
    assert CompetencyRecord.objects.filter(kader=kader, skilled_on=TODAY).count() == 24
    assert not CompetencyRecord.objects.filter(kader=kader, competency__key="B3").exists()
    whole = ProgrammeRecord.objects.get(kader=kader, programme=programme)
    assert (whole.trained_on, whole.assessed_on, whole.skilled_on) == (TODAY, TODAY, None)
    assert GroupRecord.objects.filter(kader=kader, skilled_on__isnull=False).count() == 4


def test_a_second_refresh_writes_nothing(cast: Cast):
    programme = lacks_only_b3(cast.sari)
    before = RecordChange.objects.count()
    assert records.refresh([cast.sari.person.kader.pk], programme=programme, now=NOW) == 0
    assert RecordChange.objects.count() == before
    assert records.differences(programme) == []


def test_every_rung_leaves_one_transition_with_the_place_she_served_in(cast: Cast):
    programme = make_programme()
    trained(cast.sari.person.kader, programme)
    changes = RecordChange.objects.filter(rung="dilatih")
    assert (changes.filter(group__isnull=False).count(), changes.filter(programme__isnull=False).count()) == (5, 1)
    assert {change.membership.posyandu for change in changes} == {cast.melati}
    assert {(change.was, change.now) for change in changes} == {(None, TODAY)}


def test_a_day_is_the_day_on_her_own_clock(cast: Cast):
    cast.semampir.time_zone = "Asia/Jayapura"
    cast.semampir.save()
    programme = make_programme()
    trained(cast.sari.person.kader, programme, at=datetime(2025, 11, 20, 16, 30, tzinfo=UTC))
    trained(cast.tini.person.kader, programme, at=datetime(2025, 11, 20, 16, 30, tzinfo=UTC))
    days = dict(ProgrammeRecord.objects.values_list("kader_id", "trained_on"))
    assert days == {cast.sari.person.kader.pk: date(2025, 11, 21), cast.tini.person.kader.pk: date(2025, 11, 20)}


def test_records_dropped_by_hand_come_back_the_same(cast: Cast):
    programme = lacks_only_b3(cast.sari)
    before = list(CompetencyRecord.objects.order_by("competency").values_list("competency", "skilled_on"))
    CompetencyRecord.objects.all().delete()
    assert len(records.differences(programme)) == 24
    assert records.rebuild(programme=programme, now=NOW) == 48
    assert list(CompetencyRecord.objects.order_by("competency").values_list("competency", "skilled_on")) == before


def test_refresh_asks_the_same_of_the_database_for_one_kader_and_for_many(cast: Cast, django_assert_num_queries):
    programme = make_programme()
    for user in (cast.sari, cast.tini):
        trained(user.person.kader, programme, at=NOW - timedelta(days=3))
        skilled(user.person.kader, programme)
    kader_ids = [user.person.kader.pk for user in (cast.sari, cast.tini, cast.sosial)]
    # plan 2; savepoint 2; lock 1; evidence 4 (events only where she attended one); stored 3
    for some in (kader_ids[:1], kader_ids):
        with django_assert_num_queries(14):
            records.refresh(some, programme=programme, now=NOW)


@pytest.mark.django_db
def test_no_kader_no_work():
    assert records.refresh([], programme=make_programme(), now=NOW) == 0
