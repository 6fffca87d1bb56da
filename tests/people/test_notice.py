"""The privacy notice stands before everything of one's own, is shown once a version, and is recorded for good."""

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, transaction
from django.test import Client

from lms.areas.models import Puskesmas
from lms.people import consents
from lms.people.models import Consent
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import Holder


@pytest.fixture(autouse=True)
def _notice_first(settings: LazySettings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "lms.people.middleware.NoticeFirst"]


def test_anybody_may_read_it_and_it_is_the_same_for_all(client: Client, db: None):
    answer = client.get("/privasi/")
    assert "Hak Ibu/Bapak" in answer.content.decode()
    assert not answer.cookies


def test_it_names_the_dinas_where_only_one_keeps_the_data(client: Client, cast: Cast):
    assert "Dinas Kesehatan Kota Kediri menyimpan" in client.get("/privasi/").content.decode()
    Puskesmas.objects.create(name="Sukorejo", kab=cast.blitar)
    assert "Dinas Kesehatan menyimpan" in client.get("/privasi/").content.decode()


def test_it_comes_before_the_first_page_of_ones_own_and_then_no_more(client: Client, sari: Holder):
    sari.sign_in(client)
    assert client.get("/saya/").url == "/privasi/baca/?next=/saya/"
    assert client.post("/privasi/baca/", {"next": "/saya/"}).url == "/saya/"
    assert client.get("/saya/").status_code == 200
    told = Consent.objects.get(person=sari.user.person)
    assert (told.version, told.channel, told.given) == (consents.NOTICE_VERSION, "layar", True)


def test_a_new_version_is_shown_again_and_a_form_under_way_is_not_lost(
    client: Client, sari: Holder, monkeypatch: pytest.MonkeyPatch
):
    consents.record_notice(sari.user.person, now=NOW)
    sari.sign_in(client)
    assert client.get("/saya/").status_code == 200
    monkeypatch.setattr(consents, "NOTICE_VERSION", "2027-01")
    assert client.post("/saya/bahasa/", {"bahasa": "id"}).status_code == 404  # reached its view: she has no such screen
    assert client.get("/saya/").url.startswith("/privasi/baca/")


def test_lessons_and_leaving_need_no_notice(client: Client, sari: Holder):
    sari.sign_in(client)
    assert client.get("/v/").status_code == 200
    assert client.post("/keluar/").url == "/"


def test_reading_twice_is_told_once_and_what_was_told_stays(client: Client, sari: Holder):
    sari.sign_in(client)
    for _ in range(2):
        client.post("/privasi/baca/")
    told = Consent.objects.get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Consent.objects.filter(pk=told.pk).update(version="2020")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        told.delete()


def test_a_parent_consents_for_somebody_under_18_and_may_take_it_back(cast: Cast):
    person = cast.sari.person
    person.birth_date = TODAY.replace(year=TODAY.year - 17)
    assert consents.is_minor(person, on=TODAY)
    consents.record_parent(person, relation="ibu", given=True, by=cast.puji, now=NOW)
    assert consents.parent_consent(person).relation == "ibu"
    consents.record_parent(person, relation="ibu", given=False, by=cast.puji, now=NOW)
    assert consents.parent_consent(person) is None
