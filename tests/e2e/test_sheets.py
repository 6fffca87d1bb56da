"""Without a signal: practise, take a test from a sheet that was fetched before, and lose nothing when the page dies."""

import json
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments import types
from assessments.types import TYPES
from lms.areas.management.commands.js import EXPORT, FOLDER, IMPORT, PRACTICE
from tests.assessments.judging import cases
from tests.e2e.conftest import PHONE, Site
from tests.e2e.fit import assert_fit_for_all
from tests.e2e.line import Line, line_to
from tests.e2e.steps import Item, answer, await_true, go_on, items, sign_in_with_words

pytestmark = pytest.mark.only_on("sqlite")
QUIZ, MODULE = "kuis-b3", "penimbangan-dan-pengukuran"
KEEP = """async (slug) => {
  const pack = await (await fetch(`/paket/${slug}.json`)).json();
  const { path, hash, title } = pack.fragments.find((one) => one.path.startsWith("/latihan/"));
  const html = await (await fetch(`/isi/${hash}${path}`)).text();
  await (await tuntas.db).put("kept", { path, hash, title, html, tab: "/modul/", module: slug, pack: true,
    saved_at: new Date().toISOString(), recalled: "" });
  return path;
}"""
ROWS = "async () => (await tuntas.db).getAll('sheets')"
READY = """async () => {
  await navigator.serviceWorker.ready;
  return navigator.serviceWorker.controller && (await Promise.all(
    ["practice", "quiz"].map(async (name) => (await (await caches.open((await caches.keys())
      .find((one) => one.startsWith("kerangka-")))).keys()).some((one) => one.url.includes(`/js/${name}.`)))))
    .every(Boolean);
}"""


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    with line_to(site.url) as line:
        yield line


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE)
    yield context
    context.close()


def test_the_phone_judges_every_practice_answer_as_the_server_does(phone: BrowserContext):
    parts = [(FOLDER / "src" / "practice" / f"{name}.js").read_text("utf-8") for name in PRACTICE if name != "round"]
    source = "".join(EXPORT.sub("", IMPORT.sub("", part)) for part in parts)
    asked = list(cases("tuntas", each=3))
    told = [[types.key(kind, content, pin), wire] for kind, content, pin, wire in asked]
    said = phone.new_page().evaluate(f"(all) => {{ {source}; return all.map((one) => judge(...one)); }}", told)
    drift = [
        (case, mine, theirs)
        for case, mine, theirs in zip(asked, map(judged, asked), said, strict=True)
        if (mine is None) != (theirs is None)
        or (mine and (abs(mine[0] - theirs["share"]) > 1e-9 or mine[1] != theirs["remarks"]))
    ]
    assert drift == []
    assert len({kind for kind, *_rest in asked}) == len(TYPES) == 11


def judged(case: tuple[str, dict, object, object]) -> tuple[float, list] | None:
    """What the server says; None: no form can send it."""
    kind, content, pin, wire = case
    try:
        given = TYPES[kind].parse(wire, content, pin)
    except ValueError:
        return None
    return float(TYPES[kind].score(given, content)), TYPES[kind].feedback(given, content, pin)


def test_save_practise_take_a_test_lose_the_page_and_hand_in(site: Site, line: Line, phone: BrowserContext):
    here, page = Site(line.url, site.var), phone.new_page()
    sign_in_with_words(page, here, "Kader")
    page.goto(f"{line.url}/cek/mulai/{QUIZ}/")
    page.get_by_role("button", name="Siapkan soal untuk tanpa sinyal").click()
    expect(page.get_by_text("Siap: 2 lembar ada di HP ini")).to_be_visible()
    practice = page.evaluate(KEEP, MODULE)
    await_true(page, READY)
    rows = page.evaluate(ROWS)
    assert "csrf" not in json.dumps(rows)

    line.cut = True
    page.goto(line.url + practice)
    practise(page)

    page.goto(f"{line.url}/cek/mulai/{QUIZ}/")
    expect(page.get_by_text("satu lembar lagi tersimpan")).to_be_visible()
    assert_fit_for_all(page)
    page.get_by_role("link", name="Kerjakan tanpa sinyal").click()
    token = page.url.rstrip("/").rsplit("/", 1)[-1]
    sheet = items(site, token)
    for position in (1, 2):
        answer(page, position, sheet[position])
        go_on(page)
    page.close()  # the browser was killed

    page = phone.new_page()
    page.goto(f"{line.url}/cek/{token}/")
    expect(page.locator("#soal-3")).to_be_visible()
    finish(page, sheet)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("aman di HP ini")).to_be_visible()

    line.cut = False
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**/hasil/", timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lulus")
    assert attempts(site, token) == 1
    page.goto(f"{line.url}/saya/")
    await_true(page, "async () => !(await (await tuntas.db).count('sheets'))")


def practise(page: Page) -> None:
    """The first question rightly, by the key that travelled with it."""
    form = page.locator("main form:visible")
    key = json.loads(form.get_attribute("data-key"))
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(form.get_by_text("Belum ada jawaban")).to_be_visible()
    answer(page, 1, (key["type"], key, key["pin"]))
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Benar (jawaban Ibu/Bapak)").first).to_be_visible()
    page.get_by_role("button", name="Soal berikutnya").click()
    expect(page.get_by_text("2 dari")).to_be_visible()


def finish(page: Page, sheet: dict[int, Item]) -> None:
    for position in range(3, len(sheet) + 1):
        answer(page, position, sheet[position])
        go_on(page)


def attempts(site: Site, token: str) -> int:
    rows = sqlite3.connect(f"file:{site.var / 'db.sqlite3'}?mode=ro", uri=True).execute(
        "SELECT count(*) FROM assessments_attempt a JOIN assessments_ticket t ON t.id = a.ticket_id WHERE t.token = ?",
        [token],
    )
    return int(rows.fetchone()[0])
