"""Codes by phone: who gets one, how it may be guessed at, what comes after it, and what the gateway is trusted with."""

import json
import logging
import re
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lms import environment
from lms.people import accounts, checks, codes, devices, gateway, tasks
from lms.people.gateway import GatewayFailed
from lms.people.models import Device, Person, PhoneCode, User
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import PIN, Holder

NUMBER = "+6281234567890"
GONE, WRONG = "tidak berlaku lagi", "Kode belum cocok"
PAGES = ("/masuk/hp/", "/masuk/hp/kode/", "/masuk/hp/nama/")


class Phone:
    """A phone with its browser, and what the fake gateway sent to everybody."""

    def __init__(self, sent: list[tuple[str, str]], commit: Callable) -> None:
        self.client, self.sent, self.commit = Client(), sent, commit

    def ask(self, number: str = "0812-3456-7890", **extra: str):
        with self.commit(execute=True):
            return self.client.post("/masuk/hp/", {"phone": number}, **extra)

    def type(self, code: str, **extra: str):
        return self.client.post("/masuk/hp/kode/", {"code": code}, **extra)

    def code(self) -> str:
        return re.search(r"\d{6}", self.sent[-1][1])[0]

    def choose(self, user: User, pin: str = PIN):
        return self.client.post("/masuk/hp/nama/", {"who": str(user.uuid), "pin": pin})

    def prove(self) -> None:
        self.ask()
        self.type(self.code())


