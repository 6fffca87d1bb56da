"""The list of kader, a kader's page and a posyandu's page: who is found, who is told, who must be refused."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from python_calamine import CalamineWorkbook

from lms.people import cards, memberships, persons
from lms.people.models import AuditEvent, Kader, Membership, Person
from lms.people.persons import NewKader
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY

LIST = "/kelola/kader/"


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # How strongly staff must sign in is tested in test_sign_in.
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def puji(client: Client, cast: Cast) -> Client:
    client.force_login(cast.puji)
    return client


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def person_of(cast: Cast, **changed) -> Person:
    Person.objects.filter(pk=cast.sari.person_id).update(**changed)
    return Person.objects.get(pk=cast.sari.person_id)


def page_of(cast: Cast) -> str:
    return f"{LIST}{cast.sari.person.kader.uuid}/"


def search(client: Client, word: str, **filters: str) -> str:
    return client.post(LIST, {"cari": word, **filters}, follow=True).content.decode()


def crowd(cast: Cast, count: int) -> list[Kader]:
    made = persons.register_many([NewKader(f"Kader {chr(65 + n % 26)}{chr(65 + n // 26)}") for n in range(count)])
    Membership.objects.bulk_create(Membership(kader=one, posyandu=cast.melati, since=SINCE) for one in made)
    return made


def test_an_officer_sees_those_of_her_places_and_that_she_looked_is_told(puji: Client, cast: Cast):
    page = puji.get(LIST).content.decode()
    assert "Sari Wahyuni" in page
    assert "Posyandu Melati, Semampir" in page
    assert "Tini" not in page
    event = AuditEvent.objects.get(act="list_seen")
    assert (event.actor, event.count, event.detail) == (cast.puji, 2, {"of": 2})


@pytest.mark.parametrize("name", ["sari", "budi", "ningsih", "admin"])
def test_who_may_read_no_names_gets_no_list(cast: Cast, name: str):
    client = signed_in(getattr(cast, name))
    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}unduh/").status_code == 404
    assert client.get(page_of(cast)).status_code == 404


@pytest.mark.parametrize("name", ["lastri", "wulan", "yanti"])
def test_strangers_find_nobody_and_open_nothing_of_hers(cast: Cast, name: str):
    client = signed_in(getattr(cast, name))
    assert "Sari Wahyuni" not in client.get(LIST).content.decode()
    assert "Sari Wahyuni" not in client.get(f"{LIST}?posyandu={cast.melati.uuid}").content.decode()
    for address in (page_of(cast), f"{page_of(cast)}ubah/", f"/kelola/posyandu/{cast.melati.uuid}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "X", "sex": "P"}).status_code in (404, 405)
    assert Person.objects.get(pk=cast.sari.person_id).name == "Sari Wahyuni"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Nur'aini", "nuraini"),
        ("NUR AINI", "nur’aini"),
        ("Nuraini", "Nur Aini"),
        ("Nuraini Hidayati", "hidayati nur"),
        ("Andrée", "andree"),
        ("Ni Luh", "NILUH"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(puji: Client, cast: Cast, name: str, word: str):
    person_of(cast, name=name)
    page = search(puji, word)
    assert name.replace("'", "&#x27;") in page
    assert "Endang" not in page


@pytest.mark.parametrize("word", ["0812-3456-7890", "62812 3456 7890", "+6281234567890", "81234567890", "567890"])
def test_a_number_is_found_in_any_spelling(puji: Client, cast: Cast, word: str):
    person_of(cast, phone="+6281234567890")
    page = search(puji, word)
    assert "Sari Wahyuni" in page
    assert "Endang" not in page


def test_a_posyandu_is_found_and_what_was_searched_stands_in_no_address(puji: Client, cast: Cast):
    answer = puji.post(LIST, {"cari": "posyandu melati"})
    assert answer.url == f"{LIST}?cari=1"
    assert "Sari Wahyuni" in puji.get(answer.url).content.decode()
    assert "Tidak ada yang cocok" in search(puji, "zzz")
    assert "zzz" not in puji.get(LIST).content.decode()
    assert AuditEvent.objects.filter(act="list_seen", detail__search="1").exists()


def test_the_list_is_narrowed_by_place_bidang_card_and_pin(puji: Client, cast: Cast):
    cards.issue(cast.sari.person, by=None, now=NOW)
    for query, sari, endang in [
        (f"posyandu={cast.melati.uuid}", True, True),
        (f"posyandu={cast.kenanga.uuid}", False, False),
        ("kelurahan=35.71.02.1001", True, True),
        ("kelurahan=35.71.03.1010", False, False),
        ("bidang=sosial", False, True),
        ("belum=kartu", False, True),
        ("belum=akun&bidang=kesehatan", True, False),
        ("bidang=tidak-ada&posyandu=rusak&urut=posyandu", True, True),
    ]:
        page = puji.get(f"{LIST}?{query}").content.decode()
        assert ("Sari Wahyuni" in page, "Endang Rahayu" in page) == (sari, endang), query


def test_who_left_is_found_where_she_served_last(puji: Client, cast: Cast):
    membership = Membership.objects.get(kader=cast.sari.person.kader)
    memberships.leave(membership, on=date(2025, 6, 1), now=NOW)
    assert "Sari Wahyuni" not in puji.get(LIST).content.decode()
    assert "berhenti 1 Juni 2025" in puji.get(f"{LIST}?tugas=berhenti").content.decode()
    assert puji.get(page_of(cast)).status_code == 200
    assert "Sari Wahyuni" not in signed_in(cast.lastri).get(f"{LIST}?tugas=berhenti").content.decode()


def test_who_moved_away_is_no_longer_in_the_list_of_the_old_place(puji: Client, cast: Cast):
    membership = Membership.objects.get(kader=cast.sari.person.kader)
    memberships.move(membership, on=TODAY, now=NOW, posyandu=cast.kenanga)
    for query in ("", "?tugas=berhenti"):
        assert "Sari Wahyuni" not in puji.get(f"{LIST}{query}").content.decode()
    assert puji.get(page_of(cast)).status_code == 404
    assert "Sari Wahyuni" in signed_in(cast.lastri).get(LIST).content.decode()


def test_merged_and_erased_people_stand_in_no_list(puji: Client, cast: Cast):
    Kader.objects.filter(person=cast.sari.person).update(merged_into=cast.sosial.person.kader)
    persons.erase(cast.sosial.person, now=NOW)
    page = puji.get(LIST).content.decode()
    assert "Sari Wahyuni" not in page
    assert "data dihapus" not in page
    assert puji.get(f"{LIST}{cast.sosial.person.kader.uuid}/").status_code == 404


def test_under_18_only_the_own_page_says_who_she_is_and_she_is_counted(puji: Client, cast: Cast):
    person_of(cast, birth_date=date(2008, 11, 25))
    for address in (LIST, f"/kelola/posyandu/{cast.melati.uuid}/"):
        page = puji.get(address).content.decode()
        assert "Sari Wahyuni" not in page
        assert "Kader di bawah 18 tahun" in page
        assert "2 kader" in page
    assert "Sari Wahyuni" in puji.get(page_of(cast)).content.decode()


def test_erasing_a_name_erases_its_folded_form(cast: Cast):
    persons.erase(cast.sari.person, now=NOW)
    assert "sari" not in Person.objects.get(pk=cast.sari.person_id).folded


def test_a_hundred_kader_cost_as_many_queries_as_two_and_are_paged(
    puji: Client, cast: Cast, django_assert_max_num_queries
):
    crowd(cast, 100)
    puji.get(LIST)
    with django_assert_max_num_queries(24):
        page = puji.get(f"{LIST}?urut=posyandu").content.decode()
    assert "102 kader" in page
    assert "Halaman 1 dari 3" in page
    assert page.count('class="row"') == 50


def test_the_export_holds_the_same_people_and_is_told(puji: Client, cast: Cast, django_assert_max_num_queries):
    person_of(cast, name="=HYPERLINK()", phone="+6281234567890")
    crowd(cast, 30)
    with django_assert_max_num_queries(24):
        answer = puji.post(f"{LIST}unduh/?posyandu={cast.melati.uuid}&bidang=kesehatan")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 32
    assert ["'=HYPERLINK()", "P", "081234567890", "Posyandu Melati", "Semampir", "Balowerti"] in [
        row[:6] for row in rows
    ]
    event = AuditEvent.objects.get(act="list_exported")
    assert (event.count, event.detail) == (31, {"posyandu": str(cast.melati.uuid), "field": "kesehatan"})
    assert answer["Cache-Control"] == "private, no-store"


def test_a_penilai_sees_names_but_downloads_and_changes_nothing(cast: Cast):
    rina = signed_in(cast.rina)
    page = rina.get(LIST).content.decode()
    assert "Sari Wahyuni" in page
    assert "Unduh" not in page
    assert rina.post(f"{LIST}unduh/").status_code == 404
    assert rina.get(f"{page_of(cast)}ubah/").status_code == 404


def test_a_list_over_several_kab_asks_which_one_first(cast: Cast):
    cast.dewi.roles.update(area=cast.kediri.parent)
    blitar = signed_in(cast.dewi)
    cast.kenanga.desa = type(cast.kediri).objects.create(
        code="35.72.01.1001", name="Turi", level=4, province_code="35", kab_code="35.72", kec_code="35.72.01"
    )
    cast.kenanga.save()
    page = blitar.get(LIST).content.decode()
    assert "Pilih kabupaten/kota dulu" in page
    assert "Sari Wahyuni" not in page
    page = blitar.get(f"{LIST}?kab=35.71").content.decode()
    assert "Sari Wahyuni" in page
    assert "Tini" not in page
    assert blitar.post(f"{LIST}unduh/").status_code == 404


def test_her_page_says_who_she_is_and_who_looked(puji: Client, cast: Cast):
    person_of(cast, phone="+6281234567890", birth_date=date(1978, 8, 17))
    cards.issue(cast.sari.person, by=None, now=NOW)
    puji.get(page_of(cast))
    page = puji.get(page_of(cast)).content.decode()
    for told in ("081234567890", "17 Agustus 1978", "Posyandu Melati", "terbit 24 November 2025", "Puji"):
        assert told in page
    assert AuditEvent.objects.filter(act="kader_seen", kader=cast.sari.person.kader).count() == 2


def test_a_penilai_sees_her_page_without_what_she_does_not_manage(cast: Cast):
    page = signed_in(cast.rina).get(page_of(cast)).content.decode()
    assert "Sari Wahyuni" in page
    assert not any(word in page for word in ("Kartu masuk", "Betulkan", "Siapa yang membuka"))


def test_correcting_tells_which_fields_and_not_what_stood_there(puji: Client, cast: Cast):
    typed = {"name": " Sari  Wahyuningsih ", "sex": "P", "birth_date": "1978-08-17", "phone": "0812 3456 7890"}
    page = puji.post(f"{page_of(cast)}ubah/", typed, follow=True).content.decode()
    assert "Data sudah dibetulkan" in page
    person = Person.objects.get(pk=cast.sari.person_id)
    assert (person.name, person.phone) == ("Sari Wahyuningsih", "+6281234567890")
    event = AuditEvent.objects.get(act="kader_corrected")
    assert event.detail == {"fields": ["name", "birth_date", "phone"]}
    puji.post(f"{page_of(cast)}ubah/", typed)
    assert AuditEvent.objects.filter(act="kader_corrected").count() == 1


def test_what_cannot_be_is_said_and_stays_typed(puji: Client, cast: Cast):
    typed = {"name": "S4ri", "sex": "P", "birth_date": "2022-01-01", "phone": "12"}
    page = puji.post(f"{page_of(cast)}ubah/", typed).content.decode()
    for told in ("Tulis nama dengan huruf", "Periksa tahun lahirnya", "Nomor HP tidak terbaca", 'value="S4ri"'):
        assert told in page


def test_a_posyandu_shows_its_kader_by_bidang_and_its_facts(puji: Client, cast: Cast, django_assert_max_num_queries):
    cast.melati.strata.create(strata="purnama", assessed_on=date(2025, 5, 2))
    crowd(cast, 20)
    puji.get(LIST)
    with django_assert_max_num_queries(22):
        page = puji.get(f"/kelola/posyandu/{cast.melati.uuid}/").content.decode()
    for told in ("22 kader", "Bidang Kesehatan (21)", "Bidang Sosial (1)", "Purnama, dinilai 2 Mei 2025"):
        assert told in page
    event = AuditEvent.objects.get(act="list_seen", posyandu=cast.melati)
    assert event.count == 22


@pytest.mark.parametrize("name", ["sari", "budi", "admin"])
def test_a_posyandu_is_not_shown_to_who_may_read_no_names(cast: Cast, name: str):
    assert signed_in(getattr(cast, name)).get(f"/kelola/posyandu/{cast.melati.uuid}/").status_code == 404


def test_her_puskesmas_writes_down_a_parents_consent_and_no_other_does(puji: Client, cast: Cast):
    person_of(cast, birth_date=TODAY.replace(year=TODAY.year - 17))
    for stranger in (cast.lastri, cast.rina, cast.yanti, cast.sari):
        assert signed_in(stranger).post(f"{page_of(cast)}izin/", {"relation": "ibu", "given": "1"}).status_code == 404
    assert "Izin orang tua belum dicatat" in puji.get(page_of(cast)).content.decode()
    puji.post(f"{page_of(cast)}izin/", {"relation": "ibu", "given": "1"})
    assert "Izin ibu dicatat 24 November 2025" in puji.get(page_of(cast)).content.decode()
