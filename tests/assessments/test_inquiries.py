"""What is asked of the puskesmas about sheets, and that nothing comes of it but a note."""

from datetime import timedelta

import pytest

from assessments import analyse, inquiries
from assessments.models import Attempt, Inquiry
from lms.areas.errors import UserError
from tests.assessments.answering import hand_in, kader_at, versions
from tests.assessments.factories import RIGHT, WRONG, make_bank, make_quiz
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(cast: Cast):
    """An evaluasi that 40 kader of Kenanga handed in, most of them rightly, each with another mistake."""
    make_bank(programme := make_programme())
    quiz = make_quiz(programme, "evaluasi", count=12)
    for number, one in enumerate(kader_at(cast.kenanga, 40)):
        hand_in(one, quiz, given(wrong={number % 12, (number * 5 + 1) % 12}, by=OTHER))
    return quiz


OTHER = {"single": "c", "multiple": ["a"], "truefalse": "benar"}


def given(*, wrong: set[int], by: dict = WRONG) -> list:
    return [
        (version, (by if at in wrong else RIGHT)[version.question.type])
        for at, version in enumerate(versions(count=12))
    ]


def two_alike(cast: Cast, quiz) -> tuple[Attempt, Attempt]:
    """Sari and another kader of Melati made the same seven mistakes."""
    other = kader_at(cast.melati, 1, "Wati")[0]
    same = given(wrong={0, 1, 3, 4, 6, 9, 10})
    one = hand_in(cast.sari.person.kader, quiz, same, at=NOW + timedelta(hours=1))
    return one, hand_in(other, quiz, same, at=NOW + timedelta(hours=2))


def test_two_sheets_of_one_posyandu_that_look_alike_are_asked_about_once(quiz, cast: Cast):
    one, other = two_alike(cast, quiz)
    scores = list(Attempt.objects.order_by("pk").values_list("score_percent", "passed"))
    for day in (1, 2):
        analyse.reckon(now=NOW + timedelta(days=day))
    found = Inquiry.objects.get()
    assert (found.kind, found.attempt_id, found.other_id) == ("mirip", one.pk, other.pk)
    assert (found.figures["shared"], found.figures["same"]) == (12, 7)
    assert list(Attempt.objects.order_by("pk").values_list("score_percent", "passed")) == scores


def test_the_same_mistakes_in_two_posyandu_or_by_herself_are_no_question(quiz, cast: Cast):
    same = given(wrong={0, 1, 3, 4, 6, 9, 10})
    hand_in(cast.sari.person.kader, quiz, same)
    hand_in(cast.sari.person.kader, quiz, same, at=NOW + timedelta(days=1))
    hand_in(cast.tini.person.kader, quiz, same)
    analyse.reckon(now=NOW)
    assert not Inquiry.objects.exists()


def test_faster_than_reading_is_asked_about_on_the_phone_only(quiz, cast: Cast):
    quick = timedelta(seconds=5)
    hand_in(cast.sari.person.kader, quiz, given(wrong={2}), took=quick)
    hand_in(cast.tini.person.kader, quiz, given(wrong={2}), took=quick, mode="kertas")
    analyse.reckon(now=NOW)
    found = Inquiry.objects.get()
    assert (found.kind, found.attempt.kader) == ("cepat", cast.sari.person.kader)
    assert found.figures["seconds"] == 5 < found.figures["least"]


def test_what_is_a_month_old_is_not_asked_any_more(quiz, cast: Cast):
    two_alike(cast, quiz)
    analyse.reckon(now=NOW + timedelta(days=31))
    assert not Inquiry.objects.exists()


def test_the_puskesmas_of_the_sheet_reads_and_notes_it_once(quiz, cast: Cast):
    two_alike(cast, quiz)
    analyse.reckon(now=NOW)
    found = inquiries.of(cast.puji, on=TODAY).get()
    for stranger in (cast.lastri, cast.yanti, cast.rina, cast.sari, cast.budi):
        assert not inquiries.of(stranger, on=TODAY).exists()
    with pytest.raises(UserError, match="Tulis dulu"):
        inquiries.answer(found, " ", by=cast.puji, now=NOW)
    inquiries.answer(found, "Dikerjakan bersama, akan diulang.", by=cast.puji, now=NOW)
    with pytest.raises(UserError, match="sudah dijawab"):
        inquiries.answer(found, "Lain.", by=cast.dewi, now=NOW)
    assert inquiries.of(cast.dewi, on=TODAY).get().note == "Dikerjakan bersama, akan diulang."


def test_it_is_forgotten_after_a_year(quiz, cast: Cast):
    two_alike(cast, quiz)
    analyse.reckon(now=NOW)
    assert inquiries.forget(before=NOW) == 0
    assert inquiries.forget(before=NOW + timedelta(seconds=1)) == 1
    assert Attempt.objects.count() == 42
