"""What people do on the site, one function an errand."""

import re
import sqlite3
from dataclasses import dataclass
from json import loads

from playwright.sync_api import Page

from tests.e2e.conftest import Site


@dataclass(frozen=True)
class Card:
    words: str
    pin: str
    address: str


def card(site: Site, who: str) -> Card:
    """The card of "Kader" or "Penilai", as ``make run`` prints it."""
    line = next(line for line in (site.var / "demo-accounts.txt").read_text().splitlines() if line.startswith(who))
    words, pin, path = re.search(r"kata: (.+?) · PIN: (\d+) · QR: \S+?(/masuk/\S+)", line).groups()
    return Card(words, pin, site.url + path)


def sign_in_with_words(page: Page, site: Site, who: str) -> None:
    held = card(site, who)
    page.goto(f"{site.url}/masuk/")
    page.get_by_label("kata", exact=False).first.fill(held.words.upper().replace(" ", ", "))
    page.get_by_label("PIN").fill(held.pin)
    enter(page)


def sign_in_with_qr(page: Page, site: Site, who: str) -> None:
    held = card(site, who)
    page.goto(held.address)
    page.get_by_label("PIN").fill(held.pin)
    enter(page)


def sign_in_as_staff(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/masuk/petugas/")
    page.locator("main [name=login]").fill(name)
    page.locator("main [name=password]").fill("contoh-kediri")
    enter(page)


def enter(page: Page) -> None:
    """Send a filled sign-in form and wait until the door has closed behind her."""
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)


def sign_out(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/saya/")
    page.get_by_role("button", name="Keluar").click()


def right_answers(site: Site, token: str) -> dict[int, list[str]]:
    """Per position the keys of the right options: read where only the server can, in its database."""
    rows = sqlite3.connect(f"file:{site.var / 'db.sqlite3'}?mode=ro", uri=True).execute(
        "SELECT item.position, version.content FROM assessments_ticketitem item"
        " JOIN assessments_ticket ticket ON ticket.id = item.ticket_id"
        " JOIN assessments_questionversion version ON version.id = item.version_id WHERE ticket.token = ?",
        [token],
    )
    return {
        position: [option["key"] for option in loads(content)["options"] if option["correct"]]
        for position, content in rows
    }


def open_sheet(page: Page, site: Site, quiz: str) -> str:
    """Begin a quiz and wait for its whole sheet, for a busy machine shows its first lines early. Returns its token."""
    page.goto(f"{site.url}/cek/mulai/{quiz}/")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(re.compile(r"/cek/[\w-]{22}/$"))
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def take(page: Page, site: Site, quiz: str, *, wrong: int = 0) -> None:
    """Take a quiz from a ticket; the first ``wrong`` items are left to chance's worst: a wrong option."""
    token = open_sheet(page, site, quiz)
    for position, keys in right_answers(site, token).items():
        item = page.locator(f"#soal-{position}")
        if position <= wrong:
            others = [box for box in item.locator("input").all() if box.get_attribute("value") not in keys]
            others[0].check()
            continue
        for key in keys:
            item.locator(f"input[value='{key}']").check()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/hasil/")
