from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError

from assessments import draw
from assessments.bank import publish_question
from assessments.draw import WINDOW, issue_ticket
from assessments.models import Question
from assessments.submit import submit
from assessments.turns import wait
from lms.areas.errors import UserError
from tests.assessments.factories import CONTENT, make_bank, make_quiz, passes, sealed
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.every_database  # its own locks


@pytest.fixture
def kader(cast: Cast):
    return cast.sari.person.kader


@pytest.fixture
def programme(db: None):
    programme = make_programme()
    make_bank(programme)
    return programme


def test_a_ticket_pins_items_orders_and_rule(kader, programme):
    ticket = issue_ticket(kader, make_quiz(programme), now=NOW, chance=Random(7))
    items = list(ticket.items.all())
    assert (len(items), ticket.rule["pass_percent"], ticket.receive_until) == (6, 70, NOW + WINDOW)
    assert {item.version.question.use for item in items} == {"counting"}
    assert all({key for _, key in i.pin} == {o["key"] for o in i.version.content["options"]} for i in items)


def test_a_reload_or_double_tap_burns_no_second_ticket(kader, programme):
    quiz = make_quiz(programme)
    first = issue_ticket(kader, quiz, now=NOW)
    assert issue_ticket(kader, quiz, now=NOW + timedelta(hours=1)) == first
    assert issue_ticket(kader, quiz, now=NOW + WINDOW).ordinal == 2


