"""``POST /api/v1/lembar``: the sheets a phone may hold, for their own kader only, and nothing of a key."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments.models import Question, Quiz, Ticket
from assessments.submit import submit
from lms.people.devices import cookie_name, credential_of, profile_on
from lms.people.models import Device, DeviceProfile
from modules.study import open_lesson
from tests.assessments.factories import lacks_only_b3, make_bank, make_module, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW

URL = "/api/v1/lembar"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def quiz(cast: Cast) -> Quiz:
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    make_bank(programme)
    make_module(programme)
    return make_quiz(programme)


@pytest.fixture
def phone(db: None) -> Device:
    return Device.objects.create(secret_digest="a", first_seen_at=NOW, last_seen_at=NOW)


def ask(client: Client, *, bearer: str = "", status: int = 200, **asked):
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    answer = client.post(URL, asked, content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def bearer_of(profile: DeviceProfile) -> str:
    return f"{profile.uuid}.{credential_of(profile)}"


def test_sari_gets_two_sheets_and_again_only_what_her_phone_lacks(cast: Cast, client: Client, quiz: Quiz):
    client.force_login(cast.sari)
    answer = client.post(URL, {"quizzes": [quiz.key]}, content_type="application/json")
    assert "no-store" in answer["Cache-Control"]
    first, second = answer.json()["sheets"]
    assert (first["quiz"], first["count"], first["pause"], first["opens_at"]) == (quiz.key, 6, 10, None)
    assert f'data-ticket="{first["token"]}"' in first["html"]
    assert "csrfmiddlewaretoken" not in first["html"]
    again = ask(client, quizzes=[quiz.key], have=[first["token"], "x"])
    assert ([one["token"] for one in again["sheets"]], again["held"]) == ([second["token"]], [first["token"]])


def test_the_credential_of_her_profile_is_as_good_as_a_session(cast: Cast, client: Client, quiz: Quiz, phone: Device):
    profile = profile_on(phone, cast.sari, now=NOW)
    got = ask(client, bearer=bearer_of(profile), modules=["b3"])
    assert got["profile"] == str(profile.uuid)
    assert credential_of(profile) not in got["sheets"][0]["html"]
    assert Ticket.objects.filter(device_profile=profile, ahead=True).count() == 2


def test_what_she_studies_is_brought_along_and_what_she_has_passed_is_not(cast: Cast, client: Client, quiz: Quiz):
    client.force_login(cast.sari)
    assert ask(client, studying=True)["sheets"] == []
    open_lesson(cast.sari.person.kader, quiz.competency, "menimbang", now=NOW)
    first, second = (one["token"] for one in ask(client, studying=True)["sheets"])
    submit(sealed(Ticket.objects.get(token=first)), channel="form", now=NOW)
    got = ask(client, studying=True, modules=["b3"], have=[first, second])
    assert (got["sheets"], got["held"]) == ([], [])


def test_a_sheet_that_was_handed_in_or_is_another_s_is_let_go_of(cast: Cast, client: Client, quiz: Quiz):
    client.force_login(cast.tini)
    hers = [one["token"] for one in ask(client, quizzes=[quiz.key])["sheets"]]
    client.force_login(cast.sari)
    first, second = (one["token"] for one in ask(client, quizzes=[quiz.key])["sheets"])
    submit(sealed(Ticket.objects.get(token=first), right=1), channel="form", now=NOW)
    got = ask(client, quizzes=[quiz.key], have=[first, second, *hers])
    assert got["held"] == [second]
    (fresh,) = got["sheets"]
    assert (fresh["opens_at"], fresh["token"] in hers) == ("2025-11-24T03:10:00Z", False)


def test_used_up_attempts_and_a_closed_quiz_are_said_plainly(cast: Cast, client: Client, quiz: Quiz):
    evaluasi = make_quiz(quiz.programme, "evaluasi")
    Quiz.objects.filter(pk=evaluasi.pk).update(max_attempts=1)
    Quiz.objects.filter(pk=quiz.pk).update(active=False)
    client.force_login(cast.sari)
    (only,) = ask(client, quizzes=[evaluasi.key])["sheets"]
    submit(sealed(Ticket.objects.get(token=only["token"]), right=1), channel="form", now=NOW)
    got = ask(client, quizzes=[evaluasi.key, quiz.key])
    said = {one["quiz"]: one["message"] for one in got["refused"]}
    assert (got["sheets"], "Satu kali sudah dipakai" in said[evaluasi.key]) == ([], True)
    assert "ditutup" in said[quiz.key]


def test_nobody_else_gets_any(cast: Cast, client: Client, quiz: Quiz, phone: Device):
    profile = profile_on(phone, cast.sari, now=NOW)
    ask(client, quizzes=[quiz.key], status=401)
    ask(client, bearer=f"{profile.uuid}.falsch", quizzes=[quiz.key], status=401)
    ask(client, bearer="kacau", quizzes=[quiz.key], status=401)
    DeviceProfile.objects.filter(pk=profile.pk).update(revoked_at=NOW)
    ask(client, bearer=bearer_of(profile), quizzes=[quiz.key], status=401)
    for nobody in (cast.ningsih, cast.rina, cast.dewi):
        client.force_login(nobody)
        ask(client, quizzes=[quiz.key], status=404)
    assert not Ticket.objects.exists()


def test_another_site_cannot_ask_with_her_session(cast: Cast, quiz: Quiz):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sari)
    ask(client, quizzes=[quiz.key], status=403)
    assert not Ticket.objects.exists()


def test_who_asks_too_often_or_for_too_much_is_refused(cast: Cast, client: Client, quiz: Quiz):
    client.force_login(cast.sari)
    ask(client, quizzes=["x"] * 7, status=422)
    for _time in range(29):
        ask(client)
    assert "Terlalu banyak" in ask(client, status=429)["message"]
    client.force_login(cast.tini)
    assert ask(client, quizzes=[quiz.key])["sheets"]


def test_practice_items_are_never_in_a_sheet_nor_keys(cast: Cast, client: Client, quiz: Quiz):
    client.force_login(cast.sari)
    said = json.dumps(ask(client, quizzes=[quiz.key]))
    assert Question.objects.filter(use="latihan").exists()
    assert [word for word in ("RAHASIA", "Soal latihan", "correct", "feedback", "essential") if word in said] == []
    assert cookie_name() not in said
