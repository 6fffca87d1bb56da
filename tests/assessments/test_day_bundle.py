"""The list of a day for a phone: what the page would show, to whom it would show it, at a cost that does not grow."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import attend, day_bundle, visit, visit_letters
from assessments.day_parts import Asked
from assessments.models import TrainingEvent
from lms.people import devices, keyed
from lms.people.devices import profile_on
from lms.people.models import AuditEvent, Device, DeviceProfile
from tests.assessments import day as days
from tests.assessments.day import Day, signed_in
from tests.assessments.factories import make_bank, make_quiz, passes
from tests.cast import Cast
from tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day(cast: Cast) -> Day:
    return days.make(cast)


@pytest.fixture
def rina(cast: Cast) -> DeviceProfile:
    return profile_on(Device.objects.create(secret_digest="r", first_seen_at=NOW), cast.rina, now=NOW)


def listed(day: Day, rina: DeviceProfile) -> dict:
    return day_bundle.bundle(Asked(day.event, rina.user, rina, TODAY), now=NOW)


def at_her_phone(client: Client, rina: DeviceProfile, monkeypatch: pytest.MonkeyPatch) -> Client:
    signed_in(client, rina.user, monkeypatch)
    monkeypatch.setattr("lms.people.devices.here", lambda request: rina if request.user == rina.user else None)
    return client


def test_a_phone_takes_along_what_the_page_of_the_station_says(
    cast: Cast, day: Day, rina: DeviceProfile, client, monkeypatch
):
    whole = listed(day, rina)
    [station] = whole["stations"]
    page = at_her_phone(client, rina, monkeypatch).get(day.sheet).content.decode()
    steps = re.findall(r'name="langkah-[^"]+" value="[^"]+"[^>]*', page)
    assert steps == re.findall(r'name="langkah-[^"]+" value="[^"]+"[^>]*', station["sheet"])
    assert (station["people"], set(whole["people"])) == ([str(day.sari.uuid)], {str(day.sari.uuid)})
    said = whole["people"][str(day.sari.uuid)]
    assert "Sari Wahyuni" in said["part"]["b/meja-ukur"]["head"]
    assert "Sari" not in station["sheet"]
    assert "csrfmiddlewaretoken" not in station["sheet"]
    assert whole["keys"]["visit"] == devices.key_for(rina, visit_letters.purpose(day.event.uuid))


def test_two_items_of_her_own_test_are_the_same_as_on_the_page(
    cast: Cast, day: Day, rina: DeviceProfile, client, monkeypatch
):
    make_bank(day.programme)
    passes(cast.sari, make_quiz(day.programme))
    page = at_her_phone(client, rina, monkeypatch).get(day.sheet).content.decode()
    asked = listed(day, rina)["people"][str(day.sari.uuid)]["part"]["b/meja-ukur"]["asked"]
    assert "Dua soal untuk ditanyakan lisan" in asked
    assert asked.strip() in page


def test_who_was_seen_waits_no_more_and_a_second_look_is_for_another(
    cast: Cast, day: Day, rina: DeviceProfile, monkeypatch
):
    monkeypatch.setattr("assessments.fairness.is_drawn", lambda *args, **kwargs: True)
    visit.record(day.visit(), by=cast.rina, now=NOW)
    [station] = listed(day, rina)["stations"]
    assert (station["people"], station["again"], station["seen"]) == ([], [], [str(day.sari.uuid)])
    days.team(day.event, cast.wulan)
    whole = listed(day, profile_on(rina.device, cast.wulan, now=NOW))
    assert whole["stations"][0]["again"] == [str(day.sari.uuid)]
    assert "Penilaian kedua" in whole["people"][str(day.sari.uuid)]["part"]["b/meja-ukur"]["head"]


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast, day: Day, rina: DeviceProfile):
    counts = []
    for user in (None, cast.tini, cast.sosial):
        if user is not None:
            days.invite(day.event, user.person.kader)
            attend.record(day.event, user.person.kader, day=TODAY, by=cast.rina, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            listed(day, rina)
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert counts[0] == counts[1] == counts[2] <= 45


@pytest.mark.parametrize("who", ["sari", "wulan", "lastri"])
def test_a_foreign_event_is_not_found(cast: Cast, day: Day, client: Client, monkeypatch: pytest.MonkeyPatch, who: str):
    signed_in(client, getattr(cast, who), monkeypatch)
    assert client.get(f"/kegiatan/{day.event.uuid}/bekal/").status_code == 404
    assert client.get(f"/kegiatan/{uuid4()}/bekal/").status_code == 404


def test_only_a_known_phone_takes_it_and_nobody_keeps_it_in_between(day: Day, rina: DeviceProfile, client, monkeypatch):
    address = f"/kegiatan/{day.event.uuid}/bekal/"
    unknown = signed_in(client, rina.user, monkeypatch).get(address)
    assert (unknown.status_code, "belum dikenal" in unknown.json()["message"]) == (409, True)
    answer = at_her_phone(client, rina, monkeypatch).get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.json()["until"] == (NOW + day_bundle.LASTS).isoformat()


def test_taking_it_along_is_written_down_as_any_other_look_at_names(
    cast: Cast, day: Day, rina: DeviceProfile, client: Client, monkeypatch: pytest.MonkeyPatch
):
    days.invite(day.event, cast.tini.person.kader)
    at_her_phone(client, rina, monkeypatch).get(f"/kegiatan/{day.event.uuid}/bekal/")
    seen = AuditEvent.objects.latest("pk")
    assert (seen.act, seen.actor, seen.count) == ("list_seen", cast.rina, 2)
    assert seen.detail == {"list": "bekal", "event": str(day.event.uuid)}


def test_an_event_that_was_called_off_is_not_taken_along(day: Day, rina: DeviceProfile, client, monkeypatch):
    phone, address = at_her_phone(client, rina, monkeypatch), f"/kegiatan/{day.event.uuid}/bekal/"
    assert "data-take" in phone.get(day.url).content.decode()
    TrainingEvent.objects.update(status=TrainingEvent.Status.CALLED_OFF)
    assert "data-take" not in phone.get(day.url).content.decode()
    assert phone.get(address).status_code == 404
    assert not AuditEvent.objects.filter(detail__list="bekal").exists()


def test_who_only_takes_attendance_has_names_on_the_list_all_the_same(cast: Cast, day: Day, rina: DeviceProfile):
    puji = profile_on(rina.device, cast.puji, now=NOW)
    whole = day_bundle.bundle(Asked(day.event, cast.puji, puji, TODAY), now=NOW)
    assert ("stations" in whole, whole["people"]) == (False, {str(day.sari.uuid): {}})


def test_a_phone_that_was_reported_lost_is_told_to_let_go_of_it(cast: Cast, day: Day, client: Client):
    profile = devices.profile_on(Device.objects.create(secret_digest="x", first_seen_at=NOW), cast.rina, now=NOW)
    client.cookies[devices.cookie_name()] = "rahasia"
    Device.objects.filter(pk=profile.device_id).update(secret_digest=keyed.digest("device", "rahasia"))
    address = f"/kegiatan/{day.event.uuid}/bekal/"
    assert client.get(address).status_code == 302
    devices.revoke(profile.device, now=NOW)
    assert client.get(address).status_code == 410


def test_the_page_that_opens_it_is_the_same_for_everybody(client: Client, db: None):
    page = client.get("/hari-penilaian/").content.decode()
    assert "data-day" in page
    assert "csrf" not in page
    assert '"/hari-penilaian/"' in client.get("/sw.js").content.decode()
