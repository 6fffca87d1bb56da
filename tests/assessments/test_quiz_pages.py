"""The screens of quizzes in the admin: list, blueprint with counts, a draw to look at, the cut."""

import re

import pytest
import time_machine
from django.test import Client

from assessments import cuts
from assessments.draw import issue_ticket
from assessments.models import CutDecision, CutEstimate, CutRound, Question, Quiz, Ticket
from lms.areas.errors import UserError
from lms.people import roles
from lms.people.models import AuditEvent, Person, Role, User
from tests.assessments.factories import make_bank, make_module, make_quiz
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY, make_programme


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def quiz(cast: Cast) -> Quiz:
    programme = make_programme()
    make_bank(programme)
    roles.synchronise([cast.budi, cast.ningsih, cast.admin], on=TODAY)
    return make_quiz(programme, "evaluasi")


@pytest.fixture
def as_(client: Client):
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


def typed(*lines: dict, **words) -> dict[str, object]:
    """The form as a browser posts it."""
    form: dict[str, object] = {"title": "Evaluasi B", "pass_percent": "70", "max_attempts": "3", "sample": "on"}
    form |= {"active": "on", "baris-TOTAL_FORMS": len(lines), "baris-INITIAL_FORMS": 0} | words
    for at, line in enumerate(lines):
        form |= {f"baris-{at}-{name}": value for name, value in line.items()}
    return form


B3 = {"competency": "B3", "count": "5"}


def test_the_list_says_which_banks_are_thin(as_, cast: Cast, quiz: Quiz, django_assert_max_num_queries):
    make_quiz(quiz.programme)
    budi = as_(cast.budi)
    with django_assert_max_num_queries(30):
        page = budi.get("/cms/cek/").text
    assert "terbuka, bank tipis" in page  # 16 items for 6
    assert "usulan, bukan angka Kemenkes" in page
    Question.objects.update(status="retired")
    assert "tidak dapat ditarik" in budi.get("/cms/cek/").text


def test_an_author_counts_before_she_saves(as_, cast: Cast, quiz: Quiz):
    line = B3 | {"difficulties": ["sedang"], "lessons": ["menimbang"]}
    page = as_(cast.budi).post(f"/cms/cek/{quiz.key}/", typed(line, hitung="1")).text
    assert "5 soal cocok; sebaiknya 15" in page
    assert "Bank tipis" in page
    quiz.refresh_from_db()
    assert quiz.blueprint == [{"competency": "B3", "count": 6}]


def test_she_saves_and_sheets_already_given_stay(as_, cast: Cast, quiz: Quiz):
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    line = B3 | {"types": ["single", "truefalse"], "essential": "1"}
    page = as_(cast.budi).post(f"/cms/cek/{quiz.key}/", typed(line, simpan="1", pass_percent="80"), follow=True).text
    quiz.refresh_from_db()
    assert "Cek tersimpan" in page
    assert quiz.blueprint == [{"competency": "B3", "count": 5, "types": ["single", "truefalse"], "essential": 1}]
    assert (quiz.cut, Ticket.objects.get(pk=ticket.pk).rule["pass_percent"]) == (80, 70)
    assert AuditEvent.objects.get(act="quiz_changed").actor == cast.budi


def test_what_cannot_be_drawn_is_not_opened(as_, cast: Cast, quiz: Quiz):
    page = as_(cast.budi).post(f"/cms/cek/{quiz.key}/", typed(B3 | {"count": "20"}, simpan="1")).text
    assert "padahal bank punya 16 soal" in page
    assert "harus dapat ditarik" in page
    quiz.refresh_from_db()
    assert quiz.blueprint == [{"competency": "B3", "count": 6}]


def test_a_whole_evaluasi_covers_its_group(as_, cast: Cast, quiz: Quiz):
    form = typed(B3 | {"count": "12"}, simpan="1")
    del form["sample"]
    page = as_(cast.budi).post(f"/cms/cek/{quiz.key}/", form).text
    assert "belum ada B1, B2, B4, B5, B6, dan B7" in page


