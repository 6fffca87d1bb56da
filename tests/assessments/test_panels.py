"""What this floor adds to a kader's page, a posyandu's page and the list of kader."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments import panels
from assessments.draw import issue_ticket
from assessments.queries import standing
from lms.people.models import Person
from modules.models import CompetencyGroup, Programme
from tests.assessments.factories import lacks_only_b3, make_bank, make_quiz, passes, skilled
from tests.cast import Cast
from tests.factories import NOW

STAGES = {
    "B": ["bayi_balita"],
    "C": ["ibu_hamil_menyusui"],
    "D": ["sekolah_remaja"],
    "E": ["usia_produktif", "lansia"],
}


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    for key, stages in STAGES.items():
        CompetencyGroup.objects.filter(key=key).update(life_stages=stages)
    return programme


def opened(client: Client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def kader_page(cast: Cast) -> str:
    return f"/kelola/kader/{cast.sari.person.kader.uuid}/"


def test_her_page_says_where_she_stands_in_the_same_sentences(client: Client, cast: Cast, programme: Programme):
    page = opened(client, cast.rina, kader_page(cast))
    for told in ("24 dari 25 terampil", "praktik B3 belum dinilai", "Langkah berikutnya", "Nilai praktiknya"):
        assert told in page
    assert "Penilaian 2024" in page
    assert "Nilai praktiknya" not in opened(client, cast.puji, kader_page(cast))


def test_a_sheet_of_one_programme_is_no_next_step_of_another(cast: Cast, programme: Programme):
    make_bank(programme)
    issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW)
    hers = standing(cast.sari.person.kader, programme, now=NOW)
    assert [ticket.quiz.title for ticket in hers.own_tickets] == ["Contoh kuis_modul"]
    other = Programme.objects.create(key="lain", title="Lain", field=programme.field)
    elsewhere = standing(cast.sari.person.kader, other, now=NOW)
    assert len(elsewhere.open_tickets) == 1
    assert elsewhere.own_tickets == []


def test_a_document_for_many_skills_is_one_line_of_evidence(cast: Cast, programme: Programme):
    make_bank(programme)
    passes(cast.sari, make_quiz(programme))
    evidence = panels.evidence(cast.sari.person.kader)
    assert [row["what"] for row in evidence] == ["Contoh kuis_modul", "Daftar hadir pelatihan", "Penilaian 2024"]
    assert evidence[0]["told"] == "lulus, nilai 100"


def test_a_posyandu_is_told_what_it_lacks_for_the_life_stages(client: Client, cast: Cast, programme: Programme):
    page = opened(client, cast.puji, f"/kelola/posyandu/{cast.melati.uuid}/")
    assert "Siap untuk 4 dari 5 tahap hidup" in page
    assert "Sari Wahyuni terampil di seluruh kelompok E" in page
    assert "yang terdekat 6 dari 7" in page


def test_only_kader_of_the_field_who_serve_there_make_it_ready(client: Client, cast: Cast, programme: Programme):
    skilled(cast.tini.person.kader, programme)
    skilled(cast.sosial.person.kader, programme)
    page = opened(client, cast.puji, f"/kelola/posyandu/{cast.melati.uuid}/")
    assert "Siap untuk 4 dari 5 tahap hidup" in page
    assert "Tini" not in page


def test_the_list_tells_rungs_and_is_narrowed_by_them(client: Client, cast: Cast, programme: Programme):
    page = opened(client, cast.puji, "/kelola/kader/?langkah=dilatih")
    assert "dilatih, dinilai" in page
    assert "Sari Wahyuni" in page
    assert "Endang" not in page
    page = opened(client, cast.puji, "/kelola/kader/?langkah=belum-dilatih")
    assert "Tidak ada yang cocok" in page  # Endang serves in another bidang, of which no training is asked


def test_whoever_died_has_no_next_step(client: Client, cast: Cast, programme: Programme):
    Person.objects.filter(pk=cast.sari.person_id).update(deceased=True)
    page = opened(client, cast.rina, kader_page(cast))
    assert "24 dari 25 terampil" in page
    assert "Langkah berikutnya" not in page


def test_without_a_programme_there_is_nothing_to_show(client: Client, cast: Cast):
    page = opened(client, cast.puji, kader_page(cast))
    assert "Sari Wahyuni" in page
    assert "Langkah berikutnya" not in page


@pytest.mark.parametrize("name", ["lastri", "wulan", "yanti", "sari"])
def test_strangers_see_none_of_it(client: Client, cast: Cast, programme: Programme, name: str):
    assert "dari 25" not in opened(client, getattr(cast, name), kader_page(cast))


def test_the_page_costs_the_same_whatever_she_has_done(
    client: Client, cast: Cast, programme: Programme, django_assert_max_num_queries
):
    opened(client, cast.puji, kader_page(cast))
    with django_assert_max_num_queries(60):
        client.get(kader_page(cast))
