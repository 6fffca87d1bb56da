"""A fact changes under items of the bank: new versions are proposed, a nakes takes or drops them."""

from datetime import date

import pytest

from assessments import bank, proposals, usage
from assessments.draw import issue_ticket
from assessments.models import Attempt, Question, QuestionProposal, Quiz
from assessments.results import lessons_to_read
from assessments.submit import submit
from lms.areas.errors import UserError
from lms.people.models import AuditEvent
from modules.facts import change_fact
from modules.models import Fact, Programme
from tests.assessments.factories import CONTENT, make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """Six counting items of B3, the first of which cites a fact; one practice item cites it too."""
    programme = make_programme()
    Fact.objects.create(
        key="b3.batas",
        value="11,5",
        unit="cm",
        wording="Batas.",
        status="settled",
        source_title="Pedoman",
        valid_from=date(2025, 1, 1),
    )
    make_bank(programme, counting=6, practice=1)
    for key in ("b3-c00", "b3-l00"):
        question = Question.objects.get(key=key)
        question.written = {"stem": "Di bawah {fakta:b3.batas}?", "options": CONTENT["single"]}
        question.save()
        bank.publish_written(question, now=NOW)
    return programme


@pytest.fixture
def quiz(programme: Programme) -> Quiz:
    return make_quiz(programme)


@pytest.fixture
def item(programme: Programme) -> Question:
    return Question.objects.get(key="b3-c00")


def seen() -> list[tuple[int, str]]:
    return [(row.pk, row.sha256) for row in proposals.waiting()]


def test_a_changed_number_is_proposed_and_the_items_are_not_drawn_until_then(item: Question):
    change_fact("b3.batas", value="12", now=NOW)
    assert [row.content["stem"] for row in proposals.waiting()] == ["Di bawah 12\u00a0cm?"] * 2
    item.refresh_from_db()
    assert item.current.content["stem"] == "Di bawah 11,5\u00a0cm?"
    assert set(Question.objects.drawable().values_list("key", flat=True)).isdisjoint({"b3-c00", "b3-l00"})


def test_a_taken_version_is_what_new_tickets_show(item: Question, cast: Cast):
    change_fact("b3.batas", value="12", now=NOW)
    assert proposals.decide(seen(), accepted=True, by=cast.ningsih, now=NOW) == 2
    item.refresh_from_db()
    assert (item.current.number, item.current.content["stem"]) == (3, "Di bawah 12\u00a0cm?")
    assert Question.objects.drawable().filter(pk=item.pk).exists()
    assert set(AuditEvent.objects.values_list("act", "actor")) == {("question_decided", cast.ningsih.pk)}


def test_a_dropped_version_leaves_the_item_resting_until_its_author_rewrites_it(item: Question, cast: Cast):
    change_fact("b3.batas", value="12", now=NOW)
    proposals.decide(seen(), accepted=False, by=cast.ningsih, now=NOW)
    bank.propose_written(Question.objects.get(pk=item.pk), now=NOW)
    item.refresh_from_db()
    assert (item.status, item.current.number) == ("draft", 2)
    assert not proposals.waiting().exists()


def test_only_what_was_read_is_decided_and_only_once(item: Question, cast: Cast):
    change_fact("b3.batas", value="12", now=NOW)
    read = seen()
    change_fact("b3.batas", value="13", now=NOW)
    assert proposals.decide(read, accepted=True, by=cast.ningsih, now=NOW) == 0
    assert proposals.decide(seen(), accepted=True, by=cast.ningsih, now=NOW) == 2
    assert proposals.decide(seen(), accepted=False, by=cast.ningsih, now=NOW) == 0
    assert QuestionProposal.objects.filter(question=item).get().accepted


def test_a_number_that_comes_back_leaves_nothing_to_decide(item: Question):
    for value in ("12", "11,5"):
        change_fact("b3.batas", value=value, now=NOW)
    assert not proposals.waiting().exists()
    assert Question.objects.drawable().filter(pk=item.pk).exists()


def test_what_does_not_change_the_words_proposes_nothing(item: Question):
    change_fact("b3.batas", wording="Kalimat lain.", now=NOW)
    assert not proposals.waiting().exists()


@pytest.mark.parametrize("status", ["disputed", "local"])
def test_a_fact_in_dispute_takes_its_counting_items_out_at_once(item: Question, status: str, cast: Cast):
    change_fact("b3.batas", status=status, value="12", now=NOW)
    item.refresh_from_db()
    assert item.status == "draft"
    assert [row.question.key for row in proposals.waiting()] == ["b3-l00"]  # practice may teach it, with that caution
    change_fact("b3.batas", status="settled", now=NOW)
    assert [row.question.key for row in proposals.waiting()] == ["b3-c00", "b3-l00"]


def test_tickets_that_were_drawn_keep_theirs(quiz: Quiz, cast: Cast):
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    change_fact("b3.batas", value="12", now=NOW)
    proposals.decide(seen(), accepted=True, by=cast.ningsih, now=NOW)
    stems = {one.version.content["stem"] for one in ticket.items.select_related("version")}
    assert "Di bawah 11,5\u00a0cm?" in stems
    assert submit(sealed(ticket), channel="form", now=NOW).attempt.score_percent == 100


def test_an_item_in_dispute_is_not_scored_on_a_ticket_drawn_before(quiz: Quiz, item: Question, cast: Cast):
    ticket = issue_ticket(cast.sari.person.kader, quiz, now=NOW)
    change_fact("b3.batas", status="disputed", now=NOW)
    attempt = submit(sealed(ticket, right=0), channel="form", now=NOW).attempt
    attempt = Attempt.objects.get(pk=attempt.pk)
    assert len(attempt.marks) == 5
    assert lessons_to_read(attempt, attempt.marks) == []  # no module is live here; nothing breaks on the missing mark
    with pytest.raises(UserError, match="belum cukup"):
        issue_ticket(cast.tini.person.kader, quiz, now=NOW)


def test_what_a_change_does_is_told_before(quiz: Quiz, item: Question):
    after = Fact.objects.get(key="b3.batas")
    after.value = "12"
    told = {one.title: str(one.effect) for one in usage.questions(["b3-c00", "b3-l00"], after)}
    assert told == {
        "b3-c00": "versi baru diusulkan; tidak ditarik sampai disetujui",
        "b3-l00": "versi baru diusulkan; tidak ditarik sampai disetujui",
        quiz.title: "tertutup: soalnya tidak cukup",
    }
    after.status = "disputed"
    told = {one.title: str(one.effect) for one in usage.questions(["b3-c00"], after)}
    assert told["b3-c00"] == "ditarik, tidak dinilai lagi"
    assert [one.effect for one in usage.questions(["b3-c00"], None)] == [""]


def test_a_version_in_which_two_options_say_the_same_is_not_taken(item: Question, cast: Cast):
    Fact.objects.create(
        key="b3.lain", valid_from=date(2025, 1, 1), value="12", unit="cm", status="settled", wording="L"
    )
    item.written["options"] = [
        {"key": "a", "text": "{fakta:b3.batas}", "correct": True, "feedback": ""},
        {"key": "b", "text": "{fakta:b3.lain}", "correct": False, "feedback": ""},
    ]
    item.save()
    bank.publish_written(item, now=NOW)
    change_fact("b3.batas", value="12", now=NOW)
    assert proposals.decide(seen(), accepted=True, by=cast.ningsih, now=NOW) == 1  # the practice item
    assert proposals.decide(seen(), accepted=False, by=cast.ningsih, now=NOW) == 1
