"""Codes by phone: how they may be guessed at, how many are sent, and what is kept of them."""

import logging
from datetime import timedelta

import pytest

from lms.people import codes
from lms.people.models import Person, PhoneCode
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import PIN, Holder
from tests.people.otp.phone import GONE, NUMBER, PAGES, WRONG, Phone, has_number, wrong


# -- guessing ---------------------------------------------------------------------------------------------------------
def test_the_sixth_guess_finds_no_code_however_right(phone: Phone, sari: Holder):
    has_number(sari.user)
    phone.ask()
    for _ in range(5):
        assert WRONG in phone.type(wrong(phone.code())).content.decode()
    assert GONE in phone.type(phone.code()).content.decode()
    assert PhoneCode.objects.get().tries == 5


def test_guesses_at_the_same_moment_are_no_more_than_five(phone: Phone, sari: Holder, monkeypatch):
    has_number(sari.user)
    row, code = codes.ask(NUMBER, secret="s", now=NOW), codes.code_of
    PhoneCode.objects.update(tries=4)

    def meanwhile(asked: PhoneCode) -> str:
        monkeypatch.setattr(codes, "code_of", code)
        with pytest.raises(codes.Gone):
            codes.check("s", code(row), now=NOW)
        return code(asked)

    monkeypatch.setattr(codes, "code_of", meanwhile)
    with pytest.raises(codes.Wrong):
        codes.check("s", wrong(code(row)), now=NOW)


def test_a_code_is_good_once_also_at_the_same_moment(phone: Phone, sari: Holder, monkeypatch):
    row, code = codes.ask(NUMBER, secret="s", now=NOW), codes.code_of

    def meanwhile(asked: PhoneCode) -> str:
        monkeypatch.setattr(codes, "code_of", code)
        codes.check("s", code(row), now=NOW)
        return code(asked)

    monkeypatch.setattr(codes, "code_of", meanwhile)
    with pytest.raises(codes.Gone):
        codes.check("s", code(row), now=NOW)


def test_a_used_code_opens_nothing_again(phone: Phone, sari: Holder):
    has_number(sari.user)
    phone.prove()
    assert GONE in phone.type(phone.code()).content.decode()


def test_a_code_lasts_ten_minutes_and_what_it_opened_fifteen(phone: Phone, another, sari: Holder, clock):
    has_number(sari.user)
    phone.ask()
    clock.shift(600)
    assert GONE in phone.type(phone.code()).content.decode()
    late = another()
    late.prove()
    clock.shift(900)
    assert late.client.get("/masuk/hp/nama/").url == "/masuk/hp/"


def test_another_browser_cannot_use_the_code(phone: Phone, another, sari: Holder, clock):
    has_number(sari.user)
    phone.ask()
    stranger = another()
    assert stranger.type(phone.code()).url == "/masuk/hp/"
    first = phone.code()
    stranger.ask("0819 1111 2222")
    assert WRONG in stranger.type(first).content.decode()
    assert stranger.client.get("/masuk/hp/nama/").url == "/masuk/hp/"


def test_a_right_code_for_one_number_does_not_open_another(phone: Phone, sari: Holder, cast: Cast):
    has_number(sari.user)
    Person.objects.filter(user=cast.tini).update(phone="+6281911112222")
    phone.ask("0819 1111 2222")
    phone.type(phone.code())
    phone.ask()
    assert phone.client.get("/masuk/hp/nama/").url == "/masuk/hp/"


@pytest.mark.only_on("sqlite")  # the other one would only take longer
def test_a_thousand_guesses_from_a_thousand_addresses_never_succeed(phone: Phone, sari: Holder, settings):
    """With the guesser's own browser; after five even the right code is refused, and a new one is not to be had."""
    has_number(sari.user)
    phone.ask()
    right = phone.code()
    for _ in range(5):
        phone.type(wrong(right))
    answers = set()
    for n in range(995):
        address = f"10.1.{n // 250}.{n % 250}"
        answers.add(phone.type(right, REMOTE_ADDR=address).status_code)
        if n % 100 == 0:
            assert phone.ask(REMOTE_ADDR=address).status_code == 429
    assert answers == {200}
    assert phone.client.get("/masuk/hp/nama/").url == "/masuk/hp/"


# -- limits -----------------------------------------------------------------------------------------------------------
def test_a_class_of_sixty_asks_from_one_address(another, sari: Holder):
    assert [another().ask(f"0812 3456 78{n}").status_code for n in range(10, 70)] == [302] * 60


def test_a_number_gets_a_code_again_after_half_a_minute_three_in_ten_minutes(phone: Phone, another, sari, clock):
    has_number(sari.user)
    assert phone.ask().status_code == 302
    again = another().ask(REMOTE_ADDR="10.1.1.1")
    assert again.status_code == 429
    assert "Tunggu 30 detik" in again.content.decode()
    for status in (302, 302, 429):
        clock.shift(31)
        answer = another().ask()
        assert answer.status_code == status
    assert "Sudah beberapa kali" in answer.content.decode()
    assert len(phone.sent) == 3


def test_a_day_sends_no_more_than_the_office_pays_for(phone: Phone, another, sari, cast: Cast, settings, clock):
    settings.OTP_PER_DAY = 1
    has_number(sari.user)
    assert phone.ask().status_code == 302
    for number in ("0819 1111 2222", "0812 3456 7890"):
        clock.shift(40)
        answer = another().ask(number)
        assert answer.status_code == 429
        assert "Jatah kode" in answer.content.decode()
    late = codes.ask(NUMBER, secret="s", now=NOW)  # came in the same moment
    codes.send(late.pk, now=NOW)
    assert len(phone.sent) == 1


def test_unknown_numbers_do_not_use_up_the_day(phone: Phone, another, sari: Holder, settings):
    settings.OTP_PER_DAY = 1
    has_number(sari.user)
    another().ask("0819 1111 2222")
    assert phone.ask().status_code == 302


def test_nothing_secret_stands_in_logs_session_rows_or_addresses(phone: Phone, sari: Holder, caplog):
    caplog.set_level(logging.DEBUG)
    has_number(sari.user)
    answers = [phone.ask(), phone.type(phone.code())]
    kept = str(dict(phone.client.session)) + str(list(PhoneCode.objects.values()))
    answers.append(phone.choose(sari.user))
    logged = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("django.db"))
    for secret in (phone.code(), NUMBER[3:], PIN, "Sari"):
        assert secret not in logged
        assert secret not in kept
        assert not [answer.url for answer in answers if secret in answer.url]
    assert f"signed in: user {sari.user.pk}, by phone" in logged


def test_no_page_of_it_is_kept_by_a_browser(phone: Phone, sari: Holder):
    has_number(sari.user)
    phone.prove()
    for path in PAGES:
        assert "no-store" in phone.client.get(path)["Cache-Control"]


def test_rows_are_gone_after_a_day(phone: Phone):
    from lms.portal.privacy import retention

    codes.ask(NUMBER, secret="s", now=NOW)
    assert "people.PhoneCode" not in retention.purge(now=NOW + timedelta(hours=23))
    assert retention.purge(now=NOW + timedelta(hours=25))["people.PhoneCode"] == 1
