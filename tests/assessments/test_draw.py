from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError

from assessments import draw
from assessments.bank import publish_question
from assessments.draw import WINDOW, issue_ticket, pick
from assessments.models import Question
from lms.areas.errors import UserError
from tests.assessments.factories import CONTENT, make_bank, make_quiz, passes
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


def test_essential_items_come_in_their_share(programme):
    pool = list(Question.objects.filter(use="counting"))
    for seed in range(20):
        drawn = pick(pool, 6, Random(seed))
        assert sum(item.essential for item in drawn) == 1
        assert len(set(drawn)) == 6


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
