"""Cards before the camera of a phone without a signal: each kader is kept at once, and arrives once."""

from collections.abc import Iterator

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.phones import prepare, rows
from tests.e2e.steps import await_true, sign_in_with_words

CARDS = 30
# A camera that sees what the test holds before it; read by the very script that reads a real one.
EYE = """if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
  const eye = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
  const pen = eye.getContext("2d");
  globalThis.hold = async (picture) => {
    const code = Object.assign(new Image(), { src: picture });
    await code.decode();
    pen.fillStyle = "#cba";
    pen.fillRect(0, 0, 320, 240);
    pen.drawImage(code, 70, 30, 180, 180);
  };
  pen.fillRect(0, 0, 320, 240);
  return eye.captureStream(30);
};"""
WAITS = "tuntas.outbox.waits().then((rows) => rows.length)"
THERE = """SELECT attendance.kader_id, attendance.way FROM assessments_attendance attendance
  JOIN assessments_trainingevent event ON event.id = attendance.event_id WHERE event.uuid = ?"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE)
    context.add_init_script(EYE)
    yield context
    context.close()


def there(site: Site, day: str) -> list[tuple[int, str]]:
    return rows(site, THERE, day.replace("-", ""))


def hold(page: Page, text: str) -> None:
    code = segno.make(text, error="m", micro=False, boost_error=False)
    page.evaluate("(picture) => hold(picture)", code.png_data_uri(scale=4))


def open_scanner(page: Page, site: Site, day: str) -> None:
    page.goto(f"{site.url}/kegiatan/{day}/hadir/pindai/")
    page.get_by_role("button", name="Nyalakan kamera").click()
    expect(page.get_by_role("button", name="Matikan kamera")).to_be_visible()


def test_cards_scanned_without_a_signal_are_kept_at_once_and_arrive_once(site: Site, context: BrowserContext):
    made = prepare(site, "scanning", CARDS)
    page = context.new_page()
    sign_in_with_words(page, site, "Penilai")
    open_scanner(page, site, made["day"])
    told = page.locator("[data-told]")
    context.set_offline(True)
    for number, (address, name) in enumerate(zip(made["cards"], made["names"], strict=True), start=1):
        hold(page, address)
        expect(page.locator("[data-count]")).to_have_text(str(number))
        expect(told).to_contain_text("Kartu diterima (" if number in made["strangers"] else name)
    hold(page, made["cards"][0])
    expect(told).to_contain_text("tetap satu")
    hold(page, f"{site.url}/modul/")
    expect(told).to_contain_text("bukan kartu kader")
    assert (page.evaluate(WAITS), there(site, made["day"])) == (1, [])
    kept = page.evaluate("tuntas.outbox.rows().then((rows) => JSON.stringify(rows))")
    assert not any(part in kept for part in [*made["names"], *(one.rpartition("/")[2] for one in made["cards"])])
    context.set_offline(False)
    await_true(page, f"{WAITS}.then((left) => left === 0)")
    arrived = there(site, made["day"])
    assert (len(arrived), {way for _, way in arrived}) == (CARDS, {"pindai"})
