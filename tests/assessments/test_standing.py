import uuid
from datetime import timedelta

import pytest

from assessments.draw import issue_ticket
from assessments.models import SkillRule
from assessments.observe import observe
from assessments.queries import standing
from assessments.submit import submit
from lms.areas.flower import Petal
from modules.models import Competency, StudyMark
from tests.assessments.factories import (
    BENAR,
    lacks_only_b3,
    make_bank,
    make_instrument,
    make_module,
    make_quiz,
    passes,
    sealed,
)
from tests.cast import Cast
from tests.factories import NOW, make_programme

DAY = timedelta(days=1)


@pytest.fixture
def programme(cast: Cast):
    programme = lacks_only_b3(cast.sari, at=NOW - 9 * DAY)
    make_bank(programme)
    make_module(programme)
    return programme


@pytest.fixture
def quizzes(programme):
    return make_quiz(programme), make_quiz(programme, "evaluasi")


def stands(cast: Cast, programme, *, now=NOW):
    return standing(cast.sari.person.kader, programme, now=now)


def b3(cast: Cast, programme) -> str:
    return next(p for p in stands(cast, programme).competencies if p.competency.key == "B3").sentence


def test_sari_has_24_full_petals_and_b3_is_trained(cast: Cast, programme, quizzes):
    now = stands(cast, programme)
    assert (now.skilled, [petal.competency.key for petal in now.missing]) == (24, ["B3"])
    assert now.states["B"].count(Petal.SKILLED) == 6
    assert now.missing[0].state == Petal.TRAINED


def test_the_one_next_step_leads_from_kuis_to_evaluasi_to_practice(cast: Cast, programme, quizzes):
    kuis, evaluasi = quizzes
    assert stands(cast, programme).next.href == f"/cek/mulai/{kuis.key}/"
    ticket = issue_ticket(cast.sari.person.kader, kuis, now=NOW)
    assert stands(cast, programme).next.href == f"/cek/{ticket.token}/"
    passes(cast.sari, kuis)
    assert stands(cast, programme).next.href == f"/cek/mulai/{evaluasi.key}/"
    passes(cast.sari, evaluasi)
    assert stands(cast, programme).next.title.startswith("Praktik B3")
    version = make_instrument(programme)
    observe(cast.sari.person.kader, version, ticks=BENAR, assessor=cast.rina, now=NOW, id=uuid.uuid4())
    done = stands(cast, programme)
    assert (done.next.title, done.skilled) == ("Semua keterampilan sudah terampil", 25)


def test_every_stage_has_its_sentence(cast: Cast, programme, quizzes):
    kuis, evaluasi = quizzes
    version = make_instrument(programme)
    assert b3(cast, programme) == (
        "Sudah dilatih 15 November 2025; tinggal cek kemampuan kelompok B, lalu praktik di depan penilai."
    )
    passes(cast.sari, kuis)
    assert b3(cast, programme).startswith("Kuis modul lulus 24 November 2025; tinggal cek kemampuan kelompok B")
    passes(cast.sari, evaluasi)
    assert b3(cast, programme) == "Tinggal praktik di depan penilai."
    see = {"assessor": cast.rina, "now": NOW}
    kader = cast.sari.person.kader
    observe(kader, version, ticks=BENAR | {"lila": "belum"}, id=uuid.uuid4(), **see)
    assert b3(cast, programme) == ("Praktik pertama pada 24 November 2025 belum terampil; berlatih, lalu praktik lagi.")
    observe(kader, version, ticks=BENAR, id=uuid.uuid4(), **see)
    assert b3(cast, programme) == "Terampil sejak 24 November 2025."


def test_practice_before_evaluasi_says_what_is_left(cast: Cast, programme, quizzes):
    version = make_instrument(programme)
    observe(cast.sari.person.kader, version, ticks=BENAR, assessor=cast.rina, now=NOW, id=uuid.uuid4())
    assert b3(cast, programme) == "Praktik sudah benar pada 24 November 2025; tinggal cek kemampuan kelompok B."


def test_the_group_says_what_is_missing_by_code(cast: Cast, programme, quizzes):
    passes(cast.sari, quizzes[1])
    groups = {group.group.key: group.sentence for group in stands(cast, programme).groups}
    assert groups["A"] == "Lengkap: 4 dari 4 terampil sejak 15 November 2025."
    assert groups["B"] == (
        "6 dari 7 terampil; dilatih 15 November 2025; cek kemampuan kelompok B sudah lulus 24 November 2025; "
        "praktik B3 belum dinilai."
    )


def test_a_newcomer_begins_with_the_open_module(cast: Cast, programme, quizzes):
    new = standing(cast.tini.person.kader, programme, now=NOW)
    assert (new.next.action, new.next.href) == ("Buka modul", "/modul/b3/")
    assert {group.sentence for group in new.groups} == {"Belum mulai."}
    StudyMark.objects.create(
        kader=cast.tini.person.kader,
        competency=Competency.objects.get(key="B3"),
        lesson_key="menimbang",
        opened_at=NOW,
    )
    began = standing(cast.tini.person.kader, programme, now=NOW)
    assert began.states["B"][2] == Petal.STUDIED
    assert began.next.href == f"/cek/mulai/{quizzes[0].key}/"


def test_when_all_attempts_are_used_a_person_helps(cast: Cast, programme, quizzes):
    passes(cast.sari, quizzes[0], at=NOW - DAY)
    for day in range(3):
        at = NOW + day * DAY
        ticket = issue_ticket(cast.sari.person.kader, quizzes[1], now=at)
        submit(sealed(ticket, right=0, at=at), channel="form", now=at)
    now = stands(cast, programme, now=NOW + 3 * DAY)
    assert now.next.text == "Semua kesempatan sudah dipakai; penilai akan mendampingi, lalu satu dibuka lagi."
    assert [attempt.passed for attempt in now.receipts] == [False, False, False, True]


def test_observation_alone_asks_for_no_evaluasi(cast: Cast, programme, quizzes):
    SkillRule.objects.create(programme=programme, preset="observasi")
    now = stands(cast, programme)
    assert now.missing[0].sentence == "Tinggal praktik di depan penilai."
    assert now.next.title.startswith("Praktik B3")


def test_standing_costs_the_same_for_a_beginner_and_for_sari(cast: Cast, programme, quizzes, django_assert_num_queries):
    passes(cast.sari, quizzes[0])
    for user in (cast.sari, cast.tini):
        kader = user.person.kader
        with django_assert_num_queries(11):
            standing(kader, programme, now=NOW)


def test_a_programme_without_anything_says_wait(cast: Cast):
    other = make_programme()
    waiting = standing(cast.sari.person.kader, other, now=NOW)
    assert (waiting.next.title, waiting.skilled) == ("Modul berikutnya segera dibuka", 0)
    assert waiting.competencies[0].sentence == "Belum mulai; modulnya segera dibuka."
