"""The scanner of an event: whom it knows by her card, for whom it is, and what it leaves of a card on the phone."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import day_bundle, presence_letters
from assessments.day_parts import Asked
from assessments.models import EventSession, TrainingEvent
from lms.people import cards, devices
from lms.people.devices import profile_on
from lms.people.models import AuditEvent, Device, DeviceProfile
from tests.assessments import day as days
from tests.assessments.day import Day, signed_in
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


@pytest.fixture
def phone(client: Client, rina: DeviceProfile, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("lms.people.devices.here", lambda request: rina if request.user == rina.user else None)
    return signed_in(client, rina.user, monkeypatch)


def address(day: Day) -> str:
    return f"/kegiatan/{day.event.uuid}/hadir/pindai/"


def test_it_knows_the_invited_by_their_cards_and_no_card_by_what_opens_it(
    cast: Cast, day: Day, rina: DeviceProfile, phone: Client
):
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    page = phone.get(address(day)).content.decode()
    assert f'data-kader="{day.sari.uuid}" data-card="{issued.card.mark}" data-name="Sari Wahyuni"' in page
    assert page.count("data-kader=") == 1
    assert issued.token not in page
    assert not any(word in page for word in (issued.words, issued.card.token_digest))
    assert f'data-key="{devices.key_for(rina, presence_letters.purpose(day.event.uuid))}"' in page
    seen = AuditEvent.objects.latest("pk")
    assert (seen.count, seen.detail["list"]) == (1, "pindai")


def test_an_old_card_and_a_missing_one_name_nobody(cast: Cast, day: Day, phone: Client):
    assert f'data-kader="{day.sari.uuid}" data-card=""' in phone.get(address(day)).content.decode()
    old, new = (cards.issue(cast.sari.person, by=None, now=NOW).card for _ in range(2))
    page = phone.get(address(day)).content.decode()
    assert (old.mark in page, new.mark in page) == (False, True)


def test_its_choices_are_the_days_and_their_sessions(day: Day, phone: Client):
    one = EventSession.objects.create(event=day.event, day=TODAY, starts="08:00", ends="09:00", title="Pembukaan")
    page = phone.get(address(day)).content.decode()
    found = re.findall(r'<option value="([^"]*)">([^<]*)', page)
    assert found == [(f"{TODAY}|", "Sehari penuh"), (f"{TODAY}|{one.uuid}", "08.00–09.00 Pembukaan")]


def test_it_is_for_whoever_may_enter_there(cast: Cast, day: Day, client: Client, monkeypatch: pytest.MonkeyPatch):
    for user in (cast.wulan, cast.yanti, cast.sari):
        assert signed_in(client, user, monkeypatch).get(address(day)).status_code == 404
    assert client.get(f"/kegiatan/{uuid4()}/hadir/pindai/").status_code == 404
    page = signed_in(client, cast.puji, monkeypatch).get(address(day)).content.decode()  # no device of hers is known
    assert "HP ini belum dikenal" in page
    assert "data-key" not in page


def test_an_event_that_was_called_off_has_none(day: Day, phone: Client):
    link = f'href="{address(day)}"'
    assert link in phone.get(f"/kegiatan/{day.event.uuid}/hadir/").content.decode()
    TrainingEvent.objects.update(status=TrainingEvent.Status.CALLED_OFF)
    assert link not in phone.get(f"/kegiatan/{day.event.uuid}/hadir/").content.decode()
    assert phone.get(address(day)).status_code == 404


def test_the_list_of_a_day_carries_the_same_scanner(cast: Cast, day: Day, rina: DeviceProfile, phone: Client):
    cards.issue(cast.sari.person, by=None, now=NOW)
    whole = day_bundle.bundle(Asked(day.event, cast.rina, rina, TODAY), now=NOW)
    assert whole["presence"].strip() in phone.get(address(day)).content.decode()
    assert whole["keys"]["presence"] == devices.key_for(rina, presence_letters.purpose(day.event.uuid))
    puji = profile_on(rina.device, cast.puji, now=NOW)
    hers = day_bundle.bundle(Asked(day.event, cast.puji, puji, TODAY), now=NOW)
    assert ("stations" in hers, "Sari Wahyuni" in hers["presence"]) == (False, True)


def test_more_of_the_invited_cost_no_more_queries(cast: Cast, day: Day, phone: Client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            phone.get(address(day))
        return len(queries)

    asked()
    before = asked()
    for kader in (cast.tini.person.kader, cast.sosial.person.kader):
        days.invite(day.event, kader)
        cards.issue(kader.person, by=None, now=NOW)
    assert asked() == before <= 40
