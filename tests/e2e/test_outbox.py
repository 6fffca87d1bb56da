"""The outbox of a phone: what is handed in without a signal is there after a killed page, and arrives exactly once.

The same with full numbers stands in ``tests/soak/test_outbox.py``.
"""

import datetime
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.fit import assert_fit_for_all
from tests.e2e.phones import SYNC, prepare, rows
from tests.e2e.steps import FILLED, answer, await_true, go_on, items, open_sheet, sign_in_with_words

QUIZ = "kuis-b3"
LEFT_OPEN = "kuis-a1"  # of which no other test counts the sheets
UNOPENED = "kuis-a2"  # of which nobody else opens one: a sheet opened without a phone has nothing that signs
SEED = 1970
LOSS = 0.3
# Seals what `prepare.tickets` gave and puts it into the outbox, as a hand-in does.
PUT = """async (tickets) => {
  const moment = new Date().toISOString();
  const put = ({ token, answers }) => tuntas.outbox.put(
    "answers",
    { ticket: token, answers, started_at: moment, finished_at: moment },
    { title: "Kuis", result: `/cek/${token}/hasil/` },
  );
  return (await Promise.all(tickets.map(put))).map((receipt) => receipt.code);
}"""
EMPTY = "async () => { await tuntas.outbox.send(); return (await tuntas.outbox.waits()).length === 0; }"

WIPE = "() => new Promise((done) => { indexedDB.deleteDatabase('tuntas').onsuccess = done; })"
# As after a browser that made room: the answers she had typed on this phone are gone too, not the count of what waited.
FORGET = "Object.keys(localStorage).filter((key) => key !== 'kotak').forEach((key) => localStorage.removeItem(key))"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE)
    yield context
    context.close()


def lose(page: Page, share: float, random: Random) -> list[bool]:
    """Of the answers to this page so many get lost after the site has done its work. Out: which, as it goes."""
    lost: list[bool] = []

    def on_its_way(route: Route) -> None:
        answer = route.fetch()
        lost.append(random.random() < share)
        if lost[-1]:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route(f"**{SYNC}", on_its_way)
    return lost


def open_box(page: Page, site: Site) -> None:
    """The page of the outbox, with all that it needs when the line goes."""
    page.goto(f"{site.url}/kotak/")
    page.evaluate("tuntas.outbox.waits()")


def drain(tabs: Sequence[Page], *, within: int = 60) -> None:
    """Let all of them send until nothing waits any more."""
    until = time.monotonic() + within
    while not all([tab.evaluate(EMPTY) for tab in tabs]) and time.monotonic() < until:  # noqa: C419 - each sends
        tabs[0].wait_for_timeout(200)  # one that finds another at it comes back at once


def accepted(site: Site, tickets: list[dict]) -> list[tuple[str, str]]:
    """Token and receipt of what was accepted for these."""
    marks = ", ".join("?" * len(tickets))
    return rows(
        site,
        "SELECT ticket.token, attempt.receipt FROM assessments_attempt attempt"  # noqa: S608
        f" JOIN assessments_ticket ticket ON ticket.id = attempt.ticket_id WHERE ticket.token IN ({marks})",
        *[ticket["token"] for ticket in tickets],
    )


def test_what_is_handed_in_without_a_signal_survives_a_killed_page_and_a_sign_out(site: Site, context: BrowserContext):
    page = context.new_page()
    sign_in_with_words(page, site, "Kader")
    token = open_sheet(page, site, QUIZ)
    sheet = items(site, token)
    await_true(page, "navigator.serviceWorker.ready.then(() => caches.match('/kerangka/')).then(Boolean)")
    await_true(page, "tuntas.db.then((db) => db.get('kept', '/kotak/')).then(Boolean)")
    context.set_offline(True)
    for position, item in sheet.items():
        answer(page, position, item)
        go_on(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Jawaban aman di HP ini, tanda")).to_be_visible()
    code = page.evaluate("tuntas.outbox.waits().then(([row]) => row.code)")
    page.close()
    again = context.new_page()
    again.goto(f"{site.url}/kotak/")
    waits = again.locator("[data-kotak-waits]")
    expect(waits.get_by_text(code)).to_be_visible()
    expect(again.locator("[data-kotak]")).to_have_accessible_name("1 kiriman menunggu sinyal")
    assert_fit_for_all(again)
    context.set_offline(False)
    came = again.locator("[data-kotak-came]")
    expect(came.get_by_text(code)).to_be_visible()
    expect(came.get_by_text("Diterima pukul")).to_be_visible()
    assert accepted(site, [{"token": token}]) == [(token, code)]
    came.get_by_role("link", name="Lihat hasil").click()
    expect(again.get_by_role("heading", level=1)).to_contain_text("Lulus")


def test_of_lost_answers_two_tabs_and_a_clock_of_1970_comes_exactly_one_attempt_each(site: Site, browser: Browser):
    tickets = prepare(site, "tickets", 8)
    context = browser.new_context(**PHONE, service_workers="block")  # no other sender than the two
    tabs = [context.new_page(), context.new_page()]
    lost = []
    for number, tab in enumerate(tabs):
        tab.clock.set_fixed_time(datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC))
        open_box(tab, site)
        lost.append(lose(tab, LOSS, Random(SEED + number)))
    context.set_offline(True)
    codes = tabs[0].evaluate(PUT, tickets[:5]) + tabs[1].evaluate(PUT, tickets[5:])
    context.set_offline(False)
    drain(tabs)
    taken = accepted(site, tickets)
    assert sorted(taken) == sorted(zip([ticket["token"] for ticket in tickets], codes, strict=True))
    states = tabs[0].evaluate("tuntas.outbox.rows().then((rows) => rows.map((row) => row.state))")
    assert states == ["diterima"] * len(tickets)
    context.close()


