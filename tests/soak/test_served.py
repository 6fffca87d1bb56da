"""The faults of ``tests/e2e`` (``test_faults.py``, ``test_kills.py``) with full numbers, at a served site.

A few minutes each at most.
"""

import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from random import Random
from threading import Thread

import pytest

from tests.e2e import hands
from tests.e2e.conftest import Site
from tests.e2e.phones import Phone, envelope, eventually, hand_in, prepare, rows, together
from tests.e2e.test_faults import accepted, held, kept
from tests.e2e.test_kills import assert_all_told, assert_board_catches_up

pytestmark = pytest.mark.soak
SEED = 3571
PHONES = 8
KILLS: list[Callable[[Site], int]] = [
    *[hands.kill_web_worker] * 12,
    *[lambda site: hands.kill_part(site, "worker")] * 4,
    *[lambda site: hands.kill_part(site, "beat")] * 2,
    *[lambda site: hands.kill_part(site, "gunicorn")] * 2,
]


def test_five_hundred_twins_are_one_attempt(site: Site):
    ticket = prepare(site, "tickets", 1)[0]
    sealed = envelope(ticket)
    answers = together([lambda: Phone(site).sync([sealed] * 50)] * 10)
    outcomes = [outcome for answer in answers for outcome in answer.json()["outcomes"]]
    assert Counter((one["status"], one["receipt"]) for one in outcomes) == {(200, outcomes[0]["receipt"]): 500}
    assert (len(accepted(site, ticket)), kept(site, ticket)) == (1, [])


def test_of_five_hundred_envelopes_for_one_ticket_none_is_lost(site: Site):
    ticket = prepare(site, "tickets", 1)[0]
    sealed = [envelope(ticket) for _ in range(500)]
    together([lambda at=at: Phone(site).sync(sealed[at::10]) for at in range(10)])
    counted = [body for body, _ in accepted(site, ticket)]
    assert len(counted) == 1
    assert sorted(counted + kept(site, ticket)) == sorted(sealed)


def test_sixty_sign_in_in_the_same_second(site: Site):
    cards = prepare(site, "cards", 60)
    answers = together([lambda held=held: Phone(site).sign_in(**held) for held in cards])
    assert Counter((answer.status, answer.headers["Location"]) for answer in answers) == {(302, "/saya/"): 60}


def test_sixty_new_cards_are_in_within_a_quarter_of_an_hour(site: Site):
    """Sixty phones at once, one officer who taps them one by one, one address, no gateway: at its real pace."""
    begun, words = time.monotonic(), prepare(site, "new_cards", 60)
    phones, officer = [Phone(site) for _ in words], Phone(site)
    assert officer.sign_in_as_staff("dinas").status == 302
    officer.fill("/privasi/baca/", {})  # the notice comes before anything else
    together([lambda at=at: phones[at].ask_officer(words[at]) for at in range(60)])
    assert officer.say_yes() == 60
    answers = together([lambda phone=phone: phone.choose_pin("482913") for phone in phones])
    assert Counter((answer.status, answer.headers["Location"]) for answer in answers) == {(302, "/saya/"): 60}
    assert time.monotonic() - begun < 15 * 60


def test_junk_of_strangers_fills_its_place_and_tickets_still_get_in(own_site: Site):
    """A day's measure is 1,000; answers of known tickets are kept and taken all the same."""
    junk = [[f"sampah {at} {number}" for number in range(50)] for at in range(24)]
    answers = [Phone(own_site).sync(some) for some in junk]
    outcomes = [outcome for answer in answers for outcome in answer.json()["outcomes"]]
    assert Counter((one["status"], one["kept"]) for one in outcomes) == {(422, True): 1000, (422, False): 200}
    assert held(own_site)[1] == 1000
    ticket = prepare(own_site, "tickets", 1)[0]
    sealed = envelope(ticket)
    assert [one["kept"] for one in Phone(own_site).sync([sealed[:-30], sealed]).json()["outcomes"]] == [True, True]
    assert [body for body, _ in accepted(own_site, ticket)] == [sealed]


def test_twenty_kills_lose_nothing_that_was_acknowledged(own_site: Site):
    sealed = [envelope(ticket) for ticket in prepare(own_site, "tickets", 240)]
    told: dict[str, str] = {}
    phones = [Thread(target=deliver, args=(own_site, sealed[at::PHONES], told)) for at in range(PHONES)]
    for phone in phones:
        phone.start()
    for number, kill in enumerate(Random(SEED).sample(KILLS, len(KILLS)), start=1):
        mark = number * len(sealed) // (len(KILLS) + 1)
        assert eventually(lambda mark=mark: len(told) >= mark, within=120), f"{len(told)} told, {mark} wanted"
        assert eventually(lambda: bool(hands.part(own_site, "gunicorn")), within=60)
        kill(own_site)
    for phone in phones:
        phone.join()
    assert_all_told(own_site, sealed, told)
    assert all(eventually(lambda name=name: hands.part(own_site, name) is not None) for name in hands.PARTS)
    assert_board_catches_up(own_site, prepare(own_site, "proposals", 20))
    assert rows(own_site, "PRAGMA integrity_check") == [("ok",)]


def deliver(site: Site, sealed: list[str], told: dict[str, str]) -> None:
    for one in sealed:
        outcome, _ = hand_in(site, one, within=240)
        assert outcome["status"] == HTTPStatus.OK
        told[one] = outcome["receipt"]
