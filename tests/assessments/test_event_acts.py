"""Inviting, the waiting list, the timetable and the team of an event."""

from datetime import date, time, timedelta

import pytest

from assessments import attend, event_roll, events, invite, needs, team, timetable
from assessments.models import EventSession, Invitation, TrainingEvent
from assessments.needs import Wish
from assessments.timetable import Line
from lms.areas.errors import UserError
from lms.people.models import Kader, Membership, Person
from modules.models import CompetencyGroup, Programme
from tests.assessments.factories import trained
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme()


@pytest.fixture
def event(cast: Cast, programme: Programme) -> TrainingEvent:
    return held(cast, programme, capacity=2)


def held(cast: Cast, programme: Programme, **given) -> TrainingEvent:
    whole = {"kind": "pelatihan", "title": "Angkatan 1", "starts_on": TODAY, "groups": programme.groups.all()}
    return events.create(programme=programme, kab=cast.kediri, **whole | given)


def people(cast: Cast, *names: str) -> list[int]:
    made = [Kader.objects.create(person=Person.objects.create(name=name)) for name in names]
    for one in made:
        Membership.objects.create(kader=one, posyandu=cast.melati, field="kesehatan", since=date(2024, 1, 1))
    return [one.pk for one in made]


def states(event: TrainingEvent) -> dict[str, str]:
    rows = Invitation.objects.filter(event=event)
    return dict(rows.values_list("kader__person__name", "state"))


def proposed(event: TrainingEvent, user, **wish: str) -> list[tuple[str, bool]]:
    page = needs.candidates(event, user, Wish(**wish), page="1", on=TODAY)
    return [(one.guest.name, one.missed) for one in page.object_list]


def test_who_is_one_too_many_waits_and_moves_up(cast: Cast, event: TrainingEvent):
    ids = people(cast, "Ani", "Beti", "Citra")
    assert invite.invite_many(event, ids, by=cast.dewi, now=NOW) == invite.Placed(2, 1)
    assert invite.invite_many(event, ids, by=cast.dewi, now=NOW) == invite.Placed(0, 0)
    assert invite.withdraw(event, ids[:1], why="Sakit", by=cast.dewi, now=NOW) == 1
    assert states(event) == {"Ani": "batal", "Beti": "diundang", "Citra": "diundang"}
    later = NOW + timedelta(hours=1)
    assert invite.invite_many(event, ids[:1], by=cast.dewi, now=later) == invite.Placed(0, 1)


def test_nobody_gets_a_place_at_an_event_that_is_over(cast: Cast, event: TrainingEvent):
    ids = people(cast, "Ani", "Beti", "Citra")
    invite.invite_many(event, ids, by=cast.dewi, now=NOW)
    TrainingEvent.objects.update(status=TrainingEvent.Status.DONE)
    assert invite.withdraw(event, ids[:1], why="Salah catat", by=cast.dewi, now=NOW) == 0
    assert states(event) == {"Ani": "batal", "Beti": "diundang", "Citra": "menunggu"}


def test_more_places_let_the_waiting_in(cast: Cast, event: TrainingEvent):
    ids = people(cast, "Ani", "Beti", "Citra")
    invite.invite_many(event, ids, by=cast.dewi, now=NOW)
    facts = events.Facts("Angkatan 1", tuple(event.groups.all()), TODAY, days=1, capacity=3)
    events.change(event, facts, by=cast.dewi, now=NOW)
    assert set(states(event).values()) == {"diundang"}


def test_nobody_invites_to_anothers_event_or_anothers_kader(cast: Cast, programme: Programme, event: TrainingEvent):
    of_balowerti = held(cast, programme, puskesmas=cast.balowerti)
    sari, tini = cast.sari.person.kader.pk, cast.tini.person.kader.pk
    for stranger in (cast.yanti, cast.rina, cast.sari):
        with pytest.raises(UserError, match="bukan kegiatan kantor"):
            invite.invite_many(event, [sari], by=stranger, now=NOW)
    with pytest.raises(UserError, match="tidak bertugas"):
        invite.invite_many(of_balowerti, [sari, tini], by=cast.puji, now=NOW)
    assert invite.invite_many(of_balowerti, [sari], by=cast.rina, now=NOW).invited == 1
    events.set_status(of_balowerti, "batal", by=cast.puji, now=NOW)
    with pytest.raises(UserError, match="dibatalkan"):
        invite.invite_many(of_balowerti, [sari], by=cast.puji, now=NOW)


def test_the_proposal_is_who_lacks_it_and_last_times_absent_first(cast: Cast, programme: Programme):
    past = held(cast, programme, starts_on=TODAY - timedelta(days=30))
    ani, beti = people(cast, "Ani", "Beti")
    invite.invite_many(past, [beti], by=cast.dewi, now=NOW - timedelta(days=31))
    event = held(cast, programme, title="Angkatan 2")
    trained(cast.sari.person.kader, programme, groups="ABCD")
    assert proposed(event, cast.dewi) == [
        ("Beti", True),
        ("Ani", False),
        ("Sari Wahyuni", False),
        ("Tini Astuti", False),
    ]
    trained(cast.sari.person.kader, programme, groups="E")
    assert [name for name, _ in proposed(event, cast.puji)] == ["Beti", "Ani"]
    assert [name for name, _ in proposed(event, cast.dewi, need="g-A", desa=cast.ngletih.code)] == ["Tini Astuti"]
    assert proposed(event, cast.yanti) == []
    invite.invite_many(event, [ani], by=cast.dewi, now=NOW)
    assert [name for name, _ in proposed(event, cast.puji, need="semua")] == ["Beti", "Sari Wahyuni"]


