"""Her session ends, or the page stood open too long, while she answers: nothing of it is lost."""

import json
import re

import pytest
import time_machine
from django.test import Client

from assessments import steps
from assessments.draw import issue_ticket
from assessments.models import Attempt, Quarantine, Ticket
from lms.people import keyed
from lms.people.devices import cookie_name, credential_of, profile_on
from lms.people.models import Device
from tests.assessments.factories import answers_to, lacks_only_b3, make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW

HER_PHONE = "rahasia-hp-sari"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    programme = lacks_only_b3(cast.sari)
    make_bank(programme)
    device = Device.objects.create(secret_digest=keyed.digest("device", HER_PHONE), first_seen_at=NOW)
    profile = profile_on(device, cast.sari, now=NOW)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW, device_profile=profile)


@pytest.fixture
def phone(ticket: Ticket) -> Client:
    """The phone that got the sheet; nobody is signed in there any more."""
    made = Client(enforce_csrf_checks=True)
    made.cookies[cookie_name()] = HER_PHONE
    return made


def form(ticket: Ticket, *positions: str) -> dict:
    return {f"soal-{at}": answer for at, answer in answers_to(ticket).items() if not positions or at in positions}


def token(client: Client, page: str = "/masuk/") -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(page).content.decode())[1]


def test_the_script_hears_of_it_and_hands_in_by_ticket_and_phone(phone: Client, ticket: Ticket):
    url, body = f"/cek/{ticket.token}/", sealed(ticket)
    answer = phone.post(url, {"envelope": body, "csrfmiddlewaretoken": token(phone)})
    assert (answer.status_code, Attempt.objects.count()) == (403, 0)
    one = {"envelope": body, "credential": credential_of(ticket.device_profile)}
    sent = phone.post("/api/v1/sync", json.dumps({"envelopes": [one]}), content_type="application/json")
    assert sent.json()["outcomes"][0]["status"] == 200
    assert (Attempt.objects.get().body, Quarantine.objects.count()) == (body, 0)


def test_without_script_her_answers_wait_behind_the_door(cast: Cast, phone: Client, ticket: Ticket):
    url = f"/cek/{ticket.token}/"
    answer = phone.post(url, {**form(ticket), "csrfmiddlewaretoken": token(phone)})
    assert answer.url == f"/masuk/?next={url}%3Ftersimpan"
    assert not Attempt.objects.exists()
    phone.force_login(cast.sari)
    page = phone.get(f"{url}?tersimpan").content.decode()
    assert "Jawaban Ibu/Bapak tersimpan" in page
    assert steps.so_far(ticket) == answers_to(ticket)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert phone.post(url, {**form(ticket), **hidden}).url == f"{url}hasil/"
    assert Attempt.objects.get().passed


def test_a_form_of_a_page_that_stood_open_too_long_is_kept_and_shown_again(cast: Cast, phone: Client, ticket: Ticket):
    url = f"/cek/{ticket.token}/"
    phone.force_login(cast.sari)
    old = {"csrfmiddlewaretoken": "x" * 64}
    answer = phone.post(url, {**form(ticket, "1", "2"), **old})
    assert answer.url == f"{url}?tersimpan"
    assert set(steps.so_far(ticket)) == {"1", "2"}
    assert phone.post(url, {"envelope": sealed(ticket), **old}).status_code == 403
    assert not Attempt.objects.exists()


def test_what_is_kept_already_is_not_taken_back(phone: Client, ticket: Ticket):
    steps.keep_form(ticket, answers_to(ticket), now=NOW)
    phone.post(f"/cek/{ticket.token}/", {"csrfmiddlewaretoken": token(phone)})
    assert steps.so_far(ticket) == answers_to(ticket)


@pytest.mark.parametrize("cookie", ["", "rahasia-hp-lain"])
def test_another_phone_keeps_nothing_on_her_sheet(phone: Client, ticket: Ticket, cookie: str):
    phone.cookies[cookie_name()] = cookie
    url = f"/cek/{ticket.token}/"
    assert phone.post(url, {**form(ticket), "csrfmiddlewaretoken": token(phone)}).url == f"/masuk/?next={url}"
    assert phone.post(url, {**form(ticket), "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert steps.so_far(ticket) == {}


def test_a_sheet_of_no_phone_is_not_written_on_without_a_session(phone: Client, ticket: Ticket):
    Ticket.objects.update(device_profile=None)
    phone.post(f"/cek/{ticket.token}/", {**form(ticket), "csrfmiddlewaretoken": token(phone)})
    assert steps.so_far(ticket) == {}


def test_whoever_has_signed_in_meanwhile_reads_whose_the_sheet_is_and_no_result(
    cast: Cast, phone: Client, ticket: Ticket
):
    url = f"/cek/{ticket.token}/"
    phone.force_login(cast.tini)
    waits = phone.get(url)
    assert (waits.status_code, "tetap tersimpan" in waits.text) == (404, True)
    one = {"envelope": sealed(ticket), "credential": credential_of(ticket.device_profile)}
    phone.post("/api/v1/sync", json.dumps({"envelopes": [one]}), content_type="application/json")
    told = phone.get(f"{url}hasil/")
    assert (told.status_code, f"Lembar ini milik {cast.sari.person.name}" in told.text) == (404, True)
    assert Attempt.objects.get().receipt in told.text
    assert "nilai" not in told.text.lower()
    phone.cookies.pop(cookie_name())
    assert cast.sari.person.name not in phone.get(f"{url}hasil/").text
