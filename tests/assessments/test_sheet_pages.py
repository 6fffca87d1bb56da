"""The screens of the puskesmas and the Dinas: questions about sheets, and gains."""

from datetime import timedelta

import pytest
from django.test import Client

from assessments import analyse
from assessments.models import Attempt, AttemptRegrade, GainTally, Inquiry, Regrade
from tests.assessments.answering import hand_in, kader_at, versions
from tests.assessments.factories import RIGHT, make_bank, make_quiz
from tests.assessments.test_gains import event  # noqa: F401
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client: Client, monkeypatch: pytest.MonkeyPatch):
    """How strongly staff must sign in is tested in tests/people."""
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def inquiry(cast: Cast) -> Inquiry:
    """Sari handed in within five seconds."""
    make_bank(programme := make_programme())
    given = [(v, RIGHT[v.question.type]) for v in versions()]
    quiz = make_quiz(programme, "evaluasi")
    hand_in(cast.sari.person.kader, quiz, given, took=timedelta(seconds=5))
    analyse.reckon(now=NOW)
    return Inquiry.objects.get()


def test_her_puskesmas_reads_a_question_not_a_verdict(inquiry: Inquiry, as_, cast: Cast):
    text = as_(cast.puji).get("/kelola/lembar/").text
    assert "Sari Wahyuni" in text
    assert "Apakah sempat dibaca?" in text
    assert "bukan tuduhan" in text
    one = as_(cast.puji).get(f"/kelola/lembar/{inquiry.uuid}/").text
    assert "hanya 5 detik" in one
    assert "tidak berubah" in one


def test_after_a_regrade_the_marks_in_force_are_read(inquiry: Inquiry, as_, cast: Cast):
    version = inquiry.attempt.ticket.items.first().version
    regrade = Regrade.objects.create(old=version, new=version, reason="Kunci keliru.", by=cast.ningsih, at=NOW)
    AttemptRegrade.objects.create(
        regrade=regrade, attempt=inquiry.attempt, marks={}, score_percent=75, passed=True, at=NOW
    )
    one = as_(cast.puji).get(f"/kelola/lembar/{inquiry.uuid}/").text
    assert "nilai 75 ·" in one
    assert "dinilai ulang" in one
    assert "nilai 100" not in one


def test_what_she_found_out_is_noted_and_no_score_moves(inquiry: Inquiry, as_, cast: Cast):
    url, before = f"/kelola/lembar/{inquiry.uuid}/", Attempt.objects.values().get()
    empty = as_(cast.puji).post(url, {"catatan": " "})
    assert empty.status_code == 409
    assert "Tulis dulu satu kalimat" in empty.text
    assert "Tercatat." in as_(cast.puji).post(url, {"catatan": "Sudah hafal dari latihan."}, follow=True).text
    assert "Sudah hafal dari latihan." in as_(cast.dewi).get(url).text
    assert Attempt.objects.values().get() == before


def test_nobody_else_reads_it(inquiry: Inquiry, as_, cast: Cast):
    for stranger in (cast.lastri, cast.yanti, cast.sari, cast.rina, cast.budi, cast.admin):
        assert as_(stranger).get(f"/kelola/lembar/{inquiry.uuid}/").status_code == 404
        assert as_(stranger).post(f"/kelola/lembar/{inquiry.uuid}/", {"catatan": "x"}).status_code == 404
    assert "Sari" not in as_(cast.lastri).get("/kelola/lembar/").text
    assert as_(cast.sari).get("/kelola/lembar/").status_code == 404


def test_the_list_costs_the_same_for_few_and_many(inquiry: Inquiry, as_, cast: Cast, django_assert_num_queries):
    url = "/kelola/lembar/"
    as_(cast.puji).get(url)
    with django_assert_num_queries(13):
        as_(cast.puji).get(url)
    for one in kader_at(cast.melati, 5):
        given = [(v, RIGHT[v.question.type]) for v in versions()]
        hand_in(one, inquiry.attempt.quiz, given, took=timedelta(seconds=5))
    analyse.reckon(now=NOW)
    with django_assert_num_queries(13):
        assert as_(cast.puji).get(url).text.count("Apakah sempat dibaca?") == 6


def test_the_dinas_reads_gains_by_place_event_competency_and_question(event, as_, cast: Cast):  # noqa: F811
    analyse.reckon(now=NOW)
    text = as_(cast.dewi).get("/kegiatan/kenaikan/").text
    assert "Angkatan 1 · Kota Kediri" in text
    assert "0,67" in text
    row = GainTally.objects.get(event=event, kab=cast.kediri)
    one = as_(cast.dewi).get(f"/kegiatan/kenaikan/{row.key}/").text
    assert "8 kader: dari rata-rata 25 menjadi 75" in one
    assert "100\u00a0% (dari 8)" in one
    assert "Di atas tikar" not in one  # what a counting item asks stays with its authors


def test_a_question_that_few_met_is_counted_and_has_no_line(event, as_, cast: Cast):  # noqa: F811
    analyse.reckon(now=NOW)
    row = GainTally.objects.get(event=event, kab=cast.kediri)
    row.items["b3-c00"] = [2, 1.0, 0, 0.0, 0, 0]
    row.save()
    one = as_(cast.dewi).get(f"/kegiatan/kenaikan/{row.key}/").text
    assert "b3-c00" not in one
    assert "b3-c02" in one
    assert "1 soal diterima kurang dari 5 kader" in one


def test_below_five_pairs_no_figure_is_said(event, as_, cast: Cast):  # noqa: F811
    analyse.reckon(now=NOW)
    text = as_(cast.lastri).get("/kegiatan/kenaikan/").text
    assert "kurang dari 5" in text
    assert "0,67" not in text
    row = GainTally.objects.get(event=None, puskesmas=cast.puskesmas_ngletih)
    one = as_(cast.lastri).get(f"/kegiatan/kenaikan/{row.key}/").text
    assert "Kurang dari 5 pasangan" in one
    assert "25" not in one.partition("<main")[2]


def test_gains_of_others_are_not_found(event, as_, cast: Cast):  # noqa: F811
    analyse.reckon(now=NOW)
    row = GainTally.objects.get(event=None, puskesmas=cast.balowerti)
    for stranger in (cast.lastri, cast.yanti, cast.budi, cast.sari):
        assert as_(stranger).get(f"/kegiatan/kenaikan/{row.key}/").status_code == 404
    assert "Indonesia" in as_(cast.budi).get("/kegiatan/kenaikan/").text
    assert as_(cast.sari).get("/kegiatan/kenaikan/").status_code == 404
