"""Without a signal: what was read once, or saved, opens again without a byte; a deploy takes nothing of it away."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e import steps
from tests.e2e.conftest import PHONE, Site
from tests.e2e.fit import assert_fit_for_all
from tests.e2e.line import Line, line_to
from tests.e2e.tour import MODULE

LESSON = f"{MODULE}menyiapkan-alat-dan-tempat/"
# Pages without lessons, kept from the first visit on: in no list, so they are asked for themselves, as a rule "304".
DOORS = {"/hari/", "/hari/hitung/", "/cari/", "/simpan/", "/kotak/", "/tampilan/"}
TITLE = "Menyiapkan alat dan tempat"
PATHS = "async () => (await (await tuntas.db).getAllKeys('kept'))"
CARDS = "async () => Boolean(await (await tuntas.db).get('packs', 'kartu'))"
SHELLS = "async () => (await caches.keys()).filter((name) => name.startsWith('kerangka-'))"
CACHED = """async () => {
  const urls = [];
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) urls.push(one.url);
  return urls.map((url) => new URL(url).pathname);
}"""
STATE = "async () => { const one = await navigator.serviceWorker.ready; return Boolean(one.waiting); }"
FRESHEN = "() => navigator.serviceWorker.controller.postMessage({ do: 'freshen', now: true })"
SAVE = """async (slug) => {
  const db = await tuntas.db;
  const pack = await (await fetch(`/paket/${slug}.json`)).json();
  for (const { path, hash, title } of pack.fragments) {
    const html = await (await fetch(`/isi/${hash}${path}`)).text();
    await db.put("kept", { path, hash, title, html, tab: "/modul/", module: slug, pack: true,
      saved_at: new Date().toISOString(), recalled: "" });
  }
  return pack.fragments.map(({ path, title }) => [path, title]);
}"""


@pytest.fixture(scope="module")
def line(site: Site) -> Iterator[Line]:
    with line_to(site.url) as line:
        yield line


@pytest.fixture(scope="module")
def phone(browser: Browser, line: Line) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE)
    yield context
    context.close()


def until(true: Callable[[], object]) -> None:
    """Wait for what the worker does on its own."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def visited(phone: BrowserContext, line: Line, path: str) -> Page:
    """A page after a plain visit, as the worker has kept it."""
    line.cut = False
    page = phone.new_page()
    page.goto(line.url + path)
    until(lambda: {path, "/", "/modul/", *DOORS} <= set(page.evaluate(PATHS)) and page.evaluate(CARDS))
    return page


def let_in(page: Page) -> bool:
    """The next page lets the new worker in. The old one has nothing left to do, and a browser would stop it; watched as
    it is here, it is never stopped and answers no more."""
    page.reload()
    page.wait_for_timeout(1500)
    if page.evaluate(STATE):
        tools = page.context.new_cdp_session(page)
        tools.send("ServiceWorker.enable")
        tools.send("ServiceWorker.stopAllWorkers")
        tools.detach()
    return not page.evaluate(STATE)


def test_a_visited_lesson_opens_again_without_a_byte_with_and_without_a_signal(phone: BrowserContext, line: Line):
    page = visited(phone, line, LESSON)
    whole = page.inner_text("main")
    for line.cut in (False, True):
        line.forget()
        assert page.reload().from_service_worker
        assert (page.inner_text("main"), page.title()) == (whole, f"{TITLE} · Tuntas")
        page.wait_for_timeout(1500)  # a browser looks for a newer worker a second after
        assert (line.asked, line.bytes) == ([], 0)
    page.get_by_role("link", name="Beranda").click()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.goto(f"{line.url}/saya/").status == 503
    assert "perlu sinyal" in page.inner_text("h1")
    assert TITLE in page.inner_text("main")  # what is here instead
    assert_fit_for_all(page)
    page.close()


def test_a_saved_module_is_read_through_offline_and_outlives_a_deploy(phone: BrowserContext, line: Line):
    page = visited(phone, line, LESSON)
    saved = page.evaluate(SAVE, MODULE.split("/")[2])
    before, shells = page.evaluate(PATHS), page.evaluate(SHELLS)
    line.release = "baru"
    line.forget()
    page.evaluate(FRESHEN)
    until(lambda: page.evaluate(SHELLS) not in ([], shells) and len(page.evaluate(SHELLS)) == 1)
    fetched = {path for path in line.asked if not path.startswith("/static/")}
    assert fetched == {"/paket.json", "/api/v1/isi-ditarik", "/sw.js", "/kerangka/"} | DOORS
    assert [path for path in line.asked if path.startswith("/static/")] == []  # no name has changed
    assert page.evaluate(PATHS) == before
    line.cut = True
    for path, title in saved:
        page.goto(line.url + path)
        assert page.title() == f"{title} · Tuntas"
        assert page.locator("h1").count() == 1
    page.close()


def test_a_new_worker_waits_while_a_sheet_of_questions_is_open(phone: BrowserContext, line: Line, site: Site):
    page, sheet = visited(phone, line, LESSON), phone.new_page()
    steps.sign_in_with_words(sheet, Site(line.url, site.var), "Kader")
    sheet.goto(f"{line.url}/cek/lembar/")
    shells = page.evaluate(SHELLS)
    line.release = "lagi"
    page.evaluate(FRESHEN)
    until(lambda: page.evaluate(STATE))
    assert set(shells) < set(page.evaluate(SHELLS))
    sheet.close()
    until(lambda: let_in(page) and shells[0] not in page.evaluate(SHELLS))
    page.close()


def test_nothing_personal_is_kept_and_a_phone_without_a_database_reads_on(phone: BrowserContext, line: Line):
    page = visited(phone, line, LESSON)
    assert "/saya/" in page.goto(f"{line.url}/saya/").url
    everything = page.evaluate(CACHED) + page.evaluate(PATHS)
    assert not [path for path in everything if path.startswith(("/saya", "/masuk", "/api", "/cek"))]
    page.evaluate("() => new Promise((done) => { indexedDB.deleteDatabase('tuntas').onsuccess = done; })")
    assert page.goto(line.url + LESSON).status == 200
    assert TITLE in page.inner_text("h1")
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.reload()
    assert page.evaluate("async () => await tuntas.db") is None
    assert TITLE in page.inner_text("h1")
    page.close()