def test_a_new_quiz_is_closed_until_its_lines_are_written(as_, cast: Cast, quiz: Quiz):
    budi = as_(cast.budi)
    budi.post("/cms/cek/baru/", {"kind": "pre_test", "about": "B"})
    budi.post("/cms/cek/baru/", {"kind": "post_test", "about": "B"})
    before, after = Quiz.objects.get(kind="pre_test"), Quiz.objects.get(kind="post_test")
    assert (before.active, after.active, after.pair) == (False, False, before)
    assert "sudah ada" in budi.post("/cms/cek/baru/", {"kind": "evaluasi", "about": "B"}).text
    assert "untuk satu kompetensi" in budi.post("/cms/cek/baru/", {"kind": "kuis_modul", "about": "B"}).text


def test_a_kuis_without_lines_follows_the_site(as_, cast: Cast, quiz: Quiz):
    kuis = make_quiz(quiz.programme)
    as_(cast.budi).post(f"/cms/cek/{kuis.key}/", typed({"competency": "B3", "count": ""}, simpan="1", pass_percent=""))
    kuis.refresh_from_db()
    assert (kuis.blueprint, kuis.pass_percent, len(kuis.lines)) == ([], None, 1)


def test_a_draw_is_looked_at_and_nothing_is_kept(as_, cast: Cast, quiz: Quiz):
    page = as_(cast.ningsih).get(f"/cms/cek/{quiz.key}/contoh/").text
    assert page.count('class="facts-card"') == 6
    assert "wajib benar" in page
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("who", ["ningsih", "admin", "dewi", "rina", "sari"])
def test_only_a_national_author_changes_a_quiz(as_, cast: Cast, quiz: Quiz, who: str):
    answer = as_(getattr(cast, who)).post(f"/cms/cek/{quiz.key}/", typed(B3, simpan="1"))
    assert answer.status_code in (302, 404)
    quiz.refresh_from_db()
    assert quiz.title != "Evaluasi B"


# -- the cut ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def nakes(cast: Cast, quiz: Quiz) -> list[User]:
    """Ningsih and four more who review for the nation."""
    more = [User.objects.create(username=f"nakes{n}", person=Person.objects.create(name=f"Nakes {n}")) for n in "2345"]
    for user in more:
        Role.objects.create(user=user, kind="penelaah", since=SINCE)
    return [cast.ningsih, *more]


def estimated(round: CutRound, nakes: list[User], *values: int) -> None:
    for user, value in zip(nakes, values, strict=True):
        cuts.estimate(round, {row["key"]: value for row in round.rows}, by=user, now=NOW)


@pytest.mark.every_database
def test_the_mean_of_five_is_adopted_and_labelled(cast: Cast, quiz: Quiz, nakes: list[User]):
    before = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    round = cuts.open_round(quiz, by=cast.budi, now=NOW)
    estimated(round, nakes, 6, 7, 7, 8, 8)
    decision = cuts.adopt(round, 72, note="", by=cast.admin, now=NOW)
    quiz.refresh_from_db()
    assert (str(decision.proposed), str(decision.lowest), str(decision.highest)) == ("72.00", "60.00", "80.00")
    assert (quiz.cut, quiz.cut_source) == (72, "metode Angoff oleh 5 nakes, 24 November 2025; bukan angka Kemenkes")
    assert Ticket.objects.get(pk=before.pk).rule["pass_percent"] == 70
    assert issue_ticket(cast.tini.person.kader, quiz, now=NOW).rule["cut_source"] == quiz.cut_source
    with pytest.raises(UserError, match="sudah ditutup"):
        cuts.estimate(round, {row["key"]: 1 for row in round.rows}, by=cast.ningsih, now=NOW)


def test_four_are_too_few_and_another_number_needs_a_reason(cast: Cast, quiz: Quiz, nakes: list[User]):
    round = cuts.open_round(quiz, by=cast.budi, now=NOW)
    estimated(round, nakes[:4], 6, 7, 7, 8)
    with pytest.raises(UserError, match="Perlu taksiran 5 nakes"):
        cuts.adopt(round, 70, note="", by=cast.admin, now=NOW)
    estimated(round, nakes, 6, 7, 7, 8, 8)
    with pytest.raises(UserError, match="Tulis alasannya"):
        cuts.adopt(round, 70, note="", by=cast.admin, now=NOW)
    cuts.adopt(round, 70, note="Sama di semua kelompok", by=cast.admin, now=NOW)
    assert CutDecision.objects.get().note == "Sama di semua kelompok"


