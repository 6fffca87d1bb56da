"""Whoever cannot see a picture answers another question instead: its answer counts for the position."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from assessments import regrade, sheet, told
from assessments.bank import publish_question
from assessments.draw import issue_ticket
from assessments.envelope import seal
from assessments.errors import RefusedError
from assessments.models import Attempt, Question, Ticket
from assessments.steps import Step, keep, so_far
from assessments.submit import submit
from modules.models import Competency
from tests.assessments import solve
from tests.assessments.factories import ITEMS, lacks_only_b3, make_module, make_quiz
from tests.cast import Cast
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """One reading that names a choice of words instead."""
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    competency = Competency.objects.get(group__programme=programme, key="B3")
    for key, kind in (("kata", "single"), ("gambar", "reading")):
        extra = {"alternative": "kata"} if kind == "reading" else {}
        row = Question.objects.create(
            key=key, competency=competency, lesson_key="menimbang", type=kind, use="counting", status="active"
        )
        publish_question(row, ITEMS[kind] | extra, now=NOW)
    make_module(programme)
    quiz = make_quiz(programme, count=1)
    quiz.blueprint = [{"competency": "B3", "count": 1, "types": ["reading"]}]
    return issue_ticket(cast.sari.person.kader, quiz, now=NOW)


def right(ticket: Ticket) -> tuple[object, object]:
    """The right answer to the picture, and to what stands in for it."""
    item = ticket.items.get()
    shown, other = item.version, item.alternative
    return (
        solve.right("reading", shown.content, item.pin),
        solve.right("single", other.content, item.alternative_pin),
    )


def handed_in(ticket: Ticket, answers: dict) -> Attempt:
    body = seal(id=uuid4(), ticket=ticket.token, answers=answers, started_at=NOW, finished_at=NOW)
    return submit(body, channel="form", now=NOW).attempt


def test_its_answer_counts_and_the_picture_does_not(ticket: Ticket):
    _reading, instead = right(ticket)
    attempt = handed_in(ticket, {"1": {"angka": "9"}, "1g": instead})
    assert (attempt.marks, attempt.score_percent) == ({"1": 1.0}, 100)
    assert set(attempt.answers) == {"1g"}
    assert json.loads(attempt.body)["answers"]["1"] == {"angka": "9"}
    assert told.both(ticket, {"1g": instead}, attempt.answers)[0]["standing"] == "Di meja yang datar"


def test_left_empty_it_changes_nothing(ticket: Ticket):
    reading, _instead = right(ticket)
    assert handed_in(ticket, {"1": reading}).marks == {"1": 1.0}


def test_nothing_else_may_be_answered_instead(ticket: Ticket):
    for place in ("2g", "1h", "g"):
        with pytest.raises(RefusedError):
            handed_in(ticket, {place: "a"})
    assert not Attempt.objects.exists()


def test_the_form_shows_it_closed_and_reads_it_back(cast: Cast, client: Client, ticket: Ticket):
    client.force_login(cast.sari)
    page = client.get(f"/cek/{ticket.token}/").content.decode()
    assert "Jawab soal pengganti" in page
    assert 'name="soal-1g"' in page
    assert "RAHASIA" not in page
    _reading, instead = right(ticket)
    hidden = {"id": str(uuid4()), "mulai": NOW.isoformat()}
    client.post(f"/cek/{ticket.token}/", hidden | {"soal-1g": instead})
    assert Attempt.objects.get().marks == {"1": 1.0}


def test_a_step_is_kept_and_the_item_is_no_gap_any_more(ticket: Ticket):
    _reading, instead = right(ticket)
    assert keep(ticket, [Step(uuid4(), "1g", instead, 1), Step(uuid4(), "2g", instead, 2)], now=NOW) == 1
    (form,) = sheet.sheet(sheet.items_of(ticket), so_far(ticket))
    assert (form.is_open, form.instead.answer) == (False, instead)


def test_a_corrected_key_marks_it_anew(cast: Cast, ticket: Ticket):
    _reading, instead = right(ticket)
    attempt = handed_in(ticket, {"1g": instead})
    old = ticket.items.get().alternative
    turned = [option | {"correct": option["key"] == "a"} for option in ITEMS["single"]["options"]]
    new = publish_question(old.question, ITEMS["single"] | {"options": turned}, now=NOW)
    assert list(regrade.held(old)) == [attempt]
    items = regrade.items_of([attempt])[ticket.pk]
    assert regrade.remarked(attempt, items, {}, ticket.rule) == {"1": 1}
    assert regrade.remarked(attempt, items, {old.pk: new}, ticket.rule) == {"1": 0}
