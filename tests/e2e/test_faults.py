"""What goes wrong on one machine, in a small form: twins, haste, guesses, garbage.

The same with full numbers stands in ``tests/soak``.
"""

import json
import socket
from collections import Counter
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import pytest

from tests.e2e.conftest import Site
from tests.e2e.phones import (
    SYNC,
    Answer,
    Phone,
    envelope,
    eventually,
    prepare,
    rows,
    together,
    unfolded,
)
from tests.e2e.steps import card, right_answers

# -- twins ------------------------------------------------------------------------------------------------------------


def outcome(answer: Answer) -> dict[str, object]:
    assert answer.status == HTTPStatus.OK, answer.text
    return answer.json()["outcomes"][0]


def test_of_many_identical_envelopes_one_is_taken_and_all_get_its_receipt(site: Site):
    ticket = prepare(site, "tickets", 1)[0]
    sealed = envelope(ticket)
    answers = together([lambda: Phone(site).sync([sealed])] * 24)
    assert len({json.dumps(outcome(answer)) for answer in answers}) == 1
    assert outcome(answers[0])["status"] == HTTPStatus.OK
    assert accepted(site, ticket) == [(sealed, outcome(answers[0])["receipt"])]
    assert kept(site, ticket) == []


def test_of_many_envelopes_for_one_ticket_the_first_counts_and_no_other_is_lost(site: Site):
    ticket = prepare(site, "tickets", 1)[0]
    sealed = [envelope(ticket) for _ in range(12)]
    answers = together([lambda one=one: Phone(site).sync([one]) for one in sealed])
    assert Counter(outcome(answer)["status"] for answer in answers) == {HTTPStatus.OK: 1, HTTPStatus.CONFLICT: 11}
    counted = [body for body, _ in accepted(site, ticket)]
    assert len(counted) == 1
    assert sorted(counted + kept(site, ticket)) == sorted(sealed)


def accepted(site: Site, ticket: dict[str, object]) -> list[tuple[str, str]]:
    return rows(
        site,
        "SELECT body, receipt FROM assessments_attempt WHERE ticket_id ="
        " (SELECT id FROM assessments_ticket WHERE token = ?)",
        ticket["token"],
    )


def kept(site: Site, ticket: dict[str, object]) -> list[str]:
    found = rows(
        site,
        "SELECT body FROM assessments_quarantine WHERE ticket_id = (SELECT id FROM assessments_ticket WHERE token = ?)",
        ticket["token"],
    )
    return [body for (body,) in found]


# -- haste ------------------------------------------------------------------------------------------------------------


def test_a_proposal_confirmed_twice_at_once_gives_one_certificate_and_no_gap(site: Site):
    officer = Phone(site)
    assert officer.sign_in_as_staff("dinas").status == HTTPStatus.FOUND
    proposals = prepare(site, "proposals", 4)
    before = issued(site)
    answers = together([lambda uuid=uuid: confirm(officer, uuid) for uuid in proposals * 3])
    assert {answer.status for answer in answers} == {HTTPStatus.FOUND}
    new = issued(site)[len(before) :]
    assert len(new) == len({award for award, _, _ in new}) == 4
    numbers = [int(number.split("/")[1]) for _, number, _ in new]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert len({answer.headers["Location"] for answer in answers}) == 4


def confirm(officer: Phone, uuid: str) -> Answer:
    papers = {"minutes_number": "BA-1", "minutes_date": "2026-01-05", "decree_number": "SK-1"}
    return officer.fill(
        f"/kelola/penetapan/{uuid}/",
        {**papers, "decree_date": "2026-01-06", "sungguh": "1"},
        page="/kelola/penetapan/?cari=tidak-ada",
    )


def issued(site: Site) -> list[tuple[int, str, str]]:
    return rows(site, "SELECT award_id, number, code FROM certificates_certificate ORDER BY number")


def test_two_folds_at_once_count_everybody_once(site: Site):
    prepare(site, "proposals", 5)
    together([lambda: prepare(site, "fold", 3)] * 2)
    assert eventually(lambda: not unfolded(site))
    assert prepare(site, "differences") == []


# -- a class on one Wi-Fi ---------------------------------------------------------------------------------------------


def test_a_class_signs_in_from_one_address_and_a_guesser_waits(site: Site):
    cards = prepare(site, "cards", 20)
    answers = together([lambda held=held: Phone(site).sign_in(**held) for held in cards])
    assert Counter((answer.status, answer.headers["Location"]) for answer in answers) == {(302, "/saya/"): 20}
    guesses = together([lambda: Phone(site).sign_in(cards[0]["words"], "111213")] * 14)
    assert Counter(guess.status for guess in guesses) == {HTTPStatus.OK: 10, HTTPStatus.TOO_MANY_REQUESTS: 4}
    assert "Tunggu 5 menit" in next(guess.text for guess in guesses if guess.status == HTTPStatus.TOO_MANY_REQUESTS)
    assert Phone(site).sign_in(**cards[0]).status == HTTPStatus.TOO_MANY_REQUESTS
    assert Phone(site).sign_in(**cards[1]).status == HTTPStatus.FOUND