def test_one_round_is_open_at_a_time_and_every_row_is_filled(cast: Cast, quiz: Quiz):
    round = cuts.open_round(quiz, by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="sudah dibuka"):
        cuts.open_round(quiz, by=cast.budi, now=NOW)
    for values in ({}, {row["key"]: 11 for row in round.rows}):
        with pytest.raises(UserError, match="0 sampai 10"):
            cuts.estimate(round, values, by=cast.ningsih, now=NOW)


def test_a_cut_typed_by_hand_is_a_proposal_again(as_, cast: Cast, quiz: Quiz):
    Quiz.objects.update(cut_source="metode Angoff")
    as_(cast.budi).post(f"/cms/cek/{quiz.key}/", typed(B3, simpan="1"))
    assert Quiz.objects.get(pk=quiz.pk).cut_source == "metode Angoff"
    as_(cast.budi).post(f"/cms/cek/{quiz.key}/", typed(B3, simpan="1", pass_percent="65"))
    assert Quiz.objects.get(pk=quiz.pk).cut_source == ""


def test_author_opens_nakes_fill_in_administrator_adopts(as_, cast: Cast, quiz: Quiz, nakes: list[User]):
    address = f"/cms/cek/{quiz.key}/batas/"
    assert as_(cast.ningsih).post(address, {"buka": "1"}).status_code == 404
    as_(cast.budi).post(address, {"buka": "1"})
    round = CutRound.objects.get()
    values = {row["key"]: "7" for row in round.rows}
    assert as_(cast.budi).post(address, values | {"taksir": "1"}).status_code == 404
    first = as_(cast.ningsih).post(address, values | {"taksir": "1"} | {round.rows[0]["key"]: "x"})
    assert "Isi semua baris" in first.text
    page = as_(cast.ningsih).post(address, values | {"taksir": "1"}, follow=True).text
    assert "1 dari 5 nakes sudah menaksir" in page
    estimated(round, nakes[1:], 7, 7, 7, 7)
    assert as_(cast.ningsih).post(address, {"tetapkan": "1", "percent": "70"}).status_code == 404
    page = as_(cast.admin).post(address, {"tetapkan": "1", "percent": "70"}, follow=True).text
    assert "metode Angoff oleh 5 nakes" in page
    assert CutEstimate.objects.count() == 5


def test_a_nakes_fills_in_before_she_reads_what_others_say(as_, cast: Cast, quiz: Quiz, nakes: list[User]):
    address = f"/cms/cek/{quiz.key}/batas/"
    round = cuts.open_round(quiz, by=cast.budi, now=NOW)
    estimated(round, nakes[1:3], 6, 8)
    before = as_(cast.ningsih).get(address).text
    assert not re.search(r"Usulan \d", before)
    assert "Nakes 2" not in before
    assert "2 dari 5 nakes sudah menaksir" in before
    after = as_(cast.ningsih).post(address, {row["key"]: "7" for row in round.rows} | {"taksir": "1"}, follow=True).text
    assert "Nakes 2: 60,00 %" in after or "Nakes 2: 60.00 %" in after
    assert "Ningsih" in after
    assert "person " not in after


def test_the_form_can_be_printed(as_, cast: Cast, quiz: Quiz):
    address = f"/cms/cek/{quiz.key}/batas/cetak/"
    assert as_(cast.ningsih).get(address).status_code == 404
    cuts.open_round(quiz, by=cast.budi, now=NOW)
    page = as_(cast.ningsih).get(address).text
    assert page.count("<tr>") == 17  # the head and an item each
    assert "Soal counting 0?" in page


def test_a_judge_reads_what_a_lesson_is_called(as_, cast: Cast, quiz: Quiz):
    make_module(quiz.programme)
    cuts.open_round(quiz, by=cast.budi, now=NOW)
    lesson = CutRound.objects.get().rows[0]["lesson"]
    for page in ("", "cetak/"):
        shown = as_(cast.ningsih).get(f"/cms/cek/{quiz.key}/batas/{page}").text
        assert f"<b>B3 · Pelajaran {lesson}</b>" in shown
