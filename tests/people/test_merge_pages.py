"""Two rows side by side, and the officer who says whether they are one."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lms.people import memberships, merge, persons
from lms.people.models import AuditEvent, Kader, KaderMerge, NotSame
from lms.people.persons import NewKader
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import give_card

BORN = date(1978, 5, 2)


@pytest.fixture(autouse=True)
def _now(settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("StrongSignIn")]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kept(cast: Cast) -> Kader:
    return cast.sari.person.kader


@pytest.fixture
def gone(cast: Cast) -> Kader:
    twin = persons.register_many([NewKader("SARI WAHYUNI", birth_date=BORN)])[0]
    memberships.join(twin, posyandu=cast.kenanga, on=date(2025, 6, 1), now=NOW)
    return twin


@pytest.fixture
def dewi(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dewi)
    return client


def pair(kept: Kader, gone: Kader) -> str:
    return reverse("kader-merge-pair", args=[kept.uuid, gone.uuid])


def test_the_other_row_is_found_by_a_posted_name(dewi: Client, kept: Kader, gone: Kader):
    page = dewi.post(reverse("kader-merge", args=[kept.uuid]), {"cari": "sari w"}).content.decode()
    assert pair(kept, gone) in page
    assert AuditEvent.objects.filter(act="list_seen").get().count == 1
    assert "Tidak ada yang cocok" in dewi.post(reverse("kader-merge", args=[kept.uuid]), {"cari": "%"}).content.decode()


def test_both_are_shown_with_what_will_happen(dewi: Client, cast: Cast, kept: Kader, gone: Kader):
    page = dewi.get(pair(kept, gone)).content.decode()
    for word in ("Sari Wahyuni", "SARI WAHYUNI", "2 Mei 1978", "Posyandu Melati", "Posyandu Kenanga", "0 bukti"):
        assert word in page
    assert "Lebih baik ditukar" not in page
    give_card(cast.sari)
    assert "Lebih baik ditukar" in dewi.get(pair(gone, kept)).content.decode()


def test_without_the_tick_nothing_happens(dewi: Client, kept: Kader, gone: Kader):
    answer = dewi.post(pair(kept, gone))
    assert (answer.status_code, KaderMerge.objects.count()) == (409, 0)
    assert "Belum ada yang digabung" in answer.content.decode()


def test_merged_with_what_was_ticked_and_taken_back(dewi: Client, cast: Cast, kept: Kader, gone: Kader):
    row = gone.memberships.get()
    answer = dewi.post(pair(kept, gone), {"yakin": "1", "tugas": [str(row.pk), "x", "9" * 30]}, follow=True)
    made = KaderMerge.objects.get()
    undo = reverse("kader-unmerge", args=[kept.uuid, made.pk])
    assert undo in answer.content.decode()
    assert kept.memberships.filter(posyandu=cast.kenanga, until=None).exists()
    assert dewi.get(pair(kept, gone)).status_code == 404
    assert "Posyandu Kenanga" in dewi.get(undo).content.decode()
    dewi.post(undo, {"tugas": str(row.pk)})
    assert gone.memberships.filter(until=None).exists()
    assert dewi.get(undo).status_code == 404


def test_two_people_are_said_to_be_two(dewi: Client, kept: Kader, gone: Kader):
    assert dewi.post(pair(kept, gone), {"bukan": "1"}).url == reverse("doubles")
    assert NotSame.objects.count() == 1
    assert not KaderMerge.objects.exists()


def test_the_list_names_pairs_and_costs_the_same_for_many(dewi: Client, cast: Cast, django_assert_max_num_queries):
    people = persons.register_many([NewKader("Siti Aminah", birth_date=BORN)] * 6)
    for one in people[:2]:
        memberships.join(one, posyandu=cast.melati, on=TODAY, now=NOW)
    page = dewi.get(reverse("doubles")).content.decode()
    assert "1 pasang" in page
    assert pair(*people[:2]) in page
    assert "nama dan tanggal lahir sama" in page
    for one in people[2:]:
        memberships.join(one, posyandu=cast.kenanga, on=TODAY, now=NOW)
    with django_assert_max_num_queries(16):
        assert "15 pasang" in dewi.get(reverse("doubles")).content.decode()


def test_an_officer_of_one_puskesmas_merges_nobody_of_another(client: Client, cast: Cast, kept: Kader, gone: Kader):
    made = merge.merge(kept, cast.tini.person.kader, by=cast.dewi, now=NOW, take_over=[])
    for user in (cast.puji, cast.lastri, cast.yanti, cast.rina, cast.sari):
        client.force_login(user)
        assert client.get(pair(kept, gone)).status_code == 404
        assert client.post(pair(kept, gone), {"yakin": "1"}).status_code == 404
        assert client.post(reverse("kader-unmerge", args=[kept.uuid, made.pk])).status_code == 404
    client.force_login(cast.puji)
    found = client.post(reverse("kader-merge", args=[kept.uuid]), {"cari": "sari"}).content.decode()
    assert "Tidak ada yang cocok" in found