def test_a_wiped_phone_says_what_went_with_it_and_the_sheet_goes_on_from_the_site(site: Site, context: BrowserContext):
    page = context.new_page()
    sign_in_with_words(page, site, "Kader")
    token = open_sheet(page, site, QUIZ)
    with page.expect_response("**/langkah/"):
        answer(page, 1, items(site, token)[1])
        go_on(page)
    page.evaluate("tuntas.outbox.waits()")
    context.set_offline(True)
    page.evaluate(PUT, [{"token": token, "answers": {}}])
    page.evaluate(WIPE)
    page.evaluate(FORGET)
    context.set_offline(False)
    page.goto(f"{site.url}/hari/")
    expect(page.get_by_role("status")).to_contain_text("Browser HP ini menghapus simpanannya, bersama 1 kiriman")
    assert accepted(site, [{"token": token}]) == []
    page.goto(f"{site.url}/cek/{token}/")
    page.wait_for_function(FILLED)  # what had arrived of it
    while page.locator("[data-quiz-next]").is_visible():
        go_on(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/hasil/")
    assert len(accepted(site, [{"token": token}])) == 1


def test_a_phone_that_is_nearly_full_is_told_before_she_answers(site: Site, context: BrowserContext):
    page = context.new_page()
    sign_in_with_words(page, site, "Kader")
    token = open_sheet(page, site, LEFT_OPEN)
    context.add_init_script("navigator.storage.estimate = async () => ({ quota: 1e7, usage: 9.5e6 })")
    for path in (f"/cek/{token}/", "/kotak/"):
        page.goto(f"{site.url}{path}")
        expect(page.get_by_text("HP hampir penuh")).to_be_visible()
    assert page.evaluate("tuntas.outbox.waits()") == []


def test_where_there_is_no_database_the_page_hands_in_and_keeps_nothing_that_signs_more(
    site: Site, context: BrowserContext
):
    context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page = context.new_page()
    sign_in_with_words(page, site, "Kader")
    token = open_sheet(page, site, UNOPENED)
    credential = page.locator("[data-quiz]").get_attribute("data-credential")
    assert credential
    page.wait_for_function("Boolean(globalThis.tuntas)")  # what seals has come, before the line goes
    context.set_offline(True)
    for position, item in items(site, token).items():
        answer(page, position, item)
        go_on(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Jawaban aman di HP ini")).to_be_visible()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert f"kirim:{token}" in kept
    assert "segel:" in kept
    assert credential not in kept
    context.clear_cookies()  # her session has ended meanwhile
    context.set_offline(False)
    page.wait_for_url("**/masuk/**")  # sent; her result is hers alone
    assert len(accepted(site, [{"token": token}])) == 1


def test_a_hand_in_of_an_older_site_is_taken_over(site: Site, context: BrowserContext):
    ticket = prepare(site, "tickets", 1)[0]
    page = context.new_page()
    page.goto(f"{site.url}/kotak/")
    sealed = {"v": 1, "id": "0b6ff3a2-5b0e-4e0c-9d4c-1f0b8a6f2c11", "ticket": ticket["token"], "answers": {}}
    kept = json.dumps({"envelope": json.dumps(sealed), "credential": None})
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"kirim:{ticket['token']}", kept])
    page.reload()
    expect(page.locator("[data-kotak-came]").get_by_text("diterima", exact=True).first).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kirim:'))") == []
    assert len(accepted(site, [ticket])) == 1


def test_the_packet_goes_by_file_to_a_penilai_and_comes_back_as_received(site: Site, browser: Browser, tmp_path: Path):
    tickets = prepare(site, "tickets", 2)
    context = browser.new_context(**PHONE, service_workers="block", accept_downloads=True)
    page = context.new_page()
    open_box(page, site)
    context.set_offline(True)
    codes = page.evaluate(PUT, tickets)
    page.get_by_text("Sinyal tidak kunjung ada?").click()
    page.evaluate("navigator.canShare = undefined")
    with page.expect_download() as download:
        page.get_by_role("button", name="Titipkan lewat berkas").click()
    packet = tmp_path / download.value.suggested_filename
    download.value.save_as(packet)
    assert "credential" not in packet.read_text()
    officer = browser.new_context(**PHONE).new_page()
    sign_in_with_words(officer, site, "Penilai")
    officer.goto(f"{site.url}/nilai/titipan/")
    officer.get_by_label("Berkas titipan").set_input_files(packet)
    officer.get_by_role("button", name="Kirim titipan").click()
    for code in codes:
        expect(officer.get_by_text(code)).to_be_visible()
    context.set_offline(False)
    expect(page.locator("[data-kotak-came]").get_by_text(codes[0])).to_be_visible()
    assert sorted(code for _, code in accepted(site, tickets)) == sorted(codes)
    officer.context.close()
    context.close()
