"""The scanner of ``tests/e2e/test_scans.py`` with full numbers: a thousand cards on each of two phones."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.phones import prepare, rows
from tests.e2e.steps import await_true, sign_in_with_words
from tests.e2e.test_scans import EYE, WAITS, open_scanner, there

pytestmark = pytest.mark.soak
CARDS = 1000
SENT_WITHIN = 30  # seconds
# A reader that sees one card after the other, as fast as the scanner looks.
READER = """globalThis.BarcodeDetector = class {
  static getSupportedFormats = async () => ["qr_code"];
  detect = async () => (globalThis.queue?.length ? [{ rawValue: queue.shift() }] : []);
};"""


@contextmanager
def phone(browser: Browser, site: Site, day: str) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    context.add_init_script(EYE + READER)
    page = context.new_page()
    sign_in_with_words(page, site, "Penilai")
    open_scanner(page, site, day)
    yield page
    context.close()


def scan_all(page: Page, cards: list[str]) -> None:
    """Without a signal."""
    page.context.set_offline(True)
    page.evaluate("(cards) => void (globalThis.queue = cards)", cards)
    expect(page.locator("[data-count]")).to_have_text(str(len(cards)), timeout=600_000)
    assert page.evaluate(WAITS) == -(-len(cards) // 200)


def send_all(page: Page) -> float:
    """Seconds until nothing waits any more."""
    begun = time.monotonic()
    page.context.set_offline(False)
    await_true(page, f"{WAITS}.then((left) => left === 0)", within=120)
    return time.monotonic() - begun


def test_a_thousand_cards_arrive_in_half_a_minute_and_a_second_phone_adds_nobody(own_site: Site, browser: Browser):
    made = prepare(own_site, "scanning", CARDS)
    took = []
    for _ in range(2):
        with phone(browser, own_site, made["day"]) as page:
            scan_all(page, made["cards"])
            took.append(send_all(page))
            states = page.evaluate("tuntas.outbox.rows().then((rows) => rows.map((row) => row.state))")
            assert set(states) == {"diterima"}
        arrived = there(own_site, made["day"])
        assert (len(arrived), {way for _, way in arrived}) == (CARDS, {"pindai"})
        assert len({kader for kader, _ in arrived}) == CARDS
    print(f"\n{CARDS} scans of a phone sent in {took[0]:.1f} s; of a second phone in {took[1]:.1f} s")
    assert max(took) < SENT_WITHIN
    assert rows(own_site, "SELECT COUNT(*) FROM assessments_quarantine WHERE kind = 'presence'") == [(0,)]
