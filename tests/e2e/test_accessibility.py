"""Every page type with axe at 360 px, in both themes; nothing scrolls sideways, and thumbs find their targets."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.fit import RULES, SIDEWAYS, assert_fit_for_all, violations
from tests.e2e.tour import CMS_STOPS, PRACTICE, STOPS, Stop, Tour, name_of

# What Wagtail alone can mend: a list in the small map of a long form, sections of several blocks of one name.
WAGTAILS_OWN = ("landmark-unique", "scrollable-region-focusable")

# Which of these are too wide for a phone whose owner chose letters half again as large. Two hundred pages: each is put
# into the window that is open, so that their shared stylesheets and scripts are read once.
WIDE = """async (addresses) => {
  const sheets = (page) => [...page.querySelectorAll("[rel=stylesheet]")].map((one) => one.getAttribute("href")).join();
  const dressed = sheets(document), wide = [];
  document.documentElement.style.fontSize = "168.75%";
  for (const address of addresses) {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.body.replaceWith(page.body);
    document.querySelectorAll("details").forEach((one) => (one.open = true));
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const same = answer.ok && document.querySelector("main h1") && sheets(page) === dressed;
    if (over || !same) wide.push(`${address}: ${over}`);
  }
  return wide;
}"""

# Rows of lists, pairs of words, a number as long as a line, a long word in bold. A word longer than its line may break.
LARGE = ("hasil cari", "hp saya", "data saya", "sertifikat", "modul", "soal latihan membingungkan")
BROKEN = """() => [...document.querySelectorAll(".row-t, .pairs dt")].flatMap((one) => {
  const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT).nextNode();
  return [...(text?.data || "").matchAll(/[a-z]+/gi)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const pieces = [...range.getClientRects()];
    return pieces.length > 1 && pieces.reduce((sum, { width }) => sum + width, 0) <= one.parentElement.clientWidth;
  });
}).map(([word]) => word)"""


@pytest.fixture(scope="module")
def tour(site: Site, browser: Browser) -> Iterator[Tour]:
    tour = Tour(site, browser, script=AXE_SCRIPT)
    tour.prepare()
    yield tour
    tour.close()


@pytest.mark.parametrize("stop", STOPS, ids=name_of)
def test_a_page_is_fit_for_all(tour: Tour, stop: Stop):
    assert_fit_for_all(tour.look(stop))


@pytest.mark.parametrize("stop", CMS_STOPS, ids=name_of)
def test_a_screen_of_the_admin_is_fit(tour: Tour, stop: Stop):
    page = tour.look(stop)
    found = violations(page, {"type": "tag", "values": RULES}, within="main")
    assert [line for line in found if not line.startswith(WAGTAILS_OWN)] == []
    assert page.evaluate(SIDEWAYS) == 0


def test_what_is_folded_is_fit_too(tour: Tour):
    for stop in STOPS:
        if stop.name in ("pelajaran bergambar", "formulir praktik", "papan kota", "sertifikat petugas"):
            with tour.page(stop) as page:
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                assert_fit_for_all(page)


def test_no_lesson_scrolls_sideways_in_large_letters(tour: Tour):
    page = tour.visitor("anyone").new_page()
    page.goto(f"{tour.site.url}/modul/")
    modules = addresses(page)
    lessons = [one for module in modules if page.goto(module) for one in addresses(page) if one.startswith(module)]
    assert len(lessons) > 3 * len(modules) > 0
    page.goto(lessons[0])
    assert page.evaluate(WIDE, [*modules, *lessons]) == []
    page.close()


@pytest.mark.parametrize("stop", [stop for stop in STOPS if stop.name in LARGE], ids=name_of)
def test_letters_twice_as_large_break_no_word_of_a_list(tour: Tour, stop: Stop):
    page = tour.look(stop)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(BROKEN) == []


def addresses(page: Page) -> list[str]:
    """Where the list of this page leads."""
    return page.eval_on_selector_all(
        "main ul a[href^='/modul/'], main ol a[href^='/modul/']", "all => all.map(a => a.href)"
    )


def test_a_sheet_with_open_questions_is_fit(tour: Tour):
    with tour.page(next(stop for stop in STOPS if stop.name == "lembar soal")) as page:
        while page.locator("[data-quiz-next]").is_visible():
            page.locator("[data-quiz-next]").click()
        expect(page.get_by_text("Belum dijawab")).to_be_visible()
        assert_fit_for_all(page)
        page.evaluate("document.querySelector('[data-quiz]').submit()")  # as without script
        expect(page.get_by_text("Masih ada yang kosong")).to_be_visible()
        assert_fit_for_all(page)


def test_a_wrong_pin_is_fit(tour: Tour):
    page = tour.visitor("anyone").new_page()
    page.goto(f"{tour.site.url}/masuk/")
    page.locator("[name=words]").fill("bukan empat")
    page.locator("[name=pin]").fill("12")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    assert_fit_for_all(page)
    page.close()


def test_a_search_without_result_is_fit(tour: Tour):
    with tour.page(next(stop for stop in STOPS if stop.name == "menilai")) as page:
        page.locator("#cari").fill("zzzz")
        page.get_by_role("button", name="Cari").click()
        expect(page.get_by_text("Tidak ada yang cocok")).to_be_visible()
        assert_fit_for_all(page)


def test_the_last_look_before_an_award_is_fit(tour: Tour):
    with tour.page(next(stop for stop in STOPS if stop.name == "menetapkan")) as page:
        page.locator("[name=minutes_number]").fill("400.7/BA-99/2026")
        page.locator("[name=minutes_date]").fill("2025-11-05")
        page.locator("[name=decree_number]").fill("188.45/99/419/2026")
        page.locator("[name=decree_date]").fill("2025-11-01")
        page.get_by_role("button", name="Periksa dulu").click()
        expect(page.get_by_text("SK tidak mungkin mendahului")).to_be_visible()
        assert_fit_for_all(page)
        page.locator("[name=decree_date]").fill("2025-11-06")
        page.get_by_role("button", name="Periksa dulu").click()
        expect(page.get_by_role("button", name="Tetapkan")).to_be_visible()
        assert_fit_for_all(page)


def test_practice_can_be_done_with_the_keyboard_alone(tour: Tour):
    page = tour.visitor("anyone").new_page()
    page.goto(tour.site.url + PRACTICE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("main").press("Tab")
    page.locator("main input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".note").first).to_be_visible()
    page.close()
