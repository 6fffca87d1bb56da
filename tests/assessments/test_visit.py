"""One visit at a station: an observation for each of its forms, all or none, once."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from assessments import visit
from assessments.models import CompetencyRecord, EventMember, Observation, SecondLook
from assessments.visit import Filled, SeenError
from lms.areas.errors import UserError
from lms.people.models import Role
from tests.assessments import day as days
from tests.assessments.day import Day
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY


@pytest.fixture
def day(cast: Cast) -> Day:
    return days.make(cast)


def test_one_visit_is_one_observation_a_form(cast: Cast, day: Day):
    kept = visit.record(day.visit(missed={"b4.lila": "belum"}, note="Tenang."), by=cast.rina, now=NOW)
    assert [(one.competency.key, one.skilled, one.mode) for one in kept] == [("B3", True, "pos"), ("B4", False, "pos")]
    assert {(one.event, one.station, one.note) for one in kept} == {(day.event, day.station, "Tenang.")}
    assert CompetencyRecord.objects.get(competency__key="B3").observed_skilled_on == TODAY


def test_a_visit_sent_twice_is_one(cast: Cast, day: Day):
    seen = day.visit()
    first, again = (visit.record(seen, by=cast.rina, now=NOW + timedelta(seconds=s)) for s in (0, 9))
    assert first == again
    assert Observation.objects.count() == 2


def test_nothing_is_kept_of_a_visit_with_one_broken_form(cast: Cast, day: Day):
    whole = day.visit()
    broken = replace(whole, forms=[whole.forms[0], Filled(whole.forms[1].version, {"lila": "benar"})])
    with pytest.raises(UserError, match="Setiap langkah"):
        visit.record(broken, by=cast.rina, now=NOW)
    assert not Observation.objects.exists()


def test_a_colleague_who_was_there_meanwhile_is_told_of(cast: Cast, day: Day):
    first = visit.record(day.visit(), by=cast.rina, now=NOW)
    with pytest.raises(SeenError, match="oleh Rina") as told:
        visit.record(day.visit(missed={"b3.catat": "belum"}), by=cast.rina, now=NOW)
    assert set(told.value.by_others) == set(first)
    corrects = frozenset(one.pk for one in first)
    correction = day.visit(missed={"b3.lila": "belum"}, corrects=corrects, reason="salah tekan")
    assert not visit.record(correction, by=cast.rina, now=NOW)[0].skilled
    assert visit.record(correction, by=cast.rina, now=NOW), "sent twice it is one correction"
    assert Observation.objects.filter(superseded_by__isnull=True).count() == 2


def test_a_phone_without_a_line_keeps_what_it_saw_beside_the_other(cast: Cast, day: Day):
    visit.record(day.visit(), by=cast.rina, now=NOW)
    visit.record(day.visit(missed={"b3.lila": "belum"}, beside=True), by=cast.rina, now=NOW)
    assert CompetencyRecord.objects.get(competency__key="B3").observed_skilled_on == TODAY
    assert Observation.objects.count() == 4


@pytest.mark.parametrize("who", ["wulan", "puji", "dewi", "yanti", "sari", "tini"])
def test_whoever_does_not_assess_at_the_event_keeps_nothing(cast: Cast, day: Day, who: str):
    with pytest.raises(UserError, match="Belum disimpan"):
        visit.record(day.visit(), by=getattr(cast, who), now=NOW)
    assert not Observation.objects.exists()


def test_an_expired_role_and_a_foreign_kader_are_refused(cast: Cast, day: Day):
    with pytest.raises(UserError, match="wilayah"):
        visit.record(day.visit(kader=cast.tini.person.kader), by=cast.rina, now=NOW)
    Role.objects.filter(user=cast.rina).update(until=TODAY)
    with pytest.raises(UserError, match="tidak bertugas menilai"):
        visit.record(day.visit(), by=cast.rina, now=NOW)
    earlier = day.visit(happened_at=NOW - timedelta(days=1))
    with pytest.raises(UserError, match="bukan hari kegiatan"):
        visit.record(earlier, by=cast.rina, now=NOW)
    assert not Observation.objects.exists()


def test_the_team_assesses_whoever_is_invited_also_of_another_puskesmas(cast: Cast, day: Day):
    days.invite(day.event, cast.tini.person.kader)
    assert visit.record(day.visit(kader=cast.tini.person.kader), by=cast.rina, now=NOW)
    EventMember.objects.all().delete()
    with pytest.raises(UserError, match="wilayah"):
        visit.record(day.visit(id=uuid4(), kader=cast.tini.person.kader, beside=True), by=cast.rina, now=NOW)


def test_nobody_assesses_herself(cast: Cast, day: Day):
    Role.objects.create(user=cast.sari, kind="penilai", puskesmas=cast.balowerti, since=SINCE)
    with pytest.raises(UserError, match="diri sendiri"):
        visit.record(day.visit(), by=cast.sari, now=NOW)


def test_a_form_of_another_station_is_refused(cast: Cast, day: Day):
    day.station.instruments.remove(day.versions[1].instrument)
    whole = day.visit()
    day.station.instruments.clear()
    with pytest.raises(UserError, match="bukan formulir pos ini"):
        visit.record(whole, by=cast.rina, now=NOW)


def test_the_lot_falls_on_a_visit_once(cast: Cast, day: Day, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assessments.fairness.is_drawn", lambda *args, **kwargs: True)
    visit.record(day.visit(), by=cast.rina, now=NOW)
    drawn = SecondLook.objects.get()
    assert (drawn.kader, drawn.station, drawn.first) == (day.sari, day.station, cast.rina)
    visit.record(day.visit(beside=True), by=cast.rina, now=NOW)
    assert SecondLook.objects.count() == 1
