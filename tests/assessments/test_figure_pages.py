"""*Dokter soal* in the admin: what an author reads, what a nakes decides, and who is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments import analyse, retire
from assessments.analysis.areas import Jump
from assessments.doctor import sentence
from assessments.models import AnalysisRun, ItemStatistic, Question
from lms.people import roles
from tests.assessments.answering import hand_in, kader_at, versions
from tests.assessments.factories import RIGHT, WRONG, make_bank, make_quiz
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.django_db
PAGE = "/cms/soal/dokter/"


@pytest.fixture
def as_(cast: Cast, client: Client):
    """Sign somebody in who may enter the admin; thirty kader have answered and it was reckoned."""
    make_bank(programme := make_programme())
    quiz = make_quiz(programme, "evaluasi")
    for number, one in enumerate(kader_at(cast.melati, 30)):
        right = 6 - number // 10 * 3
        hand_in(one, quiz, [(v, (RIGHT if n < right else WRONG)[v.question.type]) for n, v in enumerate(versions())])
    analyse.work(analyse.ask(by=None, now=NOW), clock=lambda: NOW)
    roles.synchronise([cast.budi, cast.ningsih, cast.admin], on=TODAY)

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in


def test_an_author_reads_which_questions_ail_and_opens_one(as_, cast: Cast, django_assert_max_num_queries):
    author = as_(cast.budi)
    author.get(PAGE)
    with django_assert_max_num_queries(30):
        text = author.get(PAGE).text
    assert "Tidak ada yang memilih C, “Di pangkuan”: ganti." in text
    assert reverse("question-figures", args=["b3-c00"]) in text
    assert "dari 30 lembar" in text
    one = author.get(reverse("question-figures", args=["b3-c00"])).text
    assert "Versi 1, sendiri di HP: 30 jawaban" in one
    assert "B. Di meja yang datar" in one
    assert "67" in one


def test_the_list_is_narrowed_by_competency_and_sign(as_, cast: Cast):
    author = as_(cast.budi)
    everything = author.get(PAGE, {"semua": "on"}).text
    assert "b3-c02" in everything
    assert "b3-c02" not in author.get(PAGE).text
    assert "b3-c00" not in author.get(PAGE, {"kompetensi": "A1"}).text
    assert "b3-c00" not in author.get(PAGE, {"tanda": "easy"}).text
    assert "b3-c00" in author.get(PAGE, {"tanda": "unused"}).text
    assert author.get(PAGE, {"tanda": "x", "p": "zz"}).status_code == 200


def test_the_bank_lists_what_ails_and_leads_to_its_figures(as_, cast: Cast):
    author = as_(cast.budi)
    listed = author.get("/cms/soal/", {"state": "ill"}).text
    assert "b3-c00" in listed
    assert "b3-c02" not in listed
    assert reverse("question-figures", args=["b3-c00"]) in author.get(reverse("bank-item", args=["b3-c00"])).text
    assert reverse("bank-edit", args=["b3-c00"]) in author.get(PAGE).text


def test_below_thirty_answers_no_figure_is_said(as_, cast: Cast):
    ItemStatistic.objects.filter(version__question__key="b3-c00").update(n=29)
    author = as_(cast.budi)
    assert "b3-c00" not in author.get(PAGE).text
    assert "1 soal masih kurang jawabannya." in author.get(PAGE).text
    one = author.get(reverse("question-figures", args=["b3-c00"])).text
    assert "Angka tampil mulai 30 jawaban." in one
    assert "Sepertiga terbaik" not in one


def test_how_far_a_test_may_be_trusted(as_, cast: Cast):
    text = as_(cast.budi).get(reverse("question-doctor-tests")).text
    assert "KR-20" in text
    assert "Lulus 33\u00a0% dengan batas 70" in text
    assert "bukan angka Kemenkes" in text


def test_it_is_reckoned_again_on_demand(as_, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    queued = []
    monkeypatch.setattr("assessments.tasks.work_on_analysis.delay", queued.append)
    text = as_(cast.budi).post(reverse("question-doctor-again"), follow=True).text
    assert "Sedang dihitung" in text
    assert "Hitungan baru sedang berjalan" in text
    run = AnalysisRun.objects.get(done_at=None)
    assert (queued, run.asked_by) == ([run.pk], cast.budi)


def test_a_nakes_lets_a_leaked_question_rest(as_, cast: Cast):
    retire.propose([Jump(versions()[0].pk, "35.71", 40, 0.95, 400, 0.5, 1e-9)], now=NOW)
    proposal = retire.waiting().get()
    url = reverse("question-doctor-decide", args=[proposal.pk])
    assert "Istirahatkan soal ini" not in as_(cast.budi).get(PAGE).text
    assert as_(cast.budi).post(url, {"istirahat": "1"}).status_code == 404
    nakes = as_(cast.ningsih)
    assert "Benar 95\u00a0% di sini (40 jawaban), 50\u00a0% di tempat lain" in nakes.get(PAGE).text
    assert "b3-c00 diistirahatkan." in nakes.post(url, {"istirahat": "1", "catatan": "Beredar."}, follow=True).text
    assert Question.objects.get(key="b3-c00").status == "retired"
    assert nakes.post(url, {"tetap": "1"}).status_code == 404


def test_others_find_nothing(as_, cast: Cast):
    for name, arguments in (("doctor", []), ("figures", ["b3-c00"]), ("doctor-tests", [])):
        url = reverse(f"question-{name}", args=arguments)
        assert as_(cast.admin).get(url).status_code == 404
        assert as_(cast.dewi).get(url).status_code == 302
    assert as_(cast.admin).post(reverse("question-doctor-again")).status_code == 404


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (("reversed", -0.234), "Yang pandai justru salah (daya beda −0,23)"),
        (("rival", 0.5), "Peserta terbaik memilih  (50\u00a0% dari mereka): apakah itu juga benar?"),
        (("tempting", 0.3), "dapatkah itu dibaca benar?"),
        (("hard", 0.1), "Hampir semua salah (benar 10\u00a0%)"),
        (("easy", 0.97), "Hampir semua benar (97\u00a0%): terlalu mudah?"),
        (("weak", 0.05), "daya beda 0,05"),
        (("unused", 0.01), "Hampir tidak ada yang memilih"),
        (("aloud", 0.25), "selisih 25\u00a0%"),
        (("slow", 150.4), "lebih dari 150 detik"),
    ],
)
def test_every_sign_has_its_sentence(finding: tuple[str, float], words: str):
    assert words in sentence({"sign": finding[0], "choice": "", "figure": finding[1]}, {})
