"""What authors and nakes do in the admin, one function an errand. The editor needs script."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import FrameLocator, Locator, Page, Request, Route, expect

from tests.e2e.conftest import Site

SLOW = 30_000  # milliseconds for a page of the admin on a busy machine


def open_module(page: Page, site: Site, title: str) -> None:
    """From the first page of the admin down to the lessons of a module."""
    page.goto(f"{site.url}/cms/")
    page.get_by_role("button", name="Halaman", exact=True).click()
    page.get_by_role("link", name="25 keterampilan dasar", exact=True).click()
    page.get_by_role("link", name=f"Jelajahi subhalaman '{title}'").click()


def begin_lesson(page: Page, title: str, aim: str, *, minutes: int) -> None:
    page.get_by_role("link", name="Tambah subhalaman").click()
    page.get_by_placeholder("Judul halaman").fill(title)
    page.locator("[name=aim]").fill(aim)
    page.locator("[name=minutes]").fill(str(minutes))


def add_block(page: Page, name: str) -> Locator:
    """Put a block of that name below the others; the block."""
    position = int(page.locator("[name=body-count]").input_value())
    page.get_by_title("Sisipkan blok").nth(position).click()
    page.get_by_role("option", name=name, exact=True).click()
    return page.locator(f"[data-streamfield-child]:has(> [name=body-{position}-order])")


def cite(block: Locator, key: str) -> None:
    """Put a fact at the end of a block of text, from the list behind the toolbar."""
    text = block.get_by_role("textbox")
    text.press("End")
    block.get_by_role("button", name="Fakta").click()
    facts = block.page.get_by_role("dialog", name="Pilih fakta")
    facts.get_by_role("searchbox").fill(key)
    facts.get_by_role("button").filter(has_text=key).click()
    expect(text).to_have_value(re.compile(r"(^|\s)" + re.escape(f"{{fakta:{key}}}")))


def upload_picture(block: Locator, title: str) -> None:
    """Into the picture of a block, from the author's own disk."""
    page = block.page
    block.get_by_role("button", name="Pilih gambar").click()
    chooser = page.locator(".modal-body")
    chooser.get_by_role("tab", name="Unggah").click()
    chooser.locator("input[type=file]").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": photograph()}
    )
    chooser.locator("[name$=title]").fill(title)
    chooser.get_by_role("button", name="Unggah").click()
    expect(block.get_by_text(title)).to_be_visible(timeout=SLOW)


def photograph() -> bytes:
    drawn = BytesIO()
    Image.radial_gradient("L").resize((480, 320)).save(drawn, "PNG")
    return drawn.getvalue()


def ask_oneself(block: Locator, question: str, options: list[tuple[str, str]]) -> None:
    """Fill a self-check with its options and what each is told; the first one is right."""
    block.get_by_role("textbox", name="Pertanyaan").fill(question)
    for at, (text, feedback) in enumerate(options):
        option = block.locator("[data-streamfield-child]").nth(at)
        option.get_by_role("textbox", name="Pilihan").fill(text)
        option.get_by_role("textbox", name="Penjelasan").fill(feedback)
    block.get_by_role("checkbox", name="Benar").first.check()


def hold_autosave(page: Page) -> list[Route]:
    """A slow line: what autosave sends from now on stays under way, until ``save`` lets it go."""
    held: list[Route] = []

    def hold(route: Route, request: Request) -> None:
        autosave = request.method == "POST" and request.headers.get("accept") == "application/json"
        held.append(route) if autosave else route.fallback()

    page.route(re.compile("/cms/pages/add/"), hold)
    return held


def save(page: Page, held: list[Route]) -> None:
    """Save the new page while its autosave is under way: one page comes of both."""
    for _second in range(20):
        if not held:
            page.wait_for_timeout(1000)
    assert held, "autosave never began"
    page.get_by_role("button", name="Simpan draf").click()
    for route in held:
        route.continue_()
    page.unroute_all()
    said_well(page, "diperbarui")


def send_for_review(page: Page) -> None:
    page.get_by_role("button", name="Tindakan lain").click()
    page.get_by_role("button", name=re.compile("^Kirim ke")).click()
    said_well(page, "dikirim")


def preview(page: Page) -> FrameLocator:
    """The draft in the frame beside the form."""
    page.get_by_role("button", name="Buka/tutup pratinjau").click()
    return page.frame_locator("#w-preview-iframe")


def open_review(page: Page, site: Site, title: str) -> None:
    """From what waits for the nakes to the page as it will be read."""
    page.goto(f"{site.url}/cms/")
    page.locator(".waiting").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name="Yang akan terbit")).to_be_visible()


def approve(page: Page, *, correction: str = "") -> None:
    """Approve what is open; with a sentence for readers where they have to know."""
    if correction:
        page.get_by_label("Koreksi penting").check()
        page.get_by_label("Kalimat untuk pembaca").fill(correction)
    page.get_by_role("button", name="Setujui dan terbitkan").click()
    said_well(page, "disetujui")


def said_well(page: Page, word: str) -> None:
    """The page that follows says what was done; a page of the admin takes its time on a busy machine."""
    expect(page.locator(".messages .success").filter(has_text=word)).to_be_visible(timeout=SLOW)
