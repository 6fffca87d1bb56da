"""Self-registration: nothing exists until the puskesmas confirms, and the public learns nothing from the answer."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from lms.areas.errors import UserError
from lms.people import registrations
from lms.people.models import AuditEvent, Consent, Kader, Person, Registration
from lms.people.persons import ERASED_NAME, NewKader
from tests.cast import Cast
from tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # How strongly staff must sign in is tested in test_sign_in.
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def opened(cast: Cast) -> Cast:
    registrations.switch(cast.kediri, on=True, by=cast.dewi, now=NOW)
    return cast


def door(cast: Cast) -> str:
    return f"/daftar/{cast.balowerti.uuid}/"


def typed(cast: Cast, **changed: str) -> dict[str, str]:
    plain = {"id": str(uuid4()), "name": "Wati Lestari", "sex": "P", "place": str(cast.melati.uuid), "read": "on"}
    return plain | {"phone": "0812 3456 7890"} | changed


def waiting(cast: Cast, name: str = "Wati Lestari", phone: str = "") -> Registration:
    return registrations.register(cast.melati, NewKader(name, phone=phone), id=uuid4(), now=NOW)


def page_of(row: Registration) -> str:
    return f"/kelola/pendaftar/{row.uuid}/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_it_is_closed_until_the_dinas_opens_it(client: Client, cast: Cast):
    assert client.get(door(cast)).status_code == 404
    assert client.post(door(cast), typed(cast)).status_code == 404
    assert signed_in(cast.puji).post("/kelola/pendaftar/qr/35.71/", {"buka": "1"}).status_code == 404
    assert signed_in(cast.yanti).post("/kelola/pendaftar/qr/35.71/", {"buka": "1"}).status_code == 404
    signed_in(cast.dewi).post("/kelola/pendaftar/qr/35.71/", {"buka": "1"})
    assert client.get(door(cast)).status_code == 200
    signed_in(cast.dewi).post("/kelola/pendaftar/qr/35.71/", {"tutup": "1"})
    closed, unknown = client.get(door(cast)), client.get(f"/daftar/{uuid4()}/")
    assert (closed.status_code, closed.content) == (404, unknown.content)
    told = AuditEvent.objects.filter(act__startswith="registration").order_by("pk").values_list("act", flat=True)
    assert list(told) == ["registration_opened", "registration_closed"]


def test_she_registers_and_gets_a_code_and_is_no_kader_yet(client: Client, opened: Cast):
    page = client.post(door(opened), typed(opened), follow=True).content.decode()
    row = Registration.objects.get()
    assert row.code in page
    assert (row.person.name, row.person.phone, row.posyandu) == ("Wati Lestari", "+6281234567890", opened.melati)
    assert not Kader.objects.filter(person=row.person).exists()
    assert Consent.objects.filter(person=row.person).exists()


def test_the_code_shows_only_in_the_browser_that_registered(client: Client, opened: Cast):
    client.post(door(opened), typed(opened))
    assert Client().get("/daftar/selesai/").url == "/daftar/"


def test_who_is_known_already_gets_the_same_answer(opened: Cast):
    answers = [Client().post(door(opened), typed(opened, name=name)) for name in ("Sari Wahyuni", "Wati Lestari")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/daftar/selesai/")] * 2


def test_a_second_tap_registers_nobody_twice(client: Client, opened: Cast):
    data = typed(opened)
    client.post(door(opened), data)
    client.post(door(opened), data)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("lacking", ["name", "sex", "read"])
def test_what_is_missing_is_said_and_nothing_is_lost(client: Client, opened: Cast, lacking: str):
    page = client.post(door(opened), typed(opened, **{lacking: ""})).content.decode()
    assert 'class="error"' in page
    assert 'value="0812 3456 7890"' in page
    assert not Registration.objects.exists()


def test_only_a_posyandu_of_that_puskesmas_can_be_chosen(client: Client, opened: Cast):
    page = client.get(door(opened)).content.decode()
    assert "Melati, Semampir" in page
    assert "Kenanga" not in page
    client.post(door(opened), typed(opened, place=str(opened.kenanga.uuid)))
    assert not Registration.objects.exists()


def test_a_class_on_one_address_fits_and_a_flood_does_not(client: Client, opened: Cast, settings):
    assert settings.ACCOUNT_RATE_LIMITS["register"] == "120/h/ip"
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"register": "2/h/ip"}
    statuses = [client.post(door(opened), typed(opened)).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
    assert Registration.objects.count() == 2


def test_too_many_who_wait_at_one_puskesmas_are_no_people(opened: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registrations, "MOST_WAITING", 1)
    waiting(opened)
    with pytest.raises(UserError, match="Terlalu banyak"):
        waiting(opened)


def test_the_puskesmas_takes_her_as_somebody_new(opened: Cast):
    row = waiting(opened)
    puji = signed_in(opened.puji)
    assert row.code in puji.get("/kelola/pendaftar/").content.decode()
    page = puji.post(page_of(row), {"field": "kesehatan", "office": "kader", "since": "2025-11-01"}, follow=True)
    assert "Wati Lestari tercatat" in page.content.decode()
    assert Kader.objects.get(person=row.person).memberships.get().posyandu == opened.melati
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("baru", opened.puji)


def test_or_says_that_she_is_known_and_only_a_missing_number_is_kept(opened: Cast):
    row = waiting(opened, "Sari Wahyuni", "+6281234567890")
    puji = signed_in(opened.puji)
    page = puji.get(page_of(row)).content.decode()
    assert "Sudah ada? Ini orangnya?" in page
    puji.post(page_of(row), {"dia": str(opened.sari.person.kader.uuid)})
    row.refresh_from_db()
    assert (row.state, row.kader) == ("dikenal", opened.sari.person.kader)
    assert Person.objects.get(pk=opened.sari.person_id).phone == "+6281234567890"
    assert (row.person.name, row.person.phone) == (ERASED_NAME, "")


def test_or_refuses_her_with_a_reason_and_forgets_who_she_is(opened: Cast):
    row = waiting(opened)
    puji = signed_in(opened.puji)
    assert "Pilih alasannya" in puji.post(page_of(row), {"tolak": "1", "alasan": ""}).content.decode()
    puji.post(page_of(row), {"tolak": "1", "alasan": "bukan_kader"})
    row.refresh_from_db()
    assert (row.state, row.reason, row.person.name) == ("ditolak", "bukan_kader", ERASED_NAME)
    assert puji.get(page_of(row)).status_code == 404


@pytest.mark.parametrize("name", ["lastri", "wulan", "rina", "yanti", "sari", "budi", "admin"])
def test_strangers_see_and_decide_nothing(opened: Cast, name: str):
    row = waiting(opened)
    client = signed_in(getattr(opened, name))
    assert "Wati" not in client.get("/kelola/pendaftar/").content.decode()
    assert client.get(page_of(row)).status_code == 404
    assert client.post(page_of(row), {"tolak": "1", "alasan": "lain"}).status_code == 404
    row.refresh_from_db()
    assert row.state == "menunggu"


def test_a_kader_of_elsewhere_is_not_hers_to_name(opened: Cast):
    row = waiting(opened)
    answer = signed_in(opened.puji).post(page_of(row), {"dia": str(opened.tini.person.kader.uuid)})
    assert answer.status_code == 404


def test_what_was_decided_stays_decided(opened: Cast):
    row = waiting(opened)
    registrations.refuse(row, "lain", by=opened.puji, now=NOW)
    with pytest.raises(UserError, match="sudah diputuskan"):
        registrations.confirm_new(row, on=TODAY, by=opened.puji, now=NOW)


def test_whoever_waits_too_long_is_forgotten(opened: Cast):
    row = waiting(opened)
    assert registrations.lapse(now=NOW + timedelta(days=89)) == 0
    assert registrations.lapse(now=NOW + timedelta(days=91)) == 1
    row.refresh_from_db()
    assert (row.state, row.person.name) == ("lewat", ERASED_NAME)


def test_the_links_are_those_of_ones_own_puskesmas(opened: Cast):
    page = signed_in(opened.puji).get("/kelola/pendaftar/qr/").content.decode()
    assert door(opened) in page
    assert "<svg" in page
    assert str(opened.puskesmas_ngletih.uuid) not in page


def test_a_long_list_costs_as_many_queries_as_a_short_one(opened: Cast, django_assert_max_num_queries):
    for _ in range(20):
        waiting(opened)
    client = signed_in(opened.puji)
    client.get("/kelola/pendaftar/")
    with django_assert_max_num_queries(14):
        assert client.get("/kelola/pendaftar/").content.decode().count("kode ") == 20
