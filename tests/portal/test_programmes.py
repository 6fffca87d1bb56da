"""A second programme beside the 25: who sees which, and the way from one to the other."""

from datetime import date

import pytest
from django.test import Client

from assessments.models import ProgrammeRecord
from lms.people.models import Membership
from lms.people.models.kader import EVERY_FIELD
from modules import queries
from modules.models import Competency, CompetencyGroup, Programme
from tests.cast import Cast
from tests.factories import make_programme


@pytest.fixture
def second(cast: Cast) -> Programme:
    """For all bidang, with one group of two competencies; made first, and yet second."""
    made = Programme.objects.create(key="spm", title="Enam bidang SPM", field=EVERY_FIELD, version="1")
    group = CompetencyGroup.objects.create(programme=made, key="S", title="Enam bidang", position=1)
    for position, key in enumerate(("S1", "S2"), 1):
        Competency.objects.create(group=group, key=key, title=f"Melakukan {key}", short_title=key, position=position)
    make_programme()
    return made


def test_the_25_come_first_and_an_unknown_key_is_them(second: Programme):
    assert [one.key for one in queries.programmes()] == ["ilp-25", "spm"]
    assert queries.chosen(queries.programmes(), "asing").key == "ilp-25"
    assert [one.programme.key for one in queries.index()] == ["ilp-25", "spm"]
    assert {group.group.programme.key for group in queries.index_groups()} == {"ilp-25"}


def test_a_kader_of_health_sees_the_25_and_finds_the_other(client: Client, cast: Cast, second: Programme):
    client.force_login(cast.sari)
    page = client.get("/saya/").text
    assert "dari 25" in page
    assert 'href="?program=spm"' in page
    assert "dari 2</" in client.get("/saya/?program=spm").text


def test_a_kader_of_another_bidang_begins_with_the_programme_that_counts_her(
    client: Client, cast: Cast, second: Programme
):
    client.force_login(cast.sosial)
    page = client.get("/saya/").text
    assert "dari 2</" in page
    assert "program=" not in page
    assert "dari 2</" in client.get("/saya/?program=ilp-25").text


def test_with_one_programme_nothing_is_to_be_chosen(client: Client, cast: Cast):
    make_programme()
    client.force_login(cast.sari)
    assert "program=" not in client.get("/saya/").text
    client.force_login(cast.dewi)
    assert "program=" not in client.get("/dinas/35.71/").text


def test_boards_switch_and_keep_the_programme(client: Client, cast: Cast, second: Programme):
    client.force_login(cast.dewi)
    assert "kader bidang kesehatan" in client.get("/dinas/35.71/").text
    page = client.get("/dinas/35.71/?program=spm").text
    assert "kader semua bidang" in page
    assert "/dinas/35.71.02/?program=spm" in page
    assert '<input type="hidden" name="program" value="spm">' in page


def test_an_assessor_finds_kader_of_other_bidang_in_the_programme_that_counts_them(
    client: Client, cast: Cast, second: Programme
):
    Membership.objects.filter(kader=cast.sosial.person.kader).update(since=date(2025, 1, 1))
    client.force_login(cast.rina)
    name = cast.sosial.person.name
    assert name not in client.get("/nilai/").text
    page = client.get("/nilai/?program=spm").text
    assert name in page
    assert "0 dari 2 terampil" in client.get(f"/nilai/{cast.sosial.person.kader.uuid}/?program=spm").text


def test_the_list_of_kader_tells_and_asks_for_both(client: Client, cast: Cast, second: Programme):
    days = {"trained_on": date(2025, 3, 2), "assessed_on": None}
    ProgrammeRecord.objects.create(kader=cast.sari.person.kader, programme=second, **days)
    client.force_login(cast.puji)
    page = client.get("/kelola/kader/?langkah=spm.dilatih").text
    assert "Enam bidang SPM: dilatih" in page
    assert '<option value="spm.dilatih" selected>Enam bidang SPM: sudah dilatih</option>' in page
    assert "Endang" not in page
    assert cast.sari.person.name not in client.get("/kelola/kader/?langkah=spm.belum-dilatih").text
    assert "Tidak ada yang cocok" in client.get("/kelola/kader/?langkah=dilatih").text


def test_her_page_tells_her_officer_of_both(client: Client, cast: Cast, second: Programme):
    client.force_login(cast.puji)
    page = client.get(f"/kelola/kader/{cast.sari.person.kader.uuid}/").text
    assert "0 dari 25 terampil" in page
    assert "0 dari 2 terampil" in page
    assert page.count("<h3>Enam bidang SPM</h3>") == 2  # where she stands, and her level
    client.force_login(cast.lastri)
    assert "dari 2 terampil" not in client.get(f"/kelola/kader/{cast.sari.person.kader.uuid}/").text
