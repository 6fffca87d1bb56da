"""What the database refuses of an event, its timetable, team, invitations and attendance."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments import attend, events
from assessments.models import Attendance, EventMember, EventSession, GroupRecord, Invitation, TrainingEvent
from lms.areas.errors import UserError
from modules.models import CompetencyGroup
from tests.assessments.factories import make_bank, make_quiz, passes
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.every_database  # constraints


@pytest.fixture
def event(cast: Cast) -> TrainingEvent:
    return held(cast, cohort=1)


def held(cast: Cast, **given) -> TrainingEvent:
    programme = CompetencyGroup.objects.first().programme if CompetencyGroup.objects.exists() else make_programme()
    groups = CompetencyGroup.objects.filter(programme=programme, key="B")
    whole = {"kind": "pelatihan", "title": "Angkatan", "kab": cast.kediri, "starts_on": TODAY}
    return events.create(programme=programme, groups=groups, **whole | given)


def refused(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_an_angkatan_is_counted_once_with_who_holds_it(cast: Cast, event: TrainingEvent):
    with pytest.raises(UserError, match="Angkatan 1 dari tahun itu sudah ada"):
        held(cast, cohort=1)
    assert held(cast, cohort=1, puskesmas=cast.balowerti).year == 2025
    assert held(cast, cohort=1, starts_on=TODAY + timedelta(days=60)).year == 2026
    assert held(cast).cohort is None
    where = {"kind": "pelatihan", "programme": event.programme, "kab": cast.kediri, "puskesmas": None}
    assert events.next_cohort(**where, year=2025) == 2


@pytest.mark.parametrize("changed", [{"capacity": 0}, {"cohort": 0}, {"status": "lain"}, {"ends_before": TODAY}])
def test_an_event_is_not_empty_backwards_or_in_no_state(event: TrainingEvent, changed: dict):
    refused(lambda: TrainingEvent.objects.filter(pk=event.pk).update(**changed))


def test_a_session_ends_after_it_starts_and_stands_once(event: TrainingEvent):
    session = {"event": event, "day": TODAY, "starts": time(8), "title": "Pembukaan"}
    refused(lambda: EventSession.objects.create(**session, ends=time(8)))
    EventSession.objects.create(**session, ends=time(9))
    refused(lambda: EventSession.objects.create(**session, ends=time(10)))


def test_the_team_is_somebody_once_a_duty_and_stations_are_for_penilai(cast: Cast, event: TrainingEvent):
    refused(lambda: EventMember.objects.create(event=event, duty="panitia"))
    EventMember.objects.create(event=event, user=cast.rina, duty="penilai")
    refused(lambda: EventMember.objects.create(event=event, user=cast.rina, duty="penilai"))
    EventMember.objects.create(event=event, user=cast.rina, duty="fasilitator")
    EventMember.objects.create(event=event, name="dr. Ratna", duty="narasumber")
    refused(lambda: EventMember.objects.create(event=event, name="dr. Ratna", duty="narasumber"))


def test_a_kader_is_invited_once(cast: Cast, event: TrainingEvent):
    hers = {"event": event, "kader": cast.sari.person.kader, "invited_at": NOW}
    refused(lambda: Invitation.objects.create(**hers, state="mungkin"))
    Invitation.objects.create(**hers, state="diundang")
    refused(lambda: Invitation.objects.create(**hers, state="menunggu"))


def test_a_kader_is_there_once_a_day_and_once_a_session(cast: Cast, event: TrainingEvent):
    session = EventSession.objects.create(event=event, day=TODAY, starts=time(8), ends=time(9), title="Pagi")
    hers = {"event": event, "kader": cast.sari.person.kader, "day": TODAY, "happened_at": NOW, "received_at": NOW}
    first = Attendance.objects.create(**hers)
    refused(lambda: Attendance.objects.create(**hers))
    Attendance.objects.create(**hers, session=session)
    refused(lambda: Attendance.objects.create(**hers, session=session))
    refused(lambda: Attendance.objects.create(**hers, present=False, supersedes=first))
    Attendance.objects.create(**hers, present=False, supersedes=first, reason="Salah orang")
    refused(lambda: Attendance.objects.create(**hers, supersedes=first, reason="Lagi"))
    assert [row.session for row in Attendance.objects.standing()] == [session]


def test_who_was_not_there_after_all_is_not_trained(cast: Cast, event: TrainingEvent):
    make_bank(event.programme)
    entry = attend.record(event, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW)
    passes(cast.sari, make_quiz(event.programme, "post_test"))
    trained = GroupRecord.objects.filter(trained_on__isnull=False)
    assert trained.get().group.key == "B"
    event.refresh_from_db()
    assert event.status == "berjalan"
    taken = attend.correct(entry, present=False, reason="Tertukar", by=cast.rina, now=NOW)
    assert not trained.exists()
    with pytest.raises(UserError, match="sudah dikoreksi"):
        attend.correct(entry, present=False, reason="Tertukar", by=cast.rina, now=NOW)
    attend.correct(taken, present=True, reason="Ternyata hadir", by=cast.dewi, now=NOW)
    assert trained.exists()


def test_only_who_works_there_corrects_and_says_why(cast: Cast, event: TrainingEvent):
    entry = attend.record(event, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW)
    for stranger in (cast.wulan, cast.yanti, cast.sari):
        with pytest.raises(UserError, match="wilayah"):
            attend.correct(entry, present=False, reason="x", by=stranger, now=NOW)
    with pytest.raises(UserError, match="alasan"):
        attend.correct(entry, present=False, reason=" ", by=cast.rina, now=NOW)
    other = EventSession(event=event, day=TODAY - timedelta(days=1))
    with pytest.raises(UserError, match="bukan sesi"):
        attend.record(event, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW, session=other)


def test_attendance_at_anothers_event_or_at_one_called_off_is_refused(cast: Cast, event: TrainingEvent):
    of_ngletih = held(cast, puskesmas=cast.puskesmas_ngletih)
    with pytest.raises(UserError, match="bukan kegiatan di wilayah"):
        attend.record(of_ngletih, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW)
    EventMember.objects.create(event=of_ngletih, user=cast.rina, duty="fasilitator")
    assert attend.record(of_ngletih, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW).recorded_by == cast.rina
    events.set_status(event, "batal", by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="dibatalkan"):
        attend.record(event, cast.sari.person.kader, day=TODAY, by=cast.rina, now=NOW)


def test_the_team_enters_whoever_is_invited(cast: Cast, event: TrainingEvent):
    with pytest.raises(UserError, match="tidak bertugas"):
        attend.record(event, cast.tini.person.kader, day=TODAY, by=cast.rina, now=NOW)
    EventMember.objects.create(event=event, user=cast.rina, duty="fasilitator")
    Invitation.objects.create(event=event, kader=cast.tini.person.kader, state="diundang", invited_at=NOW)
    assert attend.record(event, cast.tini.person.kader, day=TODAY, by=cast.rina, now=NOW).present
