"""The screens on which an officer says what happened to a kader."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lms.areas.models import Posyandu
from lms.people.models import AuditEvent, Kader, Membership, MembershipChange
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY

QUERIES = 11


@pytest.fixture(autouse=True)
def _now(settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("StrongSignIn")]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kader(cast: Cast) -> Kader:
    return cast.sari.person.kader


@pytest.fixture
def puji(client: Client, cast: Cast) -> Client:
    client.force_login(cast.puji)
    return client


def act(kader: Kader, key: str, row: Membership | None = None) -> str:
    return reverse("kader-duty-act", args=[kader.uuid, (row or kader.memberships.get()).pk, key])


def test_the_page_says_where_and_offers_what_fits(puji: Client, cast: Cast, kader: Kader):
    page = puji.get(reverse("kader-duty", args=[kader.uuid])).content.decode()
    assert "Posyandu Melati, Semampir" in page
    assert act(kader, "berhenti") in page
    assert act(kader, "betulkan-akhir") not in page
    assert AuditEvent.objects.get().kader == kader


def test_leaving_says_why_and_she_can_be_found_again(puji: Client, cast: Cast, kader: Kader):
    answer = puji.post(act(kader, "berhenti"), {"on": "2025-11-24", "reason": "pindah_keluar"}, follow=True)
    assert "berakhir 24 November 2025" in answer.content.decode()
    assert MembershipChange.objects.get().reason == "pindah_keluar"
    again = {"search": "melati", "field": "kesehatan", "office": "kader", "on": "2025-11-24"}
    puji.post(reverse("kader-duty-new", args=[kader.uuid]), again)
    assert kader.memberships.get(until=None).posyandu == cast.melati


def test_death_is_one_of_the_reasons(puji: Client, cast: Cast, kader: Kader):
    answer = puji.post(act(kader, "berhenti"), {"on": "2025-11-20", "reason": "meninggal"}, follow=True)
    assert "Tercatat meninggal" in answer.content.decode()
    puji.post(act(kader, "betulkan-akhir"), {"on": ""})
    kader.person.refresh_from_db()
    assert (kader.person.deceased, kader.memberships.get().until) == (False, None)


def test_several_places_of_one_name_are_shown_to_choose_from(puji: Client, cast: Cast, kader: Kader):
    twin = Posyandu.objects.create(name="Kenanga", desa=cast.semampir, puskesmas=cast.balowerti)
    answer = puji.post(act(kader, "pindah"), {"on": "2025-11-24", "search": "posyandu kenanga"})
    page = answer.content.decode()
    assert "Posyandu Kenanga, Ngletih" in page
    assert "Posyandu Kenanga, Semampir" in page
    assert kader.memberships.count() == 1
    puji.post(act(kader, "pindah"), {"on": "2025-11-24", "search": "kenanga", "place": f"posyandu-{twin.pk}"})
    assert kader.memberships.get(until=None).posyandu == twin


def test_after_a_move_to_another_puskesmas_she_is_theirs(puji: Client, cast: Cast, kader: Kader):
    answer = puji.post(act(kader, "pindah"), {"on": "2025-11-24", "search": "kenanga ngletih"})
    assert answer.url == reverse("manage")
    assert puji.get(reverse("kader-duty", args=[kader.uuid])).status_code == 404
    puji.force_login(cast.lastri)
    page = puji.get(reverse("kader-duty", args=[kader.uuid])).content.decode()
    assert act(kader, "berhenti", kader.memberships.get(until=None)) in page
    assert act(kader, "betulkan-mulai", kader.memberships.get(until=TODAY)) not in page


def test_nobody_begins_at_a_place_of_another_puskesmas_by_her_own_officer(puji: Client, cast: Cast, kader: Kader):
    data = {"search": "kenanga", "field": "sosial", "office": "kader", "on": "2025-11-24"}
    answer = puji.post(reverse("kader-duty-new", args=[kader.uuid]), data)
    assert "Tidak ada posyandu atau pustu dengan nama itu" in answer.content.decode()


@pytest.mark.parametrize(
    ("key", "data", "sentence"),
    [
        ("berhenti", {"on": "2019-01-01", "reason": "berhenti"}, "sesudah tanggal mulai"),
        ("berhenti", {"on": "2052-01-01", "reason": "berhenti"}, "terlalu jauh"),
        ("pindah", {"on": "2025-11-24", "search": "tidak ada"}, "Tidak ada posyandu"),
        ("bidang", {"on": "2025-11-24", "field": "kesehatan"}, "sama dengan yang sekarang"),
        ("betulkan-mulai", {"on": "24 Nov"}, "Tulis tanggal"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(puji: Client, kader: Kader, key: str, data, sentence: str):
    assert sentence in puji.post(act(kader, key), data).content.decode()
    assert (kader.memberships.get().since, kader.memberships.get().until) == (SINCE, None)


def test_bidang_jabatan_beginning_place_and_slip(puji: Client, cast: Cast, kader: Kader):
    puji.post(act(kader, "jabatan"), {"on": "2025-06-01", "office": "ketua"})
    row = kader.memberships.get(until=None)
    puji.post(act(kader, "betulkan-mulai", row), {"on": "2025-07-01"})
    assert sorted(kader.memberships.values_list("since", "until"))[0] == (SINCE, date(2025, 7, 1))
    puji.post(act(kader, "bidang", row), {"on": "2025-11-24", "field": "sosial"})
    social = kader.memberships.get(until=None)
    puji.post(act(kader, "betulkan-tempat", social), {"search": "kenanga"})
    social.refresh_from_db()
    assert (social.field, social.posyandu) == ("sosial", cast.kenanga)


def test_another_puskesmas_and_another_city_find_nothing(client: Client, cast: Cast, kader: Kader):
    for user in (cast.lastri, cast.yanti, cast.rina, cast.sari):
        client.force_login(user)
        for name in ("kader-duty", "kader-duty-new"):
            assert client.get(reverse(name, args=[kader.uuid])).status_code == 404
        assert client.post(act(kader, "berhenti"), {"on": "2025-11-24", "reason": "berhenti"}).status_code == 404
    assert kader.memberships.get().until is None


def test_the_page_costs_the_same_for_one_and_for_many(
    puji: Client, cast: Cast, kader: Kader, django_assert_num_queries
):
    url = reverse("kader-duty", args=[kader.uuid])
    puji.get(url)
    with django_assert_num_queries(QUERIES):
        puji.get(url)
    for year in range(2000, 2010):
        Membership.objects.create(
            kader=kader, posyandu=cast.melati, since=date(year, 1, 1), until=date(year, 2, 1), field="kesehatan"
        )
    with django_assert_num_queries(QUERIES):
        puji.get(url)
