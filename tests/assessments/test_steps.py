"""Answers on the way: she goes on where she stopped."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from assessments import steps
from assessments.draw import WINDOW, issue_ticket
from assessments.models import AnswerStep
from assessments.steps import KEPT, Step
from assessments.submit import submit
from tests.assessments.factories import answers_to, lacks_only_b3, make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW

SOON = timedelta(minutes=1)


@pytest.fixture
def ticket(cast: Cast):
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    make_bank(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW)


def step(position: str, answer: object, number: int = 1) -> Step:
    return Step(uuid4(), position, answer, number)


def sent(*given: Step) -> dict:
    rows = [{"id": str(s.id), "position": s.position, "answer": s.answer, "number": s.number} for s in given]
    return {"data": {"steps": rows}, "content_type": "application/json"}


@pytest.mark.every_database
def test_the_last_answer_to_each_question_stands(ticket):
    right, wrong = answers_to(ticket), answers_to(ticket, right=0)
    steps.keep(ticket, [step("1", wrong["1"], 5), step("2", right["2"], 6)], now=NOW)
    steps.keep(ticket, [step("1", right["1"], 9)], now=NOW + SOON)
    assert steps.so_far(ticket) == {"1": right["1"], "2": right["2"]}
    steps.keep(ticket, [step("2", None, 10)], now=NOW + 2 * SOON)
    assert steps.so_far(ticket) == {"1": right["1"]}


@pytest.mark.every_database
def test_a_step_that_comes_twice_stands_once(ticket):
    again = step("1", answers_to(ticket)["1"])
    for _ in range(2):
        steps.keep(ticket, [again], now=NOW)
    assert AnswerStep.objects.count() == 1


def test_what_is_no_answer_to_this_ticket_is_let_go(ticket):
    assert steps.keep(ticket, [step("1", "zzz"), step("99", "a"), step("x", "a")], now=NOW) == 0
    assert steps.so_far(ticket) == {}


def test_after_the_hand_in_nothing_is_kept_any_more(ticket):
    submit(sealed(ticket), channel="form", now=NOW)
    ticket.refresh_from_db()
    assert steps.keep(ticket, [step("1", answers_to(ticket)["1"])], now=NOW + SOON) == 0


def test_steps_end_a_month_after_their_ticket(ticket):
    steps.keep(ticket, [step("1", answers_to(ticket)["1"])], now=NOW)
    assert steps.forget(now=NOW + WINDOW + KEPT) == 0
    assert steps.forget(now=NOW + WINDOW + KEPT + SOON) == 1


def test_sari_goes_on_another_phone_where_she_stopped(cast: Cast, client: Client, ticket, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(cast.sari)
    url, right = f"/cek/{ticket.token}/", answers_to(ticket)
    assert client.post(f"{url}langkah/", **sent(step("1", right["1"]))).status_code == 204
    shown = client.get(url).content.decode()
    letters = [right["1"]] if isinstance(right["1"], str) else right["1"]
    assert all(f'name="soal-1" value="{letter}" checked' in shown for letter in letters)


def test_without_script_she_keeps_what_is_there_and_goes_on_later(cast: Cast, client: Client, ticket, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(cast.sari)
    url, right = f"/cek/{ticket.token}/", answers_to(ticket)
    page = client.post(url, {"soal-1": right["1"], "simpan": "1"}, follow=True).content.decode()
    assert "tersimpan" in page
    assert steps.so_far(ticket) == {"1": right["1"]}
    client.post(url, {"simpan": "1"})
    assert steps.so_far(ticket) == {}


@pytest.mark.parametrize("who", ["tini", "rina", "admin"])
def test_nobody_else_writes_on_the_sheet_of_sari(cast: Cast, client: Client, ticket, who: str):
    client.force_login(getattr(cast, who))
    answer = client.post(f"/cek/{ticket.token}/langkah/", **sent(step("1", answers_to(ticket)["1"])))
    assert answer.status_code == 404
    assert not AnswerStep.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", '{"steps":[{"id":"x"}]}', '{"steps":[{"id":null}]}', "\x00"])
def test_what_are_no_steps_at_all_is_refused(cast: Cast, client: Client, ticket, body: str):
    client.force_login(cast.sari)
    answer = client.post(f"/cek/{ticket.token}/langkah/", body, content_type="application/json")
    assert answer.status_code == 400