@pytest.fixture
def sent(settings, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The gateway is on; what it sent."""
    settings.OTP_GATEWAY_URL = "https://pesan.example/kirim"
    messages: list[tuple[str, str]] = []
    monkeypatch.setattr(gateway, "send", lambda phone, text: messages.append((phone, text)))
    return messages


@pytest.fixture
def phone(db: None, sent: list[tuple[str, str]], django_capture_on_commit_callbacks) -> Phone:
    return Phone(sent, django_capture_on_commit_callbacks)


@pytest.fixture
def another(phone: Phone) -> Callable[[], Phone]:
    return lambda: Phone(phone.sent, phone.commit)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def worker() -> Iterator[None]:
    """Tasks fail as in a worker: to themselves."""
    conf = tasks.send_code.app.conf
    conf.update(task_eager_propagates=False)
    yield
    conf.update(task_eager_propagates=True)


def has_number(*users: User) -> None:
    Person.objects.filter(user__in=users).update(phone=NUMBER)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


# -- the way in -------------------------------------------------------------------------------------------------------
def test_code_name_and_pin_open_her_own_page(phone: Phone, sari: Holder):
    has_number(sari.user)
    assert "Masuk dengan nomor HP" in phone.client.get("/masuk/").content.decode()
    assert phone.ask("62 812 3456 7890").url == "/masuk/hp/kode/"
    assert [number for number, _ in phone.sent] == [NUMBER]
    assert phone.type(phone.code()).url == "/masuk/hp/nama/"
    assert "Sari Wahyuni" in phone.client.get("/masuk/hp/nama/").content.decode()
    assert phone.choose(sari.user).url == "/saya/"
    assert phone.client.session["_auth_user_id"] == str(sari.user.pk)
    assert phone.client.session.get_expiry_age() == 180 * 24 * 3600


def test_she_goes_where_she_was_going_but_never_off_the_site(phone: Phone, another, sari: Holder, clock):
    has_number(sari.user)
    for given, target in (("/cek/mulai/b3/", "/cek/mulai/b3/"), ("https://jahat.example/", "/saya/")):
        clock.shift(60)
        visitor = another()
        with visitor.commit(execute=True):
            visitor.client.post("/masuk/hp/", {"phone": NUMBER, "next": given})
        visitor.type(visitor.code())
        assert visitor.choose(sari.user).url == target


def test_the_people_of_a_family_number_choose_their_name(phone: Phone, sari: Holder, cast: Cast):
    accounts.activate(cast.tini.person, "530861", now=NOW)
    has_number(cast.sari, cast.tini, cast.sosial)  # Endang has no PIN
    phone.prove()
    page = phone.client.get("/masuk/hp/nama/").content.decode()
    assert "Sari Wahyuni" in page
    assert "Tini Astuti" in page
    assert "Endang" not in page
    assert "Nama dan PIN belum cocok" in phone.choose(cast.tini, PIN).content.decode()
    assert phone.choose(cast.tini, "530861").url == "/saya/"
    assert phone.client.session["_auth_user_id"] == str(cast.tini.pk)


def test_nobody_outside_the_number_can_be_chosen(phone: Phone, sari: Holder, rina: Holder):
    has_number(sari.user)
    phone.prove()
    assert "Pilih nama" in phone.choose(rina.user).content.decode()
    assert "_auth_user_id" not in phone.client.session


def test_without_a_pin_she_is_sent_to_her_puskesmas(phone: Phone, cast: Cast):
    has_number(cast.sosial)
    phone.prove()
    page = phone.client.get("/masuk/hp/nama/").content.decode()
    assert "Datang ke puskesmas" in page
    assert "Endang" not in page


def test_the_number_of_an_office_tells_no_names(phone: Phone, sari: Holder):
    has_number(sari.user)
    for n in range(codes.MOST_PEOPLE):
        person = Person.objects.create(name=f"Orang {n}", phone=NUMBER)
        User.objects.create(username=f"k-{n}", person=person, pin="x")
    phone.prove()
    assert "Sari" not in phone.client.get("/masuk/hp/nama/").content.decode()


def test_staff_with_totp_do_not_come_in_this_way(phone: Phone, dewi: User):
    dewi.pin = "x"
    dewi.save()
    has_number(dewi)
    phone.prove()
    assert "Dewi" not in phone.client.get("/masuk/hp/nama/").content.decode()
    assert "belum bisa masuk" in phone.choose(dewi).content.decode()


def test_a_penilai_comes_in_on_an_enrolled_device_only(phone: Phone, rina: Holder):
    has_number(rina.user)
    phone.prove()
    assert "Rina" not in phone.client.get("/masuk/hp/nama/").content.decode()
    device = Device.objects.create(
        secret_digest=devices.keyed.digest("device", "x"), first_seen_at=NOW, enrolled_at=NOW, enrolled_by=None
    )
    phone.client.cookies[devices.cookie_name()] = "x"
    assert devices.enrolment_code(device)
    assert phone.choose(rina.user).status_code == 302


def test_wrong_pins_are_counted_as_with_the_card(phone: Phone, sari: Holder):
    has_number(sari.user)
    phone.prove()
    statuses = [phone.choose(sari.user, "999999").status_code for _ in range(10)]
    assert statuses == [200] * 10
    assert phone.choose(sari.user).status_code == 429
    assert sari.sign_in(Client()).status_code == 429


def test_who_came_back_too_early_still_finds_the_way_to_her_code(phone: Phone, sari: Holder):
    has_number(sari.user)
    assert "Kode sudah datang" not in phone.client.get("/masuk/hp/").content.decode()
    phone.ask()
    assert "Kode sudah datang" in phone.ask().content.decode()


# -- the same answer for everybody ------------------------------------------------------------------------------------
def test_an_unknown_number_gets_the_same_answer_and_no_message(phone: Phone, another, sari: Holder):
    has_number(sari.user)
    stranger = another()
    answers = [phone.ask(), stranger.ask("0819 1111 2222")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/masuk/hp/kode/")] * 2
    assert [number for number, _ in phone.sent] == [NUMBER]
    assert PhoneCode.objects.count() == 2
    pages = [one.type("000000").content.decode() for one in (phone, stranger)]
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", pages[0]) == token.sub("", pages[1])
    assert [one.ask("0819 1111 2222").status_code for one in (phone, stranger)] == [429, 429]


def test_both_take_the_same_queries(phone: Phone, another, sari: Holder):
    has_number(sari.user)
    counts = set()
    for number in (NUMBER, "0819 1111 2222"):
        with CaptureQueriesContext(connection) as queries:  # what the worker does is not waited for
            another().client.post("/masuk/hp/", {"phone": number})
        counts.add(len(queries))
    assert len(counts) == 1


def test_the_dead_and_the_erased_get_no_message(phone: Phone, sari: Holder):
    Person.objects.filter(user=sari.user).update(phone=NUMBER, deceased=True)
    phone.ask()
    assert phone.sent == []


def test_what_is_no_mobile_number_is_asked_for_again(phone: Phone):
    answer = phone.ask("0354 123456")
    assert "tidak terbaca" in answer.content.decode()
    assert not PhoneCode.objects.exists()


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


# -- the gateway ------------------------------------------------------------------------------------------------------
def test_a_failing_gateway_is_tried_again(phone: Phone, sari: Holder, worker: None, monkeypatch):
    has_number(sari.user)
    answers = iter([GatewayFailed("HTTP 503"), GatewayFailed("HTTP 503"), None])
    tried = []

    def flaky(number: str, text: str) -> None:
        tried.append(text)
        if problem := next(answers):
            raise problem

    monkeypatch.setattr(gateway, "send", flaky)
    row = codes.ask(NUMBER, secret="s", now=NOW)
    tasks.send_code.delay(row.pk)
    assert len(tried) == 3
    assert len(set(tried)) == 1
    assert not codes.is_disturbed(now=NOW)


def test_a_dead_gateway_is_given_up_and_everybody_is_told(phone: Phone, sari: Holder, worker: None, monkeypatch):
    has_number(sari.user)
    tried = []

    def dead(number: str, text: str) -> None:
        tried.append(number)
        raise GatewayFailed("TimeoutError")

    monkeypatch.setattr(gateway, "send", dead)
    row = codes.ask(NUMBER, secret="s", now=NOW)
    assert isinstance(tasks.send_code.delay(row.pk).result, GatewayFailed)
    assert len(tried) == 4
    assert "sedang terganggu" in Client().get("/masuk/hp/").content.decode()


def test_a_message_is_sent_once_and_not_when_it_is_of_no_use(phone: Phone, sari: Holder):
    has_number(sari.user)
    row = codes.ask(NUMBER, secret="s", now=NOW)
    codes.send(row.pk, now=NOW)
    codes.send(row.pk, now=NOW)
    assert len(phone.sent) == 1
    old = codes.ask(NUMBER, secret="s", now=NOW)
    codes.send(old.pk, now=NOW + codes.AGE)
    Person.objects.filter(phone=NUMBER).update(phone="+6281911112222")
    codes.send(old.pk, now=NOW)
    assert len(phone.sent) == 1


def test_a_lost_broker_costs_a_message_and_no_page(phone: Phone, sari: Holder, monkeypatch):
    has_number(sari.user)
    monkeypatch.setattr(tasks.send_code, "delay", lambda pk: (_ for _ in ()).throw(OSError("no broker")))
    assert phone.ask().status_code == 302


def test_the_queue_holds_no_code_and_no_number(phone: Phone, sari: Holder, monkeypatch):
    has_number(sari.user)
    queued = []
    monkeypatch.setattr(tasks.send_code, "delay", lambda *args: queued.append(args))
    phone.ask()
    assert queued == [(PhoneCode.objects.get().pk,)]


def test_number_and_text_are_data_in_the_body(settings):
    settings.OTP_GATEWAY_BODY = {"to": "{phone}", "parts": ["{text}", 1], "flag": True, "key {text}": "{lain}"}
    text = '", "to": "+62999"} {phone} \\ \n'
    assert json.loads(gateway.body(phone=NUMBER, text=text)) == {
        "to": NUMBER,
        "parts": [text, 1],
        "flag": True,
        "key {text}": "{lain}",
    }


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "192.168.1.1", "169.254.169.254", "127.0.0.1", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"],
)
def test_a_name_that_leads_to_a_private_address_is_refused(settings, monkeypatch, address: str):
    settings.OTP_GATEWAY_URL = "https://pesan.example/kirim"
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 443)) for host in ("8.8.8.8", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("connected"))
    with pytest.raises(GatewayFailed, match="private address"):
        gateway.send(NUMBER, "Kode")


def answered(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> list[bytes]:
    """A gateway that says this, at the other end of a pair of sockets. Out: what it was sent."""
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(gateway, "_connect", lambda host, port: ours)
    heard: list[bytes] = []

    def serve() -> None:
        whole = b""
        while not whole.endswith(b"}"):
            whole += theirs.recv(65536)
        heard.append(whole)
        theirs.sendall(answer)
        theirs.close()

    threading.Thread(target=serve, daemon=True).start()
    return heard


def test_the_gateway_hears_number_text_and_token(settings, monkeypatch):
    settings.OTP_GATEWAY_URL, settings.OTP_GATEWAY_TOKEN = "http://127.0.0.1:9/kirim?a=1", "Bearer rahasia"
    heard = answered(monkeypatch, b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
    gateway.send(NUMBER, "Kode 1")
    assert heard[0].startswith(b"POST /kirim?a=1 HTTP/1.1\r\nHost: 127.0.0.1:9\r\n")
    assert b"Authorization: Bearer rahasia" in heard[0]
    assert json.loads(heard[0].partition(b"\r\n\r\n")[2]) == {"to": NUMBER, "message": "Kode 1"}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n", "HTTP 302"),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "HTTP 401"),
        (b"", "RemoteDisconnected"),
        (b"halo\r\n\r\n", "BadStatusLine"),
    ],
)
def test_a_redirect_is_not_followed_and_anything_but_yes_is_a_failure(settings, monkeypatch, answer: bytes, says: str):
    settings.OTP_GATEWAY_URL = "http://127.0.0.1:9/kirim"
    answered(monkeypatch, answer)
    with pytest.raises(GatewayFailed, match=f"^{says}$"):
        gateway.send(NUMBER, "Kode")


# -- settings ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", PAGES)
def test_where_it_is_off_there_is_nothing(client: Client, sari: Holder, path: str):
    assert client.get(path).status_code == 404
    assert client.post(path, {"phone": NUMBER, "code": "123456"}).status_code == 404
    assert "nomor HP" not in client.get("/masuk/").content.decode()


@pytest.mark.parametrize(
    "value",
    [
        "http://pesan.example/",
        "http://10.0.0.1/",
        "ftp://pesan.example/",
        "pesan.example",
        "https://",
        "https://aku:sandi@pesan.example/",
        "https://pesan.example/a b",
        "https://pesan.example:99999/",
    ],
)
def test_an_address_that_is_not_safe_stops_the_start_and_is_not_repeated(monkeypatch, value: str):
    monkeypatch.setenv("OTP_GATEWAY_URL", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.gateway("OTP_GATEWAY_URL")
    assert "OTP_GATEWAY_URL" in str(refused.value)
    assert "pesan.example" not in str(refused.value)


@pytest.mark.parametrize("value", ["", "https://pesan.example/a?b=c", "http://127.0.0.1:9/x", "http://[::1]/"])
def test_a_safe_address_is_taken(monkeypatch, value: str):
    monkeypatch.setenv("OTP_GATEWAY_URL", value)
    assert environment.gateway("OTP_GATEWAY_URL") == value


@pytest.mark.parametrize("value", ["{phone} {text}", '["{phone}{text}"]', '{"to": "{phone}"}', '{"m": "{text}"}'])
def test_a_body_without_number_or_text_stops_the_start(monkeypatch, value: str):
    monkeypatch.setenv("OTP_GATEWAY_BODY", value)
    with pytest.raises(ImproperlyConfigured, match="OTP_GATEWAY_BODY"):
        environment.message("OTP_GATEWAY_BODY", default="")


def test_a_token_of_two_lines_stops_the_start_and_a_file_may_hold_it(monkeypatch, tmp_path):
    monkeypatch.setenv("OTP_GATEWAY_TOKEN", "Bearer a\r\nX-Lain: b")
    with pytest.raises(ImproperlyConfigured, match="OTP_GATEWAY_TOKEN"):
        environment.header("OTP_GATEWAY_TOKEN")
    kept = tmp_path / "token"
    kept.write_text("Bearer rahasia\n")
    monkeypatch.setenv("OTP_GATEWAY_TOKEN_FILE", str(kept))
    assert environment.header("OTP_GATEWAY_TOKEN") == "Bearer rahasia"


def test_the_demo_refuses_a_real_gateway(settings):
    settings.DEMO, settings.OTP_GATEWAY_URL = True, "https://pesan.example/"
    assert [error.id for error in checks.demo_sends_nothing(None)] == ["people.E005"]
    settings.OTP_GATEWAY_URL = "http://127.0.0.1:9000/"
    assert checks.demo_sends_nothing(None) == []


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
