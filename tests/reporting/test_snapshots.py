"""What a board said at the end of a day is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.reporting import tasks
from lms.reporting.fold import fold
from lms.reporting.models import Snapshot, SnapshotRun
from lms.reporting.rebuild import rebuild
from lms.reporting.snapshots import take
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW, make_programme
from tests.reporting import factories as make

YESTERDAY = date(2025, 11, 23)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    rebuild(programme=programme, now=NOW)
    return programme


def test_areas_and_puskesmas_get_one_for_the_day_just_ended_but_no_posyandu(cast: Cast, programme: Programme):
    assert take(now=NOW) == 9
    assert Snapshot.objects.get(place="35.71").figures == {"kader": 2}
    assert set(Snapshot.objects.values_list("day", flat=True)) == {YESTERDAY}
    assert not Snapshot.objects.filter(place__startswith="p:").exists()


def test_a_day_is_taken_once(cast: Cast, programme: Programme):
    take(now=NOW)
    assert take(now=NOW + timedelta(hours=1)) == 0


def test_only_places_whose_figures_changed_get_another(cast: Cast, programme: Programme):
    take(now=NOW)
    make.train(cast.sari.person.kader, programme, date(2025, 3, 1))
    fold(now=NOW)
    assert take(now=TOMORROW) == 6
    assert not Snapshot.objects.filter(place="35.71.03", day=date(2025, 11, 24)).exists()


def test_late_evidence_does_not_change_what_was_said(cast: Cast, programme: Programme):
    take(now=NOW)
    make.train(cast.sari.person.kader, programme, date(2025, 3, 1))
    fold(now=NOW)
    assert "trained" not in Snapshot.objects.get(place="35.71", day=YESTERDAY).figures
    assert make.figure("35.71", "trained", YESTERDAY) == 1


def test_the_day_ends_earlier_in_the_east(cast: Cast, programme: Programme):
    take(now=datetime(2025, 11, 24, 15, 30, tzinfo=UTC))  # 22.30 WIB, 00.30 WIT of the 25th
    runs = dict(SnapshotRun.objects.values_list("time_zone", "day"))
    assert runs["Asia/Jakarta"] == YESTERDAY
    assert runs["Asia/Jayapura"] == date(2025, 11, 24)


def test_the_tasks_of_beat_do_the_same(cast: Cast, programme: Programme):
    make.train(cast.sari.person.kader, programme, date(2025, 3, 1))
    assert tasks.fold.delay().get() == 1
    assert tasks.snapshot.delay().get() == 9
