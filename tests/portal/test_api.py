"""The API: what public pages may ask, and what comes in without a session."""

import json
from http import HTTPStatus

import pytest
from django.db import OperationalError
from django.test import Client

from assessments.models import Quarantine
from lms.portal.api.sync import LIMIT
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def post(client: Client, *envelopes: str):
    body = json.dumps({"envelopes": [{"envelope": envelope} for envelope in envelopes]})
    return client.post("/api/v1/sync", body, content_type="application/json")


def test_a_stranger_learns_nothing_and_nothing_is_kept(client: Client):
    answer = client.get("/api/v1/saya")
    assert answer.json() == {"signed_in": False, "name": "", "area": "", "finished": {}}
    assert answer["Cache-Control"] == "no-store"


def test_she_sees_her_own_first_name(client: Client, cast: Cast):
    client.force_login(cast.sari)
    assert client.get("/api/v1/saya").json()["name"] == "Sari"


def test_she_is_told_her_own_area_and_staff_have_none(client: Client, cast: Cast):
    client.force_login(cast.sari)
    assert client.get("/api/v1/saya").json()["area"] == "35.71"
    client.force_login(cast.budi)
    assert client.get("/api/v1/saya").json()["area"] == ""


def test_an_unreadable_envelope_is_kept_for_a_person_and_answered_kindly(client: Client):
    outcome = post(client, "rusak").json()["outcomes"][0]
    assert outcome["status"] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "menyimpannya utuh" in outcome["message"]


def test_a_batch_too_large_is_refused_whole(client: Client):
    assert post(client, *["x"] * 51).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(
    "body",
    [b"", b'{"envelopes": [', b"[" * 9999, b"9" * 9999, b"\xff", b'{"envelopes": ["x"], "envelopes": []}', b"null"],
)
def test_what_is_garbled_is_refused_in_plain_words_and_nothing_is_kept(client: Client, body: bytes):
    answer = client.post("/api/v1/sync", body, content_type="application/json")
    assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "Belum ada yang kami terima" in answer.json()["message"]
    assert answer.json()["detail"]
    assert not Quarantine.objects.exists()


def test_the_limit_goes_by_the_address_we_see_and_says_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(LIMIT, "num_requests", 2)
    answers = [
        client.post("/api/v1/sync", b"", content_type="application/json", headers={"X-Forwarded-For": f"10.0.0.{n}"})
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [422, 422, HTTPStatus.TOO_MANY_REQUESTS]
    assert answers[-1]["Retry-After"] == "60"
    assert "tunggu semenit" in answers[-1].json()["message"]


def test_a_database_that_does_not_answer_is_said_kindly(client: Client, monkeypatch: pytest.MonkeyPatch):
    def locked(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("lms.people.parcels.take", locked)
    answer = post(client, "x")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "biarkan di HP ini" in answer.json()["message"]


def test_a_form_that_is_too_large_is_refused_in_plain_words(client: Client):
    answer = client.post("/masuk/", "a" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "tidak lengkap atau rusak di jalan" in answer.text


def test_the_api_describes_itself(client: Client):
    assert "/api/v1/sync" in client.get("/api/v1/openapi.json").json()["paths"]
