"""Dengarkan with a voice that only writes down what it is given; and what was chosen for the eyes stays chosen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.tour import MODULE, PRACTICE

LESSON = f"{MODULE}menyiapkan-alat-dan-tempat/"
VOICE = """
said = [];
SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => VOICES,
  addEventListener() {},
  cancel() { said.push("-"); },
  speak(one) { said.push(`${one.rate} ${one.text}`); current = one; one.onstart(); },
} });
"""
INDONESIAN = '[{ lang: "en-US", localService: true }, { lang: "in_ID", localService: true }]'
ENGLISH = '[{ lang: "en-US", localService: true }]'


@pytest.fixture
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    context.add_init_script(VOICE.replace("VOICES", getattr(request, "param", INDONESIAN)))
    yield context.new_page()
    context.close()


def said(page: Page) -> list[str]:
    """What the voice was given, without the times it was stopped."""
    return [line for line in page.evaluate("said") if line != "-"]


def listen(page: Page, *, to_the_end: bool = False) -> None:
    page.get_by_role("button", name="Dengarkan").click()
    expect(page.get_by_role("button", name="Jeda")).to_be_focused()
    while to_the_end and page.locator(".listen-bar").count():
        on(page)


def on(page: Page, times: int = 1) -> None:
    """The voice comes to the end of its sentence."""
    for _ in range(times):
        page.evaluate("current.onend()")


def test_a_lesson_is_read_sentence_by_sentence_with_its_paragraph_marked(site: Site, phone: Page):
    phone.goto(site.url + LESSON)
    listen(phone)
    on(phone)
    assert said(phone)[1] == f"1 {phone.locator('h1').inner_text()}"
    expect(phone.locator("h1")).to_have_class("is-said")
    assert phone.locator(".is-said").count() == 1
    phone.get_by_role("button", name="Jeda").click()
    assert phone.evaluate("said.at(-1)") == "-"
    on(phone)  # what a stopped voice still says does not count
    phone.get_by_role("button", name="Lanjut").click()
    assert said(phone)[2:] == said(phone)[1:2]
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("group", name="Dengarkan")).to_have_count(0)
    expect(phone.locator(".is-said")).to_have_count(0)
    expect(phone.get_by_role("button", name="Dengarkan")).to_be_focused()


def test_the_whole_lesson_is_read_and_nothing_that_is_folded_or_to_be_pressed(site: Site, phone: Page):
    phone.goto(site.url + LESSON)
    listen(phone, to_the_end=True)
    text = " ".join(said(phone))
    last = phone.locator(".keep li").last.inner_text()
    assert last.split(".")[0] in text
    for silent in ("Tandai selesai", "Laporkan isi keliru", "Benar Tepat", "Sumber"):
        assert silent not in text
    assert max(map(len, said(phone))) < 200


def test_the_speed_is_kept_and_a_new_one_begins_the_sentence_anew(site: Site, phone: Page):
    phone.goto(site.url + LESSON)
    listen(phone)
    phone.get_by_role("button", name="Kecepatan biasa").click()
    first, again = said(phone)
    assert (first[:2], again) == ("1 ", f"1.3{first[1:]}")
    phone.reload()
    listen(phone)
    assert said(phone) == [again]


def test_a_question_is_read_with_its_choices_once_each(site: Site, phone: Page):
    phone.goto(f"{site.url}{PRACTICE}?soal=17")
    listen(phone, to_the_end=True)
    text = " ".join(said(phone))
    assert phone.locator("h1").inner_text().split(".")[0] in text
    assert text.count("Pilihannya:") == 1
    assert "membingungkan" not in text


@pytest.mark.parametrize("phone", [ENGLISH], indirect=True)
def test_where_there_is_no_indonesian_voice_the_button_says_so(site: Site, phone: Page):
    phone.goto(site.url + LESSON)
    phone.get_by_role("button", name="Belum ada suara Indonesia di HP ini").click()
    expect(phone.get_by_role("status")).to_contain_text("Pasang data suara")
    assert said(phone) == []


def test_large_letters_and_dark_colours_stay_and_the_page_is_the_same_for_everyone(site: Site, phone: Page):
    phone.goto(f"{site.url}/tampilan/")
    phone.get_by_label("Sangat besar").check()
    phone.get_by_label("Gelap").check()
    expect(phone.get_by_role("status")).to_have_text("Tersimpan di HP ini.")
    answer = phone.goto(site.url + LESSON)
    assert "data-theme" not in answer.text()
    root = phone.locator("html")
    expect(root).to_have_attribute("data-theme", "gelap")
    assert root.evaluate("one => getComputedStyle(one).fontSize") == "25px"
    assert root.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(27, 19, 14)"
    phone.goto(f"{site.url}/tampilan/")
    expect(phone.get_by_label("Sangat besar")).to_be_checked()
    phone.get_by_label("Ikut HP").check()
    assert root.get_attribute("data-theme") is None
