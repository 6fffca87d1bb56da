"""Whoever sees all that is sent of counting items does no better than guessing (DESIGN 5.4)."""

from random import Random

import pytest

from assessments.types import TYPES
from tests.assessments import attack
from tests.assessments.attack import NAME, TARGETS


@pytest.mark.parametrize("kind", TARGETS)
def test_everything_sent_helps_no_more_than_guessing(kind: str):
    found = attack.attack(kind, 400, "kecil")
    assert {name: errors for name, errors in found.items() if errors > 3} == {}


@pytest.mark.soak
@pytest.mark.parametrize("kind", TARGETS)
def test_everything_sent_of_ten_thousand_items_helps_no_more_than_guessing(kind: str):
    found = attack.attack(kind, 20_000, "penuh")  # as many again are known to the attacker
    assert {name: errors for name, errors in found.items() if errors > 3} == {}


@pytest.mark.parametrize("kind", sorted(TARGETS.keys() - {"truefalse"}))
def test_the_attack_would_find_letters_in_the_authors_order(kind: str, monkeypatch: pytest.MonkeyPatch):
    shuffled = type(TYPES[kind]).pin
    unshuffled = type("Still", (Random,), {"shuffle": lambda self, keys: None})()
    monkeypatch.setattr(type(TYPES[kind]), "pin", lambda self, content, rng: shuffled(self, content, unshuffled))
    found = attack.attack(kind, 100, "bocor")
    assert max(found.values()) > 3


@pytest.mark.parametrize("kind", TARGETS)
def test_the_page_says_what_the_payload_says_and_no_more(kind: str):
    see_pages(kind, 30)


@pytest.mark.soak
@pytest.mark.parametrize("kind", TARGETS)
def test_ten_thousand_pages_say_what_their_payloads_say_and_no_more(kind: str):
    see_pages(kind, 10_000)


def see_pages(kind: str, count: int) -> None:
    """Of the same items the page and the payload give the same to decide; all choices look alike to a machine."""
    marks = set()
    for item in attack.items(kind, count, "halaman"):
        page, slots = attack.read_page(kind, item)
        assert slots == item.slots
        marks |= page.marks
        assert set(page.labels) <= {f"{NAME}-{name}" for name in TYPES[kind].parts(item.pin)}
    assert len(marks) == 1