def test_a_twin_tap_whose_ticket_is_already_handed_in_hears_so(kader, programme, monkeypatch: pytest.MonkeyPatch):
    def twin_was_faster(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(draw, "_issue", twin_was_faster)
    with pytest.raises(UserError, match="baru saja dikirim"):
        issue_ticket(kader, make_quiz(programme), now=NOW)


def test_two_kader_get_different_tickets(cast: Cast, kader, programme):
    quiz = make_quiz(programme)
    mine, hers = issue_ticket(kader, quiz, now=NOW), issue_ticket(cast.tini.person.kader, quiz, now=NOW)
    assert mine.token != hers.token
    assert (mine.kader, hers.kader) == (kader, cast.tini.person.kader)


def test_after_three_evaluasi_a_person_helps(cast: Cast, programme):
    quiz = make_quiz(programme, "evaluasi")
    for day in range(3):
        passes(cast.sari, quiz, at=NOW + timedelta(days=day))
    with pytest.raises(UserError, match="Tiga kali sudah dipakai; penilai Ibu/Bapak akan mendampingi"):
        issue_ticket(cast.sari.person.kader, quiz, now=NOW + timedelta(days=4))


def test_a_kuis_modul_may_be_taken_again_and_again(cast: Cast, programme):
    quiz = make_quiz(programme)
    receipts = {passes(cast.sari, quiz, at=NOW + timedelta(days=day)).attempt.pk for day in range(5)}
    assert len(receipts) == 5


def test_a_corrected_item_leaves_tickets_already_given_alone(kader, programme):
    quiz = make_quiz(programme)
    ticket = issue_ticket(kader, quiz, now=NOW)
    pinned = ticket.items.first().version
    changed = publish_question(pinned.question, {"stem": "Baru?", "options": CONTENT["single"]}, now=NOW)
    assert (changed.number, pinned.question.current) == (2, changed)
    assert ticket.items.first().version == pinned


def test_a_bank_too_small_or_a_closed_quiz_says_so(kader, programme):
    quiz = make_quiz(programme, count=17)
    with pytest.raises(UserError, match="belum cukup"):
        issue_ticket(kader, quiz, now=NOW)
    quiz.active = False
    with pytest.raises(UserError, match="sedang ditutup"):
        issue_ticket(kader, quiz, now=NOW)


@pytest.mark.parametrize("change", [{"status": "retired"}, {"use": "latihan"}, {"current": None}])
def test_only_active_counting_items_are_drawn(kader, programme, change: dict):
    Question.objects.filter(key__in=["b3-c00", "b3-c01"]).update(**change)
    ticket = issue_ticket(kader, make_quiz(programme, count=14), now=NOW)
    assert not ticket.items.filter(version__question__key__in=["b3-c00", "b3-c01"]).exists()


def test_a_kuis_that_says_no_number_follows_the_site(kader, programme, settings):
    quiz = make_quiz(programme)
    quiz.blueprint, quiz.pass_percent = [], None
    settings.MODULE_QUIZ_ITEMS, settings.MODULE_QUIZ_PASS = 4, 75
    ticket = issue_ticket(kader, quiz, now=NOW)
    settings.MODULE_QUIZ_PASS = 90
    assert (ticket.items.count(), ticket.rule["pass_percent"]) == (4, 75)


def test_lines_ask_for_lessons_types_and_difficulties(kader, programme):
    Question.objects.filter(key="b3-c04").update(difficulty="sulit")
    quiz = make_quiz(programme)
    quiz.blueprint = [
        {"competency": "B3", "count": 3, "lessons": ["menimbang"], "types": ["single", "multiple"]},
        {"competency": "B3", "count": 1, "difficulties": ["sulit"]},
    ]
    drawn = [item.version.question for item in issue_ticket(kader, quiz, now=NOW).items.all()]
    assert sum(one.lesson_key == "menimbang" and one.type != "truefalse" for one in drawn) >= 3
    assert "b3-c04" in {one.key for one in drawn}


@pytest.fixture
def pair(programme):
    before = make_quiz(programme, "pre_test", count=8)
    after = make_quiz(programme, "post_test")
    after.pair, after.blueprint = before, []
    after.save()
    return before, after


def test_a_post_test_has_the_blueprint_of_its_pre_test_and_none_of_her_items(cast: Cast, kader, pair):
    first, second = (issue_ticket(kader, quiz, now=NOW) for quiz in pair)
    keys = [set(ticket.items.values_list("version__question", flat=True)) for ticket in (first, second)]
    assert (len(keys[0]), len(keys[1]), keys[0] & keys[1]) == (8, 8, set())
    assert issue_ticket(cast.tini.person.kader, pair[1], now=NOW).items.count() == 8


def test_no_pre_test_begins_that_would_leave_nothing_for_its_post_test(kader, pair):
    Question.objects.filter(key="b3-c00").update(status="retired")
    with pytest.raises(UserError, match="belum cukup"):
        issue_ticket(kader, pair[0], now=NOW)


def test_an_alternative_is_pinned_with_its_item_and_given_to_nobody_without_it(kader, programme):
    quiz = make_quiz(programme, count=14)
    named = Question.objects.get(key="b3-c15")
    for key in ("b3-c00", "b3-c03"):
        question = Question.objects.get(key=key)
        publish_question(question, {**question.current.content, "alternative": "b3-c15"}, now=NOW)
    items = list(issue_ticket(kader, quiz, now=NOW).items.select_related("version__question", "alternative"))
    with_one = [item for item in items if item.alternative]
    assert len(with_one) <= 1
    assert all(item.alternative == named.current and item.alternative_pin for item in with_one)
    Question.objects.filter(pk=named.pk).update(status="retired")
    with pytest.raises(UserError, match="belum cukup"):  # 16, less the one that rests and the two that need it
        issue_ticket(kader, make_quiz(programme, "evaluasi", count=14), now=NOW)


def misses(kader, quiz, *, at) -> None:
    submit(sealed(issue_ticket(kader, quiz, now=at), right=1, at=at), channel="form", now=at)


def test_after_a_missed_kuis_there_is_a_pause_and_she_is_told_until_when(cast: Cast, kader, programme):
    quiz = make_quiz(programme)
    misses(kader, quiz, at=NOW)
    with pytest.raises(UserError, match=r"bisa dicoba lagi pukul 10\.10 WIB"):
        issue_ticket(kader, quiz, now=NOW + timedelta(minutes=9))
    assert wait(kader, quiz, now=NOW + timedelta(minutes=9)) == "pukul 10.10 WIB"
    assert wait(cast.tini.person.kader, quiz, now=NOW) == ""
    assert issue_ticket(kader, quiz, now=NOW + timedelta(minutes=10)).ordinal == 2


def test_a_passed_kuis_and_an_evaluasi_know_no_pause(cast: Cast, kader, programme):
    quiz, evaluasi = make_quiz(programme), make_quiz(programme, "evaluasi")
    passes(cast.sari, quiz)
    misses(kader, evaluasi, at=NOW)
    assert (wait(kader, quiz, now=NOW), wait(kader, evaluasi, now=NOW)) == ("", "")
