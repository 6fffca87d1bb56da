"""One run over the answers: what it writes, what it leaves out, and that it can be done again."""

from datetime import timedelta

import pytest

from assessments import analyse, retire
from assessments.analysis.items import Chosen, Tally
from assessments.answers import Choice, _times, choices, given
from assessments.models import AnalysisRun, ItemStatistic, Question, Quiz, QuizStatistic, RetirementProposal
from assessments.tasks import analyse_nightly, sweep_analysis, work_on_analysis
from tests.assessments.answering import hand_in, kader_at, versions
from tests.assessments.factories import RIGHT, WRONG, make_bank, make_quiz
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(cast: Cast):
    """An evaluasi of B that 30 kader of Melati handed in: the first ten all right, the next less, the last nothing."""
    programme = make_programme()
    make_bank(programme)
    quiz = make_quiz(programme, "evaluasi")
    answer(quiz, kader_at(cast.melati, 30))
    return quiz


def answer(quiz, kader, *, at=NOW, mode: str = "sendiri") -> None:
    items = versions()
    for number, one in enumerate(kader):
        right = 6 - number // 10 * 3
        given = [(v, (RIGHT if n < right else WRONG)[v.question.type]) for n, v in enumerate(items)]
        hand_in(one, quiz, given, at=at + timedelta(seconds=number), mode=mode)


def test_items_and_the_test_are_reckoned(quiz):
    assert analyse.reckon(now=NOW) == 30
    rows = {row.version.question.key: row for row in ItemStatistic.objects.select_related("version__question")}
    easy, hard = rows["b3-c00"], rows["b3-c05"]
    assert (easy.n, easy.best, hard.n) == (30, 10, 30)
    assert easy.facility == pytest.approx(2 / 3)
    assert hard.facility == pytest.approx(1 / 3)
    assert easy.discrimination > 0.5
    assert easy.choices == {"b": [10, 10], "a": [0, 10]}
    found = QuizStatistic.objects.get(quiz=quiz)
    assert (found.n, found.items, found.at, found.dichotomous) == (30, 6, pytest.approx(1 / 3), True)
    assert 0.8 < found.phi < found.alpha < 1


def test_a_module_quiz_without_a_cut_of_its_own_is_held_to_the_site_s(quiz, settings):
    Quiz.objects.update(kind="kuis_modul", pass_percent=None, max_attempts=None)
    analyse.reckon(now=NOW)
    assert QuizStatistic.objects.get().cut == settings.MODULE_QUIZ_PASS


def test_findings_wait_for_thirty_answers(quiz, cast: Cast):
    analyse.reckon(now=NOW)
    row = ItemStatistic.objects.get(version__question__key="b3-c00")
    assert row.findings == [{"sign": "unused", "choice": "c", "figure": 0.0}]
    assert ItemStatistic.objects.get(version__question__key="b3-c02").findings == []
    answer(quiz, kader_at(cast.melati, 12), mode="dibacakan")
    analyse.reckon(now=NOW)
    aloud = ItemStatistic.objects.get(version__question__key="b3-c00", mode="dibacakan")
    assert (aloud.n, aloud.findings) == (12, [])


def test_a_second_sheet_of_the_same_kader_says_nothing_more(quiz, cast: Cast):
    sari = cast.sari.person.kader
    items = versions()
    for day in (1, 2):
        given = [(v, (RIGHT if day == 2 else WRONG)[v.question.type]) for v in items]
        hand_in(sari, quiz, given, at=NOW + timedelta(days=day))
    assert analyse.reckon(now=NOW) == 32
    assert ItemStatistic.objects.get(version__question__key="b3-c00").n == 31
    assert QuizStatistic.objects.get().n == 31


def test_an_item_that_could_not_be_scored_is_left_out(quiz, cast: Cast):
    """Its fact was withdrawn: the attempt has no mark for it."""
    given = [(v, RIGHT[v.question.type]) for v in versions()]
    hand_in(cast.sari.person.kader, quiz, given, unscored="1")
    analyse.reckon(now=NOW)
    counts = {row.version_id: row.n for row in ItemStatistic.objects.all()}
    assert [counts[v.pk] for v in versions()] == [30, 31, 31, 31, 31, 31]


