"""A whole evaluasi on a phone: with and without script, by keyboard, without network, in two tabs."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.assessments import solve
from tests.e2e.conftest import PHONE, Site
from tests.e2e.steps import FILLED, Item, answer, go_on, items, on_chart, open_sheet, sign_in_with_words, take

QUIZ = "evaluasi-b"


@pytest.fixture(autouse=True, scope="module")
def _again_and_again(site: Site) -> None:
    """Here an evaluasi may be taken more often than three times."""
    with sqlite3.connect(site.var / "db.sqlite3", timeout=20) as database:
        database.execute("UPDATE assessments_quiz SET max_attempts = NULL WHERE key = ?", [QUIZ])


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    sign_in_with_words(page, site, "Kader")
    yield page
    context.close()


def test_with_script_and_without(site: Site, phone: BrowserContext):
    page = phone.new_page()
    sign_in_with_words(page, site, "Kader")
    take(page, site, QUIZ)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lulus")


def test_by_keyboard_alone(site: Site, page: Page):
    token = open_sheet(page, site, QUIZ)
    for position, item in items(site, token).items():
        page.locator(f"#soal-{position} > legend").focus()
        keys(page, position, item)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Kirim jawaban").press("Enter")
    page.wait_for_url("**/hasil/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lulus")


def keys(page: Page, position: int, item: Item) -> None:
    """Answer one question by keys, part after part; the focus ends where Enter goes on."""
    given = solve.right(*item)
    if item[0] == "kms":
        plot(page, position, on_chart(item, given.pop("titik")))
    parts = given if isinstance(given, dict) else {"": given}
    for part, value in parts.items():
        fields = page.locator(f"[name='soal-{position}{part and '-'}{part}']:not([type=hidden])")
        closed = page.locator("details:not([open])").filter(has=fields)
        if closed.count():
            closed.locator("summary").press("Enter")
        fields.first.focus()
        kind = fields.first.get_attribute("type") or fields.first.evaluate("field => field.localName")
        letters = fields.evaluate_all("fields => fields.map(field => field.value)")
        if kind == "select":
            options = fields.locator("option").evaluate_all("options => options.map(option => option.value)")
            press(page, "ArrowDown", options.index(value))
        elif kind == "radio":
            page.keyboard.press("Space")
            press(page, "ArrowDown", letters.index(value))
        elif kind == "checkbox":
            for letter in letters:
                press(page, "Space", letter in value)
                page.keyboard.press("Tab")
            page.keyboard.press("Shift+Tab")
        else:
            page.keyboard.type(str(value))
    if page.evaluate("document.activeElement.localName") in ("select", "div"):
        page.locator("[data-quiz-next]").focus()


def plot(page: Page, position: int, place: tuple[float, float]) -> None:
    """Bring the point there by arrow keys, line by line."""
    area = page.locator(f"#soal-{position} [data-tap-area]")
    area.focus()
    page.keyboard.press("ArrowRight")
    here = page.locator(f"#soal-{position} [data-tap-field]").input_value().split(";")
    steps = [float(area.get_attribute(name)) for name in ("data-step-x", "data-step-y")]
    right, down = (round((there - float(now)) / step) for there, now, step in zip(place, here, steps, strict=True))
    press(page, "ArrowRight" if right > 0 else "ArrowLeft", abs(right))
    press(page, "ArrowDown" if down > 0 else "ArrowUp", abs(down))


def press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def test_when_the_network_is_cut_the_answers_wait_and_go_by_themselves(site: Site, page: Page):
    token = open_sheet(page, site, QUIZ)
    sheet = items(site, token)
    page.context.set_offline(True)
    for position, item in sheet.items():
        answer(page, position, item)
        go_on(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Jawaban aman di HP ini")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/hasil/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lulus")


def test_two_tabs_show_the_same_answers_and_only_one_hand_in_counts(site: Site, page: Page):
    token = open_sheet(page, site, QUIZ)
    sheet = items(site, token)
    twin = page.context.new_page()
    twin.goto(f"{site.url}/cek/{token}/")
    answer(page, 1, sheet[1])
    twin.wait_for_function(FILLED)
    for tab in (page, twin):
        tab.bring_to_front()  # a tab behind another one draws, and so can be tapped, once a second
        while tab.locator("[data-quiz-next]").is_visible():
            go_on(tab)
    page.bring_to_front()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/hasil/")
    twin.bring_to_front()
    twin.get_by_role("button", name="Kirim jawaban").click()
    expect(twin.get_by_text("Lihat hasil yang diterima").or_(twin.get_by_text("Tanda terima"))).to_be_visible()


def test_she_goes_on_where_she_stopped_and_hears_of_gaps(site: Site, page: Page):
    token = open_sheet(page, site, QUIZ)
    sheet = items(site, token)
    with page.expect_response("**/langkah/"):
        answer(page, 1, sheet[1])
        go_on(page)
    go_on(page)
    other = page.context.browser.new_context(**PHONE).new_page()
    sign_in_with_words(other, site, "Kader")
    other.goto(f"{site.url}/cek/{token}/")
    other.wait_for_function(FILLED)  # another phone knows her answers
    page.reload()  # as after a killed browser: this one knows her place too
    expect(page.locator("#soal-3")).to_be_visible()
    expect(page.locator("#soal-1")).to_be_hidden()
    for _ in range(len(sheet) - 2):
        go_on(page)
    expect(page.get_by_text(re.compile("Belum dijawab: soal 2, 3,"))).to_be_visible()
