"""The QR to the tests of an event: handed out by who works there, opened by who is on its list."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments import attend, event_door
from assessments.models import Invitation, Quiz, TrainingEvent
from modules.models import Programme
from tests.assessments.factories import make_bank, make_quiz, passes
from tests.assessments.test_event_pages import held, invited, text
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme


@pytest.fixture(autouse=True)
def _on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(cast: Cast) -> Programme:
    made = make_programme()
    make_bank(made)
    return made


@pytest.fixture
def event(cast: Cast, programme: Programme) -> TrainingEvent:
    return held(cast, programme)


@pytest.fixture
def tests(programme: Programme) -> tuple[Quiz, Quiz]:
    pre, post = (make_quiz(programme, kind) for kind in ("pre_test", "post_test"))
    post.pair = pre
    post.save()
    return pre, post


def test_who_is_invited_finds_her_tests_and_what_she_has_sent(client: Client, cast: Cast, event, tests):
    pre, post = tests
    door = f"/kegiatan/{event.uuid}/tes/ikut/"
    assert client.get(door)["Location"] == f"/masuk/?next={door}"
    invited(cast, event, cast.sari)
    client.force_login(cast.sari)
    page = text(client, door)
    assert f'href="/cek/mulai/{pre.key}/"' in page
    assert f'href="/cek/mulai/{post.key}/"' in page
    passes(cast.sari, pre)
    page = text(client, door)
    assert "sudah dikirim" in page
    assert f'href="/cek/mulai/{pre.key}/"' not in page


def test_a_walk_in_is_asked_to_report_first(client: Client, cast: Cast, event, tests):
    client.force_login(cast.tini)
    door = f"/kegiatan/{event.uuid}/tes/ikut/"
    answer = client.get(door)
    assert answer.status_code == 404
    assert "Lapor dulu ke meja pendaftaran" in answer.content.decode()
    assert event.title not in answer.content.decode()
    attend.record(event, cast.tini.person.kader, day=TODAY, by=None, now=NOW)
    assert client.get(door).status_code == 200


def test_an_event_called_off_opens_nothing(client: Client, cast: Cast, event, tests):
    invited(cast, event, cast.sari)
    TrainingEvent.objects.filter(pk=event.pk).update(status="batal")
    client.force_login(cast.sari)
    assert client.get(f"/kegiatan/{event.uuid}/tes/ikut/").status_code == 404


def test_the_qr_is_shown_and_printed_by_who_works_there(client: Client, cast: Cast, event, tests, settings):
    settings.SITE_URL = "https://tuntas.example"
    client.force_login(cast.puji)
    page = text(client, f"/kegiatan/{event.uuid}/tes/qr/")
    assert f"https://tuntas.example/kegiatan/{event.uuid}/tes/ikut/" in page
    assert "<svg" in page
    sheet = client.get(f"/kegiatan/{event.uuid}/tes/qr.pdf")
    assert (sheet["Content-Type"], sheet.content[:5]) == ("application/pdf", b"%PDF-")
    assert "tes/qr/" in text(client, f"/kegiatan/{event.uuid}/tes/")
    assert not set(event_door.address_of(event)) & set("?@ ")


@pytest.mark.parametrize("who", ["wulan", "lastri", "yanti", "sari", "admin"])
def test_a_stranger_hands_out_nothing(client: Client, cast: Cast, event, tests, who: str):
    client.force_login(getattr(cast, who))
    assert {client.get(f"/kegiatan/{event.uuid}/tes/{page}").status_code for page in ("qr/", "qr.pdf")} == {404}


def test_her_own_page_leads_to_the_tests_on_the_days_of_the_event(client: Client, cast: Cast, event, tests):
    client.force_login(cast.sari)
    assert event.title not in text(client, "/saya/")
    invited(cast, event, cast.sari)
    later = held(cast, event.programme, title="Angkatan depan", starts_on=TODAY + timedelta(days=30))
    past = held(cast, event.programme, title="Angkatan lalu", starts_on=TODAY - timedelta(days=30))
    for one in (later, past):
        Invitation.objects.create(event=one, kader=cast.sari.person.kader, state="diundang", invited_at=NOW)
    page = text(client, "/saya/")
    assert f'href="/kegiatan/{event.uuid}/tes/ikut/"' in page
    assert "Angkatan depan" in page
    assert f"/kegiatan/{later.uuid}/" not in page
    assert "Angkatan lalu" not in page