def test_for_an_assessment_day_those_are_proposed_who_are_trained(cast: Cast, programme: Programme):
    event = held(cast, programme, kind="penilaian")
    assert proposed(event, cast.dewi) == []
    trained(cast.sari.person.kader, programme, groups="B")
    assert proposed(event, cast.dewi) == [("Sari Wahyuni", False)]
    assert len(proposed(event, cast.dewi, need="k-B3")) == 2


def test_who_was_invited_and_never_there_comes_later(cast: Cast, event: TrainingEvent):
    ani, beti = people(cast, "Ani", "Beti")
    invite.invite_many(event, [ani, beti], by=cast.dewi, now=NOW)
    attend.record_many(event, [ani, cast.sari.person.kader.pk], day=TODAY, by=cast.dewi, now=NOW)
    assert [row.kader_id for row in event_roll.absent(event)] == [beti]
    assert event_roll.walk_ins(event) == 1
    found = [(guest.name, guest.state, guest.place) for guest in event_roll.guests(event)]
    where = "Posyandu Melati, Semampir"
    assert found == [("Ani", "diundang", where), ("Beti", "diundang", where), ("Sari Wahyuni", "", where)]


def test_a_session_lies_within_the_event(cast: Cast, event: TrainingEvent):
    line = Line(TODAY, time(8), time(9), "Pembukaan")
    session = timetable.put(event, line, by=cast.dewi, now=NOW)
    for broken, words in (
        (Line(TODAY + timedelta(days=1), time(8), time(9), "Besok"), "bukan hari kegiatan"),
        (Line(TODAY, time(9), time(9), "Kosong"), "sebelum mulai"),
        (line, "sudah ada"),
    ):
        with pytest.raises(UserError, match=words):
            timetable.put(event, broken, by=cast.dewi, now=NOW)
    moved = events.Facts("x", tuple(event.groups.all()), TODAY - timedelta(days=1), 1)
    with pytest.raises(UserError, match="Jadwal memuat"):
        events.change(event, moved, by=cast.dewi, now=NOW)
    attend.record(event, cast.sari.person.kader, day=TODAY, session=session, by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="sudah dicatat"):
        timetable.remove(session, by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="bukan kegiatan kantor"):
        timetable.remove(session, by=cast.puji, now=NOW)


def test_the_proposed_timetable_teaches_every_group_once(cast: Cast, programme: Programme):
    event = held(cast, programme, days=3)
    assert timetable.fill(event, by=cast.dewi, now=NOW) == 18
    taught = [group.key for row in event.sessions.order_by("day", "starts") for group in row.groups.order_by("key")]
    assert sorted(set(taught)) == list("ABCDE")
    assert taught == sorted(taught)
    assert timetable.fill(event, by=cast.dewi, now=NOW) == 0


def test_the_team_is_of_the_kab_or_a_name_and_its_double_duty_is_only_said(cast: Cast, event: TrainingEvent):
    team.add(event, duty="fasilitator", user=cast.rina, by=cast.dewi, now=NOW)
    team.add(event, duty="penilai", user=cast.rina, by=cast.dewi, now=NOW)
    team.add(event, duty="narasumber", name="dr. Ratna", nip="19800101 200501 2 001", by=cast.dewi, now=NOW)
    assert team.train_and_assess(event.members.all()) == ["Rina"]
    for given, words in (
        ({"user": cast.yanti}, "tidak bertugas"),
        ({"name": " "}, "tulis namanya"),
        ({"name": "Ani", "nip": "12"}, "18 angka"),
        ({"name": "dr. Ratna"}, "sudah ada"),
    ):
        with pytest.raises(UserError, match=words):
            team.add(event, duty="narasumber", by=cast.dewi, now=NOW, **given)
    with pytest.raises(UserError, match="bukan kegiatan kantor"):
        team.remove(event.members.first(), by=cast.rina, now=NOW)


def test_an_event_is_begun_closed_and_called_off_by_who_plans_it(cast: Cast, event: TrainingEvent):
    with pytest.raises(UserError, match="bukan kegiatan kantor"):
        events.set_status(event, "batal", by=cast.puji, now=NOW)
    events.set_status(event, "berjalan", by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="sudah lain"):
        events.set_status(event, "batal", by=cast.dewi, now=NOW)
    events.set_status(event, "selesai", by=cast.dewi, now=NOW)
    assert TrainingEvent.objects.get().status == "selesai"


def test_a_group_that_is_taken_off_trains_nobody_any_more(cast: Cast, programme: Programme, event: TrainingEvent):
    attend.record(event, cast.sari.person.kader, day=TODAY, by=cast.dewi, now=NOW)
    only_a = tuple(CompetencyGroup.objects.filter(programme=programme, key="A"))
    events.change(event, events.Facts("x", only_a, TODAY, days=2), by=cast.dewi, now=NOW)
    assert [group.key for group in event.groups.all()] == ["A"]
    moved = events.Facts("x", only_a, TODAY + timedelta(days=1), days=1)
    with pytest.raises(UserError, match="Sudah ada kehadiran"):
        events.change(event, moved, by=cast.dewi, now=NOW)
    assert EventSession.objects.count() == 0
