"""A station goes on without a signal while its page is open: what was seen waits on the phone and arrives once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.phones import eventually, prepare, rows
from tests.e2e.steps import await_true, sign_in_with_words

SEEN = """SELECT kader.uuid, observation.id, observation.ticks FROM assessments_observation observation
  JOIN people_kader kader ON kader.id = observation.kader_id
  JOIN assessments_trainingevent event ON event.id = observation.event_id WHERE event.uuid = ?"""
WAITS = "tuntas.outbox.waits().then((rows) => rows.length)"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE)
    yield context
    context.close()


def seen(site: Site, day: str) -> list[tuple[str, str, str]]:
    """Kader, number and ticks of each observation of that day."""
    return rows(site, SEEN, day.replace("-", ""))


def save(page: Page, *, missed: bool) -> None:
    if missed:
        page.locator(".checks label", has_text="belum").first.click()
    page.get_by_role("button", name="Simpan, kader berikutnya").click()


def test_two_kader_are_seen_without_a_signal_and_each_observation_arrives_once(site: Site, context: BrowserContext):
    day = prepare(site, "assessing")["day"]
    page = context.new_page()
    sign_in_with_words(page, site, "Penilai")
    page.goto(f"{site.url}/kegiatan/{day}/nilai/")
    page.locator("main a[href*='/nilai/pos/']").first.click()
    page.get_by_role("link", name="Mulai:").click()
    page.locator(".checks label", has_text="belum").first.click()
    page.go_back()  # too early, or to see another beside her
    page.locator("[data-waiting] a", has_text="belum disimpan").click()
    expect(page.locator(".checks input[value=belum]").first).to_be_checked()
    names = [page.get_by_role("heading", level=1).inner_text()]
    forms = len(page.locator("[name=versions]").input_value().split())
    page.wait_for_load_state("networkidle")  # those who are next are here
    context.set_offline(True)
    save(page, missed=True)
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan di HP (")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(names[0])
    assert page.evaluate("scrollY") == 0
    names.append(page.get_by_role("heading", level=1).inner_text())
    save(page, missed=False)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(names[1])
    assert page.evaluate(WAITS) == 2
    titles = page.evaluate("tuntas.outbox.rows().then((rows) => rows.map((row) => row.title))")
    assert not any(word in title for title in titles for name in names for word in name.split() if len(word) > 2)
    assert seen(site, day) == []
    context.set_offline(False)
    await_true(page, f"{WAITS}.then((left) => left === 0)")
    arrived = seen(site, day)
    assert (len(arrived), len({kader for kader, _, _ in arrived})) == (2 * forms, 2)
    assert sum("belum" in ticks for _, _, ticks in arrived) == 1
    states = page.evaluate("tuntas.outbox.rows().then((rows) => rows.map((row) => row.state))")
    assert states == ["diterima", "diterima"]
    save(page, missed=False)  # the last, with a signal: the queue is empty
    expect(page.get_by_role("heading", name="Antrean")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan dan sudah terkirim (")
    assert eventually(lambda: len(seen(site, day)) == 3 * forms, within=10)
    assert len({kader for kader, _, _ in seen(site, day)}) == 3
