"""Entering kader by hand: who is perhaps known already is shown first, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from lms.areas.errors import UserError
from lms.people import alike, entry, persons
from lms.people.alike import Sought
from lms.people.entry import NewMember
from lms.people.models import AuditEvent, Kader, Membership, MembershipChange, Person
from lms.people.persons import NewKader
from tests.cast import Cast
from tests.factories import NOW, TODAY

ONE = {"name": "Wati Lestari", "sex": "P", "field": "kesehatan", "office": "ketua", "since": "2025-11-01"}


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


def one_at(cast: Cast) -> str:
    return f"/kelola/posyandu/{cast.melati.uuid}/kader-baru/"


def many_at(cast: Cast) -> str:
    return f"/kelola/posyandu/{cast.melati.uuid}/isi/"


def rows(*people: dict[str, str], **other: str) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": "15", "form-INITIAL_FORMS": "0", "since": "2025-11-01", "decree_number": "", **other}
    for number in range(15):
        plain = {"name": "", "sex": "P", "phone": "", "field": "kesehatan", "office": "kader"}
        typed = plain | (people[number] if number < len(people) else {})
        data |= {f"form-{number}-{key}": value for key, value in typed.items()}
    return data


def test_one_kader_is_saved_with_her_duty_and_told(puji: Client, cast: Cast):
    page = puji.post(one_at(cast), ONE | {"phone": "0812 3456 7890", "decree_number": "SK/7"}, follow=True)
    assert "Wati Lestari tercatat di Posyandu Melati" in page.content.decode()
    kader = Kader.objects.get(person__name="Wati Lestari")
    membership = kader.memberships.get()
    assert (membership.posyandu, membership.office, membership.decree_number) == (cast.melati, "ketua", "SK/7")
    assert kader.person.phone == "+6281234567890"
    assert MembershipChange.objects.filter(joined=membership).count() == 1
    assert AuditEvent.objects.get(act="kader_entered").kader == kader


def test_a_name_is_tidied_as_a_lists_is(puji: Client, cast: Cast):
    puji.post(one_at(cast), ONE | {"name": "BU WATI  LESTARI, S.Pd"})
    assert Kader.objects.get(person__name="Wati Lestari, S.Pd").memberships.count() == 1
    assert "nama sama" in puji.post(one_at(cast), ONE).content.decode()


@pytest.mark.parametrize("name", ["lastri", "wulan", "rina", "yanti", "sari", "budi", "admin"])
def test_nobody_else_enters_kader_there(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    before = Kader.objects.count()
    assert client.post(one_at(cast), ONE).status_code == 404
    assert client.post(many_at(cast), rows({"name": "Wati"})).status_code == 404
    assert Kader.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "sari wahyuni"}, "nama sama"),
        ({"name": "Wahyuni Sari"}, "nama mirip"),
        ({"name": "Sari Wahyunie"}, "nama mirip"),
        ({"name": "IBU SARI WAHYUNI, A.Md.Keb"}, "nama sama"),
        ({"phone": "62 81234567890"}, "nomor HP sama"),
    ],
)
def test_who_looks_alike_is_shown_before_anything_is_saved(puji: Client, cast: Cast, typed: dict[str, str], why: str):
    Person.objects.filter(pk=cast.sari.person_id).update(phone="+6281234567890")
    page = puji.post(one_at(cast), ONE | typed).content.decode()
    assert "Sudah ada? Ini orangnya?" in page
    assert "Sari Wahyuni" in page
    assert why in page
    assert not Kader.objects.filter(person__name=(ONE | typed)["name"]).exists()


def test_the_officer_says_that_she_is_somebody_new(puji: Client, cast: Cast):
    puji.post(one_at(cast), ONE | {"name": "Sari Wahyuni", "baru": "1"})
    assert Person.objects.filter(name="Sari Wahyuni").count() == 2


def test_or_that_she_is_the_one_shown_who_then_serves_here_too(puji: Client, cast: Cast):
    sari = cast.sari.person.kader
    typed = ONE | {"name": "Sari Wahyuni", "field": "sosial", "dia": str(sari.uuid)}
    puji.post(one_at(cast), typed)
    assert Person.objects.filter(name="Sari Wahyuni").count() == 1
    assert set(sari.memberships.values_list("field", flat=True)) == {"kesehatan", "sosial"}
    again = puji.post(one_at(cast), typed).content.decode()
    assert "Kader ini" in again
    assert sari.memberships.count() == 2


def test_a_stranger_is_neither_shown_nor_taken(puji: Client, cast: Cast):
    page = puji.post(one_at(cast), ONE | {"name": "Tini Astuti"}, follow=True).content.decode()
    assert "tercatat di Posyandu Melati" in page
    tini = cast.tini.person.kader
    assert puji.post(one_at(cast), ONE | {"name": "Tini", "dia": str(tini.uuid)}).status_code == 404
    assert puji.post(one_at(cast), ONE | {"name": "Tini", "dia": "bukan-uuid"}).status_code == 404
    assert tini.memberships.count() == 1


def test_the_whole_posyandu_is_saved_at_once_and_empty_rows_are_passed_over(puji: Client, cast: Cast):
    typed = rows({"name": "Wati"}, {}, {"name": "Budiman", "sex": "L", "field": "sosial", "office": "ketua_bidang"})
    page = puji.post(many_at(cast), typed, follow=True).content.decode()
    assert "2 kader tercatat" in page
    assert Membership.objects.get(kader__person__name="Budiman").field == "sosial"
    assert AuditEvent.objects.filter(act="kader_entered", posyandu=cast.melati).count() == 2


def test_one_bad_row_keeps_all_from_being_saved_and_nothing_is_lost(puji: Client, cast: Cast):
    typed = rows({"name": "Wati"}, {"phone": "0812 3456 7891"}, {"name": "Rini", "phone": "12"})
    page = puji.post(many_at(cast), typed).content.decode()
    for kept in ('value="Wati"', 'value="0812 3456 7891"', 'value="Rini"', "Nomor HP tidak terbaca", "Belum disimpan"):
        assert kept in page
    assert not Person.objects.filter(name="Wati").exists()


def test_alike_and_twice_on_one_screen_must_be_looked_at(puji: Client, cast: Cast):
    people = [{"name": "Sari Wahyuni"}, {"name": "Wati"}, {"name": "WATI"}]
    page = puji.post(many_at(cast), rows(*people)).content.decode()
    assert "nama sama" in page
    assert "Sama dengan baris 2" in page
    assert not Person.objects.filter(name="Wati").exists()
    people = [one | {"new": "on"} for one in people]
    assert "3 kader tercatat" in puji.post(many_at(cast), rows(*people), follow=True).content.decode()


def test_nothing_typed_is_no_success(puji: Client, cast: Cast):
    assert "Belum disimpan" in puji.post(many_at(cast), rows()).content.decode()
    assert (
        "Tulis tanggal hari ini"
        in puji.post(many_at(cast), rows({"name": "Wati"}, since="2999-01-01")).content.decode()
    )


def test_existing_members_are_shown_on_the_screen(puji: Client, cast: Cast):
    page = puji.get(many_at(cast)).content.decode()
    assert "Sari Wahyuni" in page
    assert page.count('class="entry"') == 15


def test_choosing_where_offers_the_places_of_ones_scope_only(puji: Client, cast: Cast):
    page = puji.get("/kelola/kader/tambah/").content.decode()
    assert f"/kelola/posyandu/{cast.melati.uuid}/" in page
    assert "Kenanga" not in page


def test_a_closed_posyandu_takes_nobody(cast: Cast):
    cast.melati.closed_on = TODAY
    with pytest.raises(UserError, match="sudah ditutup"):
        entry.enter_many(cast.melati, [NewMember(NewKader("Wati"))], on=TODAY, by=cast.puji, now=NOW)
    assert not Person.objects.filter(name="Wati").exists()


def test_many_are_compared_in_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries):
    made = persons.register_many([NewKader(f"Kader Nomor {chr(65 + n)}") for n in range(26)])
    Membership.objects.bulk_create(Membership(kader=one, posyandu=cast.melati, since=TODAY) for one in made)
    sought = [Sought(f"Kader Nomor {chr(65 + n)}") for n in range(15)]
    with django_assert_max_num_queries(12):
        found = alike.find(sought, near=cast.melati, user=cast.puji, on=TODAY)
    assert all(others[0].kader.person.name == one.name for one, others in zip(sought, found, strict=True))


def test_names_that_are_only_somewhat_near_are_two_people(cast: Cast):
    Person.objects.filter(pk=cast.sari.person_id).update(name="Siti Aminah")
    found = alike.find([Sought("Siti Maimunah")], near=cast.melati, user=cast.puji, on=TODAY)
    assert found == [[]]


def test_after_midnight_here_today_is_today_though_greenwich_is_a_day_behind(cast: Cast):
    late = datetime(2025, 11, 24, 18, 0, tzinfo=UTC)  # 25 November, 01.00 WIB
    wati = NewMember(NewKader("Wati"))
    assert entry.enter_many(cast.melati, [wati], on=date(2025, 11, 25), by=cast.puji, now=late)
    with pytest.raises(UserError, match="belum tiba"):
        entry.enter_many(cast.melati, [wati], on=date(2025, 11, 26), by=cast.puji, now=late)
