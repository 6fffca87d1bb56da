"""The list of the day on a phone: opened without a signal after the browser died, corrected, sent once, then gone."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from lms.bootstrap_checks import find_browser
from tests.browser import FLAGS
from tests.e2e.conftest import PHONE, Site
from tests.e2e.phones import prepare, rows
from tests.e2e.steps import await_true, sign_in_with_words

PIN, WRONG = "280365", "111111"
SEEN = """SELECT kader.uuid, station.key, observation.ticks LIKE '%belum%', observation.reason,
    observation.supersedes_id IS NOT NULL
  FROM assessments_observation observation JOIN people_kader kader ON kader.id = observation.kader_id
  JOIN assessments_station station ON station.id = observation.station_id
  JOIN assessments_trainingevent event ON event.id = observation.event_id WHERE event.uuid = ?"""
WAITS = "tuntas.outbox.waits().then((rows) => rows.length)"
LISTS = """tuntas.db.then((db) => db.getAllKeys("notes"))
  .then((names) => names.filter((name) => /^(hari|isi|lihat):/.test(name)).length)"""
# All that the browser keeps of the site, bytes as the letters that they would be.
STORED = """async () => {
  const letters = (bytes) => [...new Uint8Array(bytes)].map((byte) => String.fromCharCode(byte)).join("");
  const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const plain = (_name, value) => (isBytes(value) ? letters(value.buffer || value) : value);
  const db = await tuntas.db, found = [JSON.stringify({ ...localStorage, ...sessionStorage })];
  for (const store of db.objectStoreNames) found.push(JSON.stringify(await db.getAll(store), plain));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(await (await cache.match(request)).text());
  }
  return found.join("\\n");
}"""


class Handset:
    """A phone whose browser can die: what it stored stays."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._start, self._folder = browser.browser_type, folder
        self.context: BrowserContext | None = None

    def open(self, *, offline: bool = False) -> Page:
        self.context = self._start.launch_persistent_context(
            self._folder, executable_path=find_browser(), args=FLAGS, offline=offline, **PHONE
        )
        return self.context.pages[0]

    def kill(self) -> None:
        """By its own number, which it writes into its folder."""
        os.kill(int(os.readlink(self._folder / "SingletonLock").rpartition("-")[2]), signal.SIGKILL)
        with suppress(Error):
            self.context.close()


@pytest.fixture
def phone(browser: Browser, tmp_path: Path) -> Iterator[Handset]:
    phone = Handset(browser, tmp_path / "phone")
    yield phone
    phone.context.close()


def give_pin(page: Page, pin: str, button: str) -> None:
    page.get_by_role("button", name=button).wait_for()
    for field in page.locator("input[type=password]").all():
        field.fill(pin)
    page.get_by_role("button", name=button).click()


def save(page: Page, *, missed: bool = False) -> str:
    """The kader who stands there; out: her name."""
    name = page.locator("[data-head] h1").inner_text()
    if missed:
        page.locator(".checks label", has_text="belum").first.click()
    page.get_by_role("button", name="Simpan, kader berikutnya").click()
    expect(page.locator("[data-say]")).to_contain_text("Tersimpan di HP (")
    return name


def test_a_day_on_a_phone_whose_browser_dies_without_a_signal(site: Site, phone: Handset):
    day = prepare(site, "assessing")["day"]
    page = phone.open()
    sign_in_with_words(page, site, "Penilai")
    page.goto(f"{site.url}/kegiatan/{day}/nilai/")
    page.get_by_role("button", name="Simpan hari ini di HP").click()
    give_pin(page, PIN, "Simpan di HP")
    expect(page.locator("[data-take]")).to_contain_text("Tersimpan di HP: 3 kader", timeout=60_000)  # with its page
    phone.kill()

    page = phone.open(offline=True)
    page.goto(f"{site.url}/kegiatan/{day}/nilai/")
    give_pin(page, WRONG, "Buka")
    expect(page.get_by_role("status")).to_have_text("PIN belum cocok. Silakan coba lagi.")
    give_pin(page, PIN, "Buka")
    page.locator("main a[href*='/pos/']").first.click()
    page.get_by_role("link", name="Mulai:").click()
    names = [save(page, missed=True), save(page)]
    page.locator(".crumb a").click()
    # A worker that the browser woke by itself when it began may have sent some already.
    expect(page.get_by_text(re.compile("^(tersimpan di HP|terkirim)$"))).to_have_count(2)
    names.append(page.locator("main ul.rows a").first.locator(".row-t").inner_text())
    stored = page.evaluate(STORED)
    assert "hari:" in stored
    assert [name for name in names if name in stored or name.split()[-1] in stored] == []
    phone.kill()

    page = phone.open(offline=True)
    page.goto(f"{site.url}/")
    page.get_by_role("link", name="Hari penilaian", exact=True).click()
    give_pin(page, PIN, "Buka")
    page.locator("main a[href*='/pos/']").nth(1).click()
    page.get_by_role("link", name="Mulai:").click()
    save(page)
    page.locator(".crumb a").click()
    page.locator(".crumb a").click()
    page.locator("main a[href*='/pos/']").first.click()
    page.locator("main ul.rows a", has_text=names[0]).click()
    page.get_by_label("Alasan koreksi").fill("Salah tekan")
    page.locator(".checks label", has_text="benar").first.click()
    page.get_by_role("button", name="Simpan koreksi").click()
    expect(page.locator("[data-say]")).to_contain_text("Tersimpan di HP (")
    phone.context.set_offline(False)
    await_true(page, f"{WAITS}.then((left) => left === 0)")
    expect(page.get_by_text("terkirim", exact=True)).to_have_count(2)
    seen = rows(site, SEEN, day.replace("-", ""))
    assert [len({row[0] for row in seen if row[1] == key}) for key in ("buku-kia", "meja-ukur")] == [2, 1]
    first = sorted(row[2:] for row in seen if row[1] == "buku-kia")
    assert first == [(0, "", 0), (0, "Salah tekan", 1), (1, "", 0)]

    page.reload()
    for _guess in range(3):
        give_pin(page, WRONG, "Buka")
        expect(page.get_by_role("status")).to_contain_text("PIN belum cocok")
    expect(page.get_by_role("status")).to_contain_text("Tunggu")
    expect(page.get_by_role("button", name="Buka")).to_be_disabled()

    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=49))
    page.goto(f"{site.url}/hari-penilaian/")
    expect(page.get_by_text("Belum ada daftar di HP ini")).to_be_visible()
    assert page.evaluate(LISTS) == 0
