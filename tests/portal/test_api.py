"""The API: what public pages may ask, and what comes in without a session."""

import json
from http import HTTPStatus

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def post(client: Client, *envelopes: str):
    body = json.dumps({"envelopes": [{"envelope": envelope} for envelope in envelopes]})
    return client.post("/api/v1/sync", body, content_type="application/json")


def test_a_stranger_learns_nothing_and_nothing_is_kept(client: Client):
    answer = client.get("/api/v1/saya")
    assert answer.json() == {"signed_in": False, "name": "", "finished": {}}
    assert answer["Cache-Control"] == "no-store"


def test_she_sees_her_own_first_name(client: Client, cast: Cast):
    client.force_login(cast.sari)
    assert client.get("/api/v1/saya").json()["name"] == "Sari"


def test_an_unreadable_envelope_is_kept_for_a_person_and_answered_kindly(client: Client):
    outcome = post(client, "rusak").json()["outcomes"][0]
    assert outcome["status"] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "menyimpannya utuh" in outcome["message"]


def test_a_batch_too_large_is_refused_whole(client: Client):
    assert post(client, *["x"] * 51).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_api_describes_itself(client: Client):
    assert "/api/v1/sync" in client.get("/api/v1/openapi.json").json()["paths"]
