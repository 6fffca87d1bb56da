"""Kartu masuk: issue, print again, find, revoke."""

import hashlib
import itertools
import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.people import cards, keyed, rules
from lms.people.models import Card, Person
from tests.cast import Cast
from tests.factories import NOW


def test_the_words_are_many_distinct_and_none_is_one_slip_from_another():
    words = cards.word_list()
    assert len(set(words)) == 1024
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 9 for word in words)
    assert not any(rules.one_edit_apart(one, other) for one, other in itertools.combinations(words, 2))


def test_the_word_list_is_never_changed_because_printed_cards_depend_on_it():
    digest = hashlib.sha256(" ".join(cards.word_list()).encode()).hexdigest()
    assert digest == "d4410eb37fd0b1a361aafe759de080bfc3f7af6f9d2dec5b1ad9dacce29d32fe"


def test_a_card_is_found_by_what_is_printed_on_it(cast: Cast):
    issued = cards.issue(cast.sari.person, by=cast.puji, now=NOW)
    assert len(issued.token) == 22
    assert cards.find_by_token(issued.token) == issued.card
    assert cards.find_by_words(issued.words) == issued.card


def test_a_lost_card_can_be_printed_again_and_the_database_holds_digests_only(cast: Cast):
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    again = Card.objects.get(pk=issued.card.pk)
    assert (cards.token_of(again), cards.words_of(again)) == (issued.token, issued.words)
    assert issued.token not in str(Card.objects.values())
    assert issued.words not in str(Card.objects.values())


def test_a_mark_names_the_card_and_opens_nothing(cast: Cast):
    old, new = (cards.issue(cast.sari.person, by=None, now=NOW) for _ in range(2))
    digest = hashlib.sha256(f"kartu:{new.token}".encode()).hexdigest()
    assert new.card.mark == digest[:32]  # as lms/static/js/src/scan/card.js reckons it
    found = cards.by_marks([old.card.mark, new.card.mark, "0" * 32])
    assert {mark: card.revoked_at for mark, card in found.items()} == {old.card.mark: NOW, new.card.mark: None}
    assert cards.find_by_token(new.card.mark) is None


def test_cards_from_before_are_given_the_mark_of_what_is_printed(cast: Cast):
    card = cards.issue(cast.sari.person, by=None, now=NOW).card
    Card.objects.update(mark="")
    import_module("lms.people.migrations.0016_card_marks").mark(apps, None)
    assert Card.objects.get().mark == card.mark


@pytest.mark.parametrize("spoil", [str.upper, lambda w: w.replace(" ", " , "), lambda w: f"  {w.replace(' ', '  ')}. "])
def test_words_are_read_forgivingly(cast: Cast, spoil):
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    assert cards.find_by_words(spoil(issued.words)) == issued.card


def test_one_wrong_letter_is_forgiven_and_two_are_not(cast: Cast):
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    first, rest = issued.words.split(" ", 1)
    assert cards.find_by_words(f"{first[1:]} {rest}") in (issued.card, None)
    assert rules.read_words("mawarr meltai", ("mawar", "melati")) == ["mawar", "melati"]
    assert cards.find_by_words(f"xx{first} {rest}") is None


def test_a_new_card_ends_the_old_one(cast: Cast):
    old, new = (cards.issue(cast.sari.person, by=None, now=NOW) for _ in range(2))
    assert cards.find_by_token(old.token) is None
    assert cards.find_by_words(new.words) == new.card


def test_a_revoked_card_is_not_found(cast: Cast):
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    cards.revoke(issued.card, now=NOW)
    assert cards.find_by_token(issued.token) is None
    assert cards.find_by_words(issued.words) is None


def test_a_card_whose_words_are_taken_gets_another_uuid(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    first, second = uuid.uuid4(), uuid.uuid4()
    draws = iter([first, first, first, second])
    monkeypatch.setattr(uuid, "uuid4", lambda: next(draws))
    one = cards.issue(cast.sari.person, by=None, now=NOW)
    other = cards.issue(cast.tini.person, by=None, now=NOW)
    assert (one.card.uuid, other.card.uuid) == (first, second)


def test_many_cards_cost_no_more_statements_than_one(cast: Cast):
    people = Person.objects.bulk_create(Person(name=f"Kader {n}") for n in range(150))
    with CaptureQueriesContext(connection) as captured:
        issued = cards.issue_many(people, by=None, now=NOW)
    assert len({one.words for one in issued}) == 150
    assert len(captured) <= 12
    with pytest.raises(ValueError, match="at most 200"):
        cards.issue_many(people * 2, by=None, now=NOW)


def test_the_qr_leads_to_the_sign_in_of_the_card(cast: Cast):
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    assert cards.address_of(issued.card) == f"http://127.0.0.1:8000/masuk/{issued.token}"
    assert cards.card_qr(issued.card).startswith("<svg")
    assert "style=" not in cards.card_qr(issued.card)


def test_a_value_of_one_kind_is_worth_nothing_as_another():
    assert keyed.token("token", "x") != keyed.token("credential", "x")
    assert keyed.digest("token", "x") != keyed.digest("device", "x")