# -- garbage ----------------------------------------------------------------------------------------------------------

GARBLED = {
    "cut off": b'{"envelopes": [{"envelope": "{',
    "not UTF-8": b'{"envelopes": [{"envelope": "\xff\xfe"}]}',
    "NUL": b"\x00" * 9,
    "deep": b"[" * 200_000,
    "two names": b'{"envelopes": [{"envelope": "a"}], "envelopes": [{"envelope": "b"}]}',
    "a huge number": b'{"envelopes": ' + b"9" * 5000 + b"}",
    "a lone surrogate": b'{"envelopes": [{"envelope": "\\ud800"}]}',
    "no list": b'{"envelopes": 1e999}',
    "too many": json.dumps({"envelopes": [{"envelope": "x"}] * 51}).encode(),
    "ten megabytes": b'{"envelopes": [{"envelope": "' + b"x" * 10_000_000 + b'"}]}',
}


@pytest.mark.parametrize("body", GARBLED.values(), ids=GARBLED)
def test_a_garbled_delivery_is_refused_in_plain_words(site: Site, body: bytes):
    before = held(site)
    answer = Phone(site).ask(SYNC, body, Content_Type="application/json")
    assert HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Tidak ada yang berubah" in answer.text or "Belum ada yang kami terima" in answer.json()["message"]
    assert held(site) == before


def held(site: Site) -> tuple[int, int]:
    attempts, quarantine = "SELECT COUNT(*) FROM assessments_attempt", "SELECT COUNT(*) FROM assessments_quarantine"
    return rows(site, attempts)[0][0], rows(site, quarantine)[0][0]


UNREADABLE = [
    "\x00",
    "[" * 60_000,
    '{"v":1,"v":1}',
    '{"v":1,"id":' + "9" * 5000 + "}",
    '{"v":1e400}',
    '{"v":1,"id":"00000000-0000-0000-0000-000000000000","ticket":"\\ud800","answers":{}}',
]


def test_garbled_envelopes_are_kept_and_spoil_no_other(site: Site):
    good = envelope(prepare(site, "tickets", 1)[0])
    *bad, last = Phone(site).sync([*UNREADABLE, good]).json()["outcomes"]
    assert {one["status"] for one in bad} == {HTTPStatus.UNPROCESSABLE_ENTITY}
    assert all("menyimpannya utuh" in one["message"] for one in bad)
    assert last["status"] == HTTPStatus.OK


FORMS = {
    "not UTF-8": b"words=%ff%fe&pin=%c3%28",
    "raw bytes": bytes(range(256)),
    "NUL": b"words=%00&pin=%00&next=%00&login=%00&password=%00&bahasa=%00&id=%00&mulai=%00",
    "huge numbers": b"pin=" + b"9" * 5000 + b"&id=" + b"9" * 5000 + b"&mulai=" + b"9" * 5000,
    "too many fields": b"a=1&" * 3000,
    "ten megabytes": b"words=" + b"x" * 10_000_000,
}


def open_sheet(site: Site) -> tuple[Phone, str]:
    """The demo kader signed in, and the path of her sheet."""
    phone, held = Phone(site), card(site, "Kader")
    assert phone.sign_in(held.words, held.pin).status == HTTPStatus.FOUND
    return phone, phone.fill("/cek/mulai/kuis-b3/", {}).headers["Location"]


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_garbled_form_is_answered_in_plain_words(site: Site, body: bytes):
    phone, sheet = open_sheet(site)
    before = held(site)
    token = phone.token(sheet)
    for path in ("/masuk/", "/masuk/petugas/", sheet, "/saya/bahasa/", "/cek/mulai/kuis-b3/"):
        answer = phone.ask(path, body + f"&csrfmiddlewaretoken={token}".encode())
        assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR, path
        assert 'lang="id"' in answer.text or answer.status == HTTPStatus.FOUND, path
    assert held(site) == before


def test_half_a_sheet_of_answers_is_no_sheet(site: Site):
    phone, sheet = open_sheet(site)
    answers = {f"soal-{at}": keys for at, keys in right_answers(site, sheet.split("/")[2]).items()}
    form = urlencode({"csrfmiddlewaretoken": phone.token(sheet), "yakin": "1", **answers}, doseq=True).encode()
    before = held(site)
    said = cut_off(phone, sheet, form, at=len(form) // 2)
    assert said.startswith("HTTP/1.1 400")
    assert held(site) == before
    assert phone.ask(sheet, form).status == HTTPStatus.FOUND
    assert held(site) == (before[0] + 1, before[1])


def cut_off(phone: Phone, path: str, body: bytes, *, at: int) -> str:
    """What the site says when a connection ends in the middle of a body."""
    host, port = urlsplit(phone.site.url).netloc.split(":")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in phone.cookies)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(head.encode() + body[:at])
        line.shutdown(socket.SHUT_WR)
        return line.makefile("rb").read().decode()
