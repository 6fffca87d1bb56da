"""A sheet with an item of every type, as a page and handed in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessments.draw import issue_ticket
from assessments.models import Attempt, Ticket, TicketItem
from assessments.types import TYPES
from tests.assessments import solve
from tests.assessments.factories import ITEMS, lacks_only_b3, make_module, make_one_of_each, make_quiz
from tests.cast import Cast
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ticket(cast: Cast, client: Client) -> Ticket:
    programme = lacks_only_b3(cast.sari)
    make_one_of_each(programme)
    make_module(programme)
    client.force_login(cast.sari)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme, count=len(ITEMS)), now=NOW)


def items(ticket: Ticket) -> dict[str, TicketItem]:
    return {item.version.question.type: item for item in ticket.items.select_related("version__question")}


def form(ticket: Ticket, how: Any) -> dict[str, Any]:
    """The fields of the whole sheet, answered right or wrongly."""
    found: dict[str, Any] = {}
    for kind, item in items(ticket).items():
        found |= solve.fields(f"soal-{item.position}", how(kind, item.version.content, item.pin))
    return found


def test_the_page_shows_every_type_and_nothing_of_its_key(ticket: Ticket, client: Client):
    page = client.get(f"/cek/{ticket.token}/").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert all(f"Soal {kind}?" in main for kind in TYPES)
    assert [
        word for word in ("RAHASIA", "dacin", '"daftar"', "80,7", "79,3", "lengan<", "meteran") if word in main
    ] == []
    assert re.findall(r"<script[^>]* src=\"/static/js/([a-z]+)", page) == ["quiz"]
    assert page.count("<script") == 1


@pytest.mark.parametrize(("how", "score"), [(solve.right, 100), (solve.wrong, 0)])
def test_every_type_is_handed_in_without_script(ticket: Ticket, client: Client, how: Any, score: int):
    client.post(f"/cek/{ticket.token}/", form(ticket, how))
    attempt = Attempt.objects.get()
    assert attempt.score_percent == score
    assert len(attempt.answers) == len(ITEMS)


def test_what_was_filled_in_stands_there_again(ticket: Ticket, client: Client):
    held = items(ticket)
    filled = form(ticket, solve.right)
    left_out = f"soal-{held['matching'].position}-1"
    del filled[left_out]
    page = client.post(f"/cek/{ticket.token}/", filled).content.decode()
    assert f"Soal {held['matching'].position} belum dijawab" in page
    assert 'value="80,7"' in page
    parts = [f"soal-{held[kind].position}-" for kind in ("matching", "ordering")]
    assert page.count(" selected") == sum(name.startswith(tuple(parts)) for name in filled)
    assert not Attempt.objects.exists()
