"""What people do on the site, one function an errand."""

import re
import sqlite3
import time
from dataclasses import dataclass
from json import loads
from typing import Any

from playwright.sync_api import Locator, Page

from assessments.types.base import Answer
from assessments.types.kms.judging import chart_for
from tests.assessments import solve
from tests.e2e.conftest import Site

Item = tuple[str, dict[str, Any], Any]  # type, content, pin
# The first question of a sheet is answered.
FILLED = """() => [...document.querySelectorAll("#soal-1 [name]")].some(
  (field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value))"""


def await_true(page: Page, expression: str, arg: object = None, *, within: int = 30) -> None:
    """Wait until what this promises is true. The browser's own wait takes a promise itself for the answer."""
    end = time.monotonic() + within
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(100)


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
    with page.expect_navigation():  # with script her corner is closed first, then the form goes
        page.get_by_role("button", name="Keluar").click()


def items(site: Site, token: str) -> dict[int, Item]:
    """Type, content and pin of each position: read where only the server can, in its database."""
    rows = sqlite3.connect(f"file:{site.var / 'db.sqlite3'}?mode=ro", uri=True).execute(
        "SELECT item.position, question.type, version.content, item.pin FROM assessments_ticketitem item"
        " JOIN assessments_ticket ticket ON ticket.id = item.ticket_id"
        " JOIN assessments_questionversion version ON version.id = item.version_id"
        " JOIN assessments_question question ON question.id = version.question_id"
        " WHERE ticket.token = ? ORDER BY item.position",
        [token],
    )
    return {position: (kind, loads(content), loads(pin)) for position, kind, content, pin in rows}


def right_answers(site: Site, token: str) -> dict[int, Answer]:
    """Per position the right answer in the letters of the ticket."""
    return {position: solve.right(*item) for position, item in items(site, token).items()}


def essential_items(site: Site, token: str) -> list[int]:
    """The positions that must be right, as the sheet's rule has pinned them."""
    database = sqlite3.connect(f"file:{site.var / 'db.sqlite3'}?mode=ro", uri=True)
    (rule,) = database.execute("SELECT rule FROM assessments_ticket WHERE token = ?", [token]).fetchone()
    return list(loads(rule).get("essential", []))


def open_sheet(page: Page, site: Site, quiz: str) -> str:
    """Begin a quiz and wait for its whole sheet, for a busy machine shows its first lines early. Returns its token."""
    page.goto(f"{site.url}/cek/mulai/{quiz}/")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/cek/[\w-]{22}/$"))
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def take(page: Page, site: Site, quiz: str, *, wrong: int = 0) -> None:
    """Take a quiz from a ticket, so many items wrongly, those of safety last; with script one question at a time."""
    token = open_sheet(page, site, quiz)
    sheet, essential = items(site, token), essential_items(site, token)
    missed = sorted(sheet, key=lambda position: (position in essential, position))[:wrong]
    for position, item in sheet.items():
        answer(page, position, item, wrong=position in missed)
        go_on(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/hasil/")


def answer(page: Page, position: int, item: Item, *, wrong: bool = False) -> None:
    """Fill in one question as a hand does."""
    name, given = f"soal-{position}", (solve.wrong if wrong else solve.right)(*item)
    area = page.locator(f"#{name} [data-tap-area]")
    if item[0] == "kms" and area.is_visible():
        tap(area, on_chart(item, given.pop("titik")))
    if isinstance(given, dict):
        for part, value in given.items():
            put(page, f"{name}-{part}", value)
    else:
        for value in [given] if isinstance(given, str) else given:
            put(page, name, value)


def on_chart(item: Item, letter: str) -> tuple[float, float]:
    """Where the point of that letter stands, in percent of the picture."""
    _kind, content, pin = item
    age, kilos = next(point for told, *point in pin["points"] if told == letter)
    return chart_for(content).percent(float(age), float(kilos))


def tap(area: Locator, place: tuple[float, float]) -> None:
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    area.click(position={"x": box["width"] * place[0] / 100, "y": box["height"] * place[1] / 100})


def put(page: Page, name: str, value: str) -> None:
    ticked = page.locator(f"input[name='{name}'][value='{value}']:is([type=radio], [type=checkbox])")
    if ticked.count():
        closed = page.locator("details:not([open])").filter(has=ticked)
        if closed.count():
            closed.locator("summary").click()
        ticked.check()
        return
    field = page.locator(f"[name='{name}']")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def go_on(page: Page) -> None:
    """To the next question, where the script shows one at a time."""
    onward = page.locator("[data-quiz-next]")
    if onward.is_visible():
        onward.click()
