from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from assessments.draw import issue_ticket
from assessments.envelope import seal
from assessments.models import Attempt, CompetencyRecord, GroupRecord
from assessments.queries import standing
from assessments.rules import knows
from assessments.submit import submit
from lms.areas.flower import Petal
from tests.assessments.factories import answers_to, make_bank, make_module, make_quiz, passes, trained
from tests.cast import Cast
from tests.factories import NOW, make_programme

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def programme(cast: Cast):
    programme = make_programme()
    for competency in ("B3", "B4"):
        make_bank(programme, competency)
        make_module(programme, competency)
        make_quiz(programme, competency=competency)
    return programme


@pytest.fixture
def pre_test(programme):
    quiz = make_quiz(programme, "pre_test")
    quiz.blueprint = [{"competency": "B3", "count": 3}, {"competency": "B4", "count": 2}]
    quiz.max_attempts = 1
    quiz.save()
    return quiz


def takes(cast: Cast, quiz, *, misses: str = "") -> None:
    """Sari answers all right, but leaves one item of that competency open."""
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    answers = answers_to(ticket)
    for item in ticket.items.filter(version__question__competency__key=misses)[:1]:
        del answers[str(item.position)]
    body = seal(id=uuid4(), ticket=ticket.token, answers=answers, started_at=NOW, finished_at=NOW)
    submit(body, channel="form", now=NOW)


def stands(cast: Cast, programme):
    return standing(cast.sari.person.kader, programme, now=LATER)


def group_b(cast: Cast, programme):
    return stands(cast, programme).groups[1]


def test_all_items_right_say_that_she_knows_it_and_one_wrong_that_she_does_not():
    assert knows([1, 1], 2)
    assert knows([1], 2)  # the blueprint asked for one only
    assert not knows([1, 0.5, 1], 2)
    assert not knows([1, None, None], 2)
    assert not knows([None], 2)


def test_her_path_shows_the_rest_and_says_so_kindly(cast: Cast, programme, pre_test):
    takes(cast, pre_test, misses="B4")
    group = group_b(cast, programme)
    assert [petal.competency.key for petal in group.spared] == ["B3"]
    assert "Menurut pre-test sudah dikuasai: modulnya boleh dilewati" in group.competencies[2].sentence
    assert "menurut pre-test sudah menguasai B3" in group.sentence
    assert stands(cast, programme).next.title.startswith("Belajar B4")


def test_a_pre_test_never_counts_as_evidence(cast: Cast, programme, pre_test):
    takes(cast, pre_test)
    assert not CompetencyRecord.objects.exists()
    assert not GroupRecord.objects.exists()
    assert {petal.state for petal in group_b(cast, programme).competencies} == {Petal.NOT_STARTED}


def test_the_kuis_of_what_she_knows_comes_last_and_closes_its_module(cast: Cast, programme, pre_test):
    takes(cast, pre_test)
    step = stands(cast, programme).next
    assert (step.href, step.text) == (
        "/cek/mulai/kuis-modul-b3/",
        "Menurut pre-test, B3 sudah dikuasai. Kuis ini menutup modulnya.",
    )


def test_saya_offers_the_pre_test_once_then_what_is_spared(cast: Cast, client: Client, programme, pre_test):
    client.force_login(cast.sari)
    assert f"/cek/mulai/{pre_test.key}/" in client.get("/saya/").content.decode()
    takes(cast, pre_test, misses="B4")
    page = client.get("/saya/").content.decode()
    assert "sudah menguasai B3. Yang perlu dipelajari tinggal B1, B2, B4" in page
    assert f"/cek/mulai/{pre_test.key}/" not in page


def test_nobody_else_is_spared_by_it(cast: Cast, programme, pre_test):
    takes(cast, pre_test)
    hers = standing(cast.tini.person.kader, programme, now=LATER).groups[1]
    assert hers.spared == []
    assert hers.pre_test == pre_test


def test_who_is_trained_is_not_told_what_to_study(cast: Cast, programme, pre_test):
    passes(cast.sari, pre_test)
    trained(cast.sari.person.kader, programme)
    assert group_b(cast, programme).spared == []


def test_a_pre_test_is_not_failed(cast: Cast, client: Client, programme, pre_test):
    client.force_login(cast.sari)
    assert "Tidak menentukan lulus" in client.get(f"/cek/mulai/{pre_test.key}/").content.decode()
    takes(cast, pre_test, misses="B3")
    page = client.get(f"/cek/{Attempt.objects.get().ticket.token}/hasil/").content.decode()
    assert "<h1>Pre-test selesai</h1>" in page
    assert not any(words in page for words in ("Belum lulus", "Batas nilai", "batas lulus"))
