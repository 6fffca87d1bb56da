"""Codes by phone: what the gateway is trusted with, and which settings stop the start."""

import json
import socket
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from lms import environment
from lms.people import checks, codes, gateway, tasks
from lms.people.gateway import GatewayFailed
from lms.people.models import Person, PhoneCode
from tests.factories import NOW
from tests.people.conftest import Holder
from tests.people.otp.phone import NUMBER, PAGES, Phone, has_number


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