def test_a_new_run_replaces_what_no_longer_holds(quiz, settings):
    analyse.reckon(now=NOW)
    before = set(ItemStatistic.objects.values_list("pk", flat=True))
    analyse.reckon(now=NOW + timedelta(days=1))
    assert set(ItemStatistic.objects.values_list("pk", flat=True)) == before
    ItemStatistic.objects.filter(version__question__key="b3-c00").update(n=9)
    settings.ANALYSIS_SHEETS = 0
    assert analyse.reckon(now=NOW + timedelta(days=2)) == 0
    assert not ItemStatistic.objects.exists()
    assert not QuizStatistic.objects.exists()


def test_the_phone_tells_times_and_nonsense_is_let_go():
    assert _times({"times": {"1": 12, "2": -1, "3": 9e9, "4": True, "5": "8"}}) == {"1": 12.0}
    assert _times({"times": [1]}) == {}
    assert _times({}) == {}


def test_every_type_says_what_was_chosen():
    scenes = [{"key": "s", "options": [{"key": "k", "text": "Rujuk", "correct": True}]}]
    assert choices({"scenes": scenes}) == [Choice("s.k", "1A", "Rujuk", True, "1")]
    assert choices({"value": "80,7"}) == []
    assert [given(key, {"value": "80,7"}).correct for key in ("80,7", "81")] == [True, False]
    pairs = [{"key": "p", "left": "LiLA", "right": "cm"}, {"key": "q", "left": "BB", "right": "kg"}]
    assert given("p=q", {"pairs": pairs}) == Choice("p=q", "", "LiLA → kg", False)
    assert given("p=+mm", {"pairs": pairs}).text == "LiLA → mm"
    assert given("p=p", {"pairs": pairs}).correct
    steps = [{"key": "x", "text": "Cuci tangan"}, {"key": "y", "text": "Timbang"}]
    assert given("x@1", {"steps": steps}) == Choice("x@1", "", "1. Cuci tangan", True)
    assert not given("y@1", {"steps": steps}).correct


def test_what_few_people_typed_is_not_kept():
    typed = {f"{n}": Chosen(n, 0) for n in range(1, 20)} | {"a": Chosen(0, 1)}
    kept = analyse._choices(Tally(chosen=typed), listed={"a"})
    assert set(kept) == {"a", *(str(n) for n in range(8, 20))}
    assert analyse._choices(Tally(chosen={"Bu Sari": Chosen(1, 1)}), listed=set()) == {}


def test_asking_twice_is_one_run_and_a_worker_has_it_alone(quiz, cast: Cast):
    run = analyse.ask(by=cast.budi, now=NOW)
    assert analyse.ask(by=cast.ningsih, now=NOW) == run
    AnalysisRun.objects.update(begun_at=NOW)
    analyse.work(run, clock=lambda: NOW + timedelta(minutes=59))
    assert AnalysisRun.objects.get().done_at is None
    analyse.work(run, clock=lambda: NOW + timedelta(minutes=61))
    assert AnalysisRun.objects.get().sheets == 30


def test_the_sweep_takes_up_what_was_left_and_a_quiet_night_does_nothing(quiz, cast: Cast):
    analyse.ask(by=cast.budi, now=NOW)
    assert sweep_analysis() == 1
    assert sweep_analysis() == 0
    analyse_nightly()
    assert AnalysisRun.objects.count() == 1
    work_on_analysis(0)


def test_a_jump_is_proposed_once_and_a_person_decides(quiz, cast: Cast):
    version = versions()[0]
    jump = analyse.areas.Jump(version.pk, "35.71", 40, 0.95, 400, 0.5, 1e-9)
    retire.propose([jump], now=NOW)
    retire.propose([jump], now=NOW)
    proposal = retire.waiting().get()
    assert (proposal.n, proposal.area) == (40, cast.kediri)
    assert retire.decide(proposal, retired=True, note="Beredar di grup.", by=cast.ningsih, now=NOW)
    assert not retire.decide(proposal, retired=False, note="", by=cast.ningsih, now=NOW)
    assert Question.objects.get(pk=version.question_id).status == "retired"
    retire.propose([jump], now=NOW)
    assert RetirementProposal.objects.get().retired is True
