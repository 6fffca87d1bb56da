from datetime import date, timedelta

import pytest

from assessments import attend, events
from assessments.models import Attendance, GroupRecord
from assessments.models.evidence import AppendOnlyError
from lms.areas.errors import UserError
from modules.models import CompetencyGroup
from tests.assessments.factories import make_bank, make_quiz, passes
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

FIRST = TODAY - timedelta(days=2)


@pytest.fixture
def programme(cast: Cast):
    programme = make_programme()
    make_bank(programme)
    return programme


@pytest.fixture
def training(cast: Cast, programme):
    return events.create(
        kind="pelatihan",
        title="Angkatan 1",
        programme=programme,
        groups=CompetencyGroup.objects.filter(programme=programme, key__in="AB"),
        kab=cast.kediri,
        starts_on=FIRST,
        days=3,
        capacity=125,
        funding="bok",
    )


def be_there(cast: Cast, training, *days: date) -> None:
    for day in days:
        attend.record(training, cast.sari.person.kader, day=day, by=cast.rina, now=NOW)


def test_three_days_and_the_post_test_make_a_group_trained(cast: Cast, programme, training):
    be_there(cast, training, FIRST, FIRST + timedelta(days=1), TODAY)
    assert not GroupRecord.objects.filter(trained_on__isnull=False).exists()
    passes(cast.sari, make_quiz(programme, "post_test"))
    trained = GroupRecord.objects.get(trained_on__isnull=False)
    assert (trained.group.key, trained.trained_on) == ("B", TODAY)


def test_a_missed_day_does_not_count_as_trained(cast: Cast, programme, training):
    be_there(cast, training, FIRST, TODAY)
    passes(cast.sari, make_quiz(programme, "post_test"))
    assert not GroupRecord.objects.filter(trained_on__isnull=False).exists()


def test_an_assessment_day_trains_nobody(cast: Cast, programme):
    groups = CompetencyGroup.objects.filter(programme=programme)
    day = events.create(
        kind="penilaian", title="Penilaian", programme=programme, groups=groups, kab=cast.kediri, starts_on=TODAY
    )
    be_there(cast, day, TODAY)
    passes(cast.sari, make_quiz(programme, "post_test"))
    assert not GroupRecord.objects.filter(trained_on__isnull=False).exists()


def test_a_second_entry_of_the_same_day_is_the_first(cast: Cast, training):
    be_there(cast, training, FIRST, FIRST)
    assert Attendance.objects.count() == 1
    with pytest.raises(AppendOnlyError):
        Attendance.objects.get().delete()


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_day_outside_the_event_is_refused(cast: Cast, training, day: date):
    with pytest.raises(UserError, match="bukan hari kegiatan"):
        be_there(cast, training, day)


def test_a_day_to_come_is_refused(cast: Cast, training):
    with pytest.raises(UserError, match="belum tiba"):
        attend.record(training, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW - timedelta(days=1))


def test_wulan_of_another_puskesmas_enters_nobody_of_the_list(cast: Cast, training):
    both = [cast.sari.person.kader.pk, cast.tini.person.kader.pk]
    with pytest.raises(UserError, match="Belum ada yang dicatat"):
        attend.record_many(training, both, day=TODAY, by=cast.wulan, now=NOW)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("broken", [{"groups": []}, {"days": 0}])
def test_an_event_needs_a_group_and_a_day(cast: Cast, programme, broken: dict):
    given = {"groups": CompetencyGroup.objects.all(), "days": 1} | broken
    with pytest.raises(UserError, match="paling sedikit satu kelompok"):
        events.create(kind="bimtek", title="x", programme=programme, kab=cast.kediri, starts_on=TODAY, **given)
