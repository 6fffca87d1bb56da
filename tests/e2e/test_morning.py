"""An author's morning: a new lesson from the empty form to its readers, and a serious correction before noon."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e import author
from tests.e2e.conftest import PHONE, Site
from tests.e2e.steps import sign_in_as_staff

DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
MODULE = "/modul/penimbangan-dan-pengukuran/"
TITLE = "Menimbang bayi yang rewel"
LESSON = f"{MODULE}menimbang-bayi-yang-rewel/"
OPTIONS = [
    ("Tenangkan dulu", "Tepat. Angka baru dibaca saat bayi tenang."),
    ("Baca saja angkanya", "Angka yang bergerak belum bisa dibaca."),
    ("Tulis kira-kira", "Angka dibaca dari alat, tidak dikira-kira."),
]
CORRECTION = "Dulu tertulis boleh dikira-kira. Yang benar: tunggu sampai bayi tenang."


@pytest.fixture
def desks(browser: Browser) -> Iterator[tuple[Page, Page, Page]]:
    """The screens of the author, of the nakes, and the phone of a stranger without script."""
    with ExitStack() as stack:

        def opened(**options: object) -> Page:
            context: BrowserContext = browser.new_context(**options)
            stack.callback(context.close)
            context.set_default_timeout(author.SLOW)
            return context.new_page()

        yield opened(**DESK), opened(**DESK), opened(**PHONE, java_script_enabled=False)


def test_a_lesson_is_written_approved_read_and_corrected(own_site: Site, desks: tuple[Page, Page, Page]):
    writer, nakes, reader = desks
    the_module_is_read_before(reader, own_site)
    sign_in_as_staff(writer, own_site, "penyusun")
    address = she_writes_a_lesson(writer, own_site)
    she_sees_it_as_readers_will(writer)
    author.send_for_review(writer)
    assert reader.goto(own_site.url + LESSON).status == 404
    sign_in_as_staff(nakes, own_site, "penelaah")
    author.open_review(nakes, own_site, TITLE)
    expect(nakes.locator(".review-facts").get_by_text("b3.timbang_tiap")).to_be_visible()
    author.approve(nakes)
    everybody_reads_it(reader, own_site)
    she_corrects_it(writer, address)
    author.open_review(nakes, own_site, TITLE)
    author.approve(nakes, correction=CORRECTION)
    everybody_is_told(reader, own_site)


def the_module_is_read_before(reader: Page, site: Site) -> None:
    """So that module and list stand in the page cache, as they do on any morning."""
    reader.goto(site.url + MODULE)
    expect(reader.locator(f"a[href='{LESSON}']")).to_have_count(0)
    reader.goto(f"{site.url}/isi-ditarik/")
    expect(reader.get_by_text(TITLE)).to_have_count(0)


def she_writes_a_lesson(writer: Page, site: Site) -> str:
    """A text with a fact, a picture from her disk, a question to oneself; where its form is."""
    author.open_module(writer, site, "Menimbang dan mengukur balita")
    held = author.hold_autosave(writer)
    author.begin_lesson(writer, TITLE, "Ibu/Bapak bisa menimbang bayi yang rewel.", minutes=3)
    text = author.add_block(writer, "Teks")
    text.get_by_role("textbox").fill("Angka boleh dikira-kira. Bayi ditimbang lagi sesudah ")
    author.cite(text, "b3.timbang_tiap")
    picture = author.add_block(writer, "Gambar")
    author.upload_picture(picture, "Bayi digendong")
    picture.get_by_role("textbox", name="Isi gambar dengan kata").fill("Ibu menggendong bayinya di samping timbangan.")
    author.ask_oneself(author.add_block(writer, "Coba jawab sendiri"), "Bayi menangis. Apa yang dilakukan?", OPTIONS)
    author.save(writer, held)
    return writer.url


def she_sees_it_as_readers_will(writer: Page) -> None:
    shown = author.preview(writer)
    expect(shown.get_by_text("Bayi ditimbang lagi sesudah 1 bulan")).to_be_visible(timeout=author.SLOW)
    expect(shown.get_by_text("Pelajaran 7 dari 7")).to_be_visible()
    expect(shown.get_by_role("img", name="Ibu menggendong bayinya")).to_be_visible()


def everybody_reads_it(reader: Page, site: Site) -> None:
    reader.goto(site.url + MODULE)
    reader.reload()  # past what the phone itself may keep for a minute
    reader.locator(f"a[href='{LESSON}']").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_text("Bayi ditimbang lagi sesudah 1 bulan")).to_be_visible()
    expect(reader.get_by_text("Pelajaran ini belum ditelaah")).to_have_count(0)
    expect(reader.get_by_text(OPTIONS[0][1])).to_be_hidden()
    reader.get_by_text(OPTIONS[0][0]).click()
    expect(reader.get_by_text(OPTIONS[0][1])).to_be_visible()


def she_corrects_it(writer: Page, address: str) -> None:
    writer.goto(address)
    text = writer.locator("[name=body-0-value]")
    text.fill(text.input_value().replace("Angka boleh dikira-kira.", "Angka dibaca saat bayi tenang."))
    author.send_for_review(writer)


def everybody_is_told(reader: Page, site: Site) -> None:
    reader.reload()
    expect(reader.get_by_text("Angka dibaca saat bayi tenang.")).to_be_visible()
    expect(reader.get_by_text("Pelajaran ini belum ditelaah")).to_have_count(0)
    reader.goto(f"{site.url}/isi-ditarik/")
    reader.reload()
    entry = reader.locator("section").filter(has_text=CORRECTION)
    expect(entry.get_by_text("Diperbaiki")).to_be_visible()
    entry.get_by_role("link", name="Baca isi yang sekarang").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
