"""Soal ini membingungkan: said of one's own ticket once, or in practice by anybody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from assessments import bank_lists, flags
from assessments.draw import issue_ticket
from assessments.models import QuestionFlag, Ticket
from tests.assessments.factories import make_bank, make_module, make_quiz
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    programme = make_programme()
    make_bank(programme)
    make_module(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW)


def said(**values: str) -> dict[str, str]:
    return {"form": str(uuid4()), "why": "pilihan", "text": "Dua-duanya benar."} | values


def test_she_flags_an_item_of_her_ticket_once(ticket: Ticket, cast: Cast, client: Client):
    client.force_login(cast.sari)
    url = f"/cek/{ticket.token}/2/bingung/"
    page = client.get(url).text
    assert ticket.items.get(position=2).version.content["stem"] in page
    assert "RAHASIA" not in page
    for _again in range(2):
        assert "Terima kasih" in client.post(url, said()).text
    flag = QuestionFlag.objects.get()
    assert (flag.kader.person.user, flag.version) == (cast.sari, ticket.items.get(position=2).version)
    assert bank_lists.listed().get(pk=flag.question_id).flags_count == 1


def test_nobody_else_can_and_a_strange_place_is_not_found(ticket: Ticket, cast: Cast, client: Client):
    for user in (cast.tini, cast.rina, cast.budi):
        client.force_login(user)
        assert client.post(f"/cek/{ticket.token}/2/bingung/", said()).status_code == 404
    client.force_login(cast.sari)
    assert client.get(f"/cek/{ticket.token}/99/bingung/").status_code == 404
    assert not QuestionFlag.objects.exists()


def test_a_form_without_a_reason_keeps_the_words(ticket: Ticket, cast: Cast, client: Client):
    client.force_login(cast.sari)
    page = client.post(f"/cek/{ticket.token}/2/bingung/", said(why="", text="Kata sulit")).text
    assert "Pilih satu" in page
    assert "Kata sulit" in page
    assert not QuestionFlag.objects.exists()


def test_in_practice_nobody_is_asked_who_she_is(ticket: Ticket, client: Client):
    form = said()
    for _again in range(2):
        assert "Terima kasih" in client.post("/latihan/b3/1/bingung/", form).text
    assert QuestionFlag.objects.get().kader is None
    assert "/latihan/b3/1/bingung/" in client.get("/latihan/b3/").text
    assert client.get("/latihan/b3/9/bingung/").status_code == 404


def test_too_many_from_one_place_are_asked_to_wait(ticket: Ticket, client: Client, settings: object):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"question_flag": "1/m/ip"}
    client.post("/latihan/b3/1/bingung/", said())
    answer = client.post("/latihan/b3/1/bingung/", said(text="Kedua"))
    assert answer.status_code == 429
    assert "Kedua" in answer.text


def test_the_words_end_with_their_term(ticket: Ticket, cast: Cast):
    item = ticket.items.select_related("version", "ticket").get(position=1)
    flags.of_item(item, flags.Said(uuid4(), "kata", "Kata asing"), now=NOW)
    assert flags.forget_words(before=NOW) == 0
    assert flags.forget_words(before=NOW + timedelta(days=1)) == 1
    assert QuestionFlag.objects.get().text == ""
