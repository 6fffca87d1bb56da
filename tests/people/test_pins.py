"""PINs: what is refused, what is kept, what a reset ends."""

from datetime import date

import pytest
from django.test import Client

from lms.areas.errors import UserError
from lms.people import accounts, pins, rules
from lms.people.models import User
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import PIN, Holder


@pytest.mark.parametrize("pin", ["000000", "123456", "654321", "567890", "121212", "123123", "112233", "111112"])
def test_a_pin_that_everybody_guesses_is_refused_kindly(cast: Cast, pin: str):
    with pytest.raises(UserError, match="mudah ditebak"):
        pins.set_pin(cast.sari, pin, now=NOW)
    assert User.objects.get(pk=cast.sari.pk).pin == ""


@pytest.mark.parametrize("pin", ["170878", "780817", "081978", "197808"])
def test_the_date_of_birth_is_no_pin(pin: str):
    assert rules.weak_pin(pin, birth_date=date(1978, 8, 17), phone="") == "sama dengan tanggal lahir"


def test_a_piece_of_the_phone_number_is_no_pin():
    assert rules.weak_pin("345678", birth_date=None, phone="+6281234567890") != ""
    assert rules.weak_pin("274815", birth_date=None, phone="+6281234567890") == ""


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "abcdef"])
def test_a_pin_has_six_digits(cast: Cast, pin: str):
    with pytest.raises(UserError, match="6 angka"):
        pins.set_pin(cast.sari, pin, now=NOW)


def test_the_right_pin_is_known_and_no_other(sari: Holder):
    assert pins.check_pin(sari.user, PIN)
    assert pins.check_pin(sari.user, "27 48 15")
    assert not pins.check_pin(sari.user, "274816")


def test_nobody_and_a_user_without_pin_have_no_right_pin(cast: Cast):
    assert not pins.check_pin(None, PIN)
    assert not pins.check_pin(cast.tini, PIN)


def test_two_people_with_one_pin_have_different_hashes(cast: Cast):
    for user in (cast.sari, cast.tini):
        pins.set_pin(user, PIN, now=NOW)
    assert cast.sari.pin != cast.tini.pin
    assert PIN not in cast.sari.pin


def test_activation_gives_an_account_to_who_has_none_and_keeps_the_one_there_is(cast: Cast):
    person = cast.sari.person
    assert accounts.activate(person, PIN, now=NOW) == cast.sari
    User.objects.filter(pk=cast.sosial.pk).update(person=None)
    fresh = accounts.activate(cast.sosial.person, PIN, now=NOW)
    assert fresh != cast.sosial
    assert not fresh.has_usable_password()


def test_a_pin_reset_ends_the_sessions_on_a_lost_phone(client: Client, sari: Holder):
    sari.sign_in(client)
    assert "_auth_user_id" in client.session
    accounts.activate(sari.user.person, "385926", now=NOW)
    assert client.get("/kelola/perangkat/").status_code == 302
