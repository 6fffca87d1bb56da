"""A penilai with her phone on a day of assessing: she takes the list along, sees one kader after the other, and all
that she taps is counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e import recount
from tests.e2e.line import Line
from tests.e2e.steps import await_true, enter

PIN = "482913"  # of the list on her phone
# Every finger on the glass and every key, as the browser has it of its own and not of a script.
COUNTED = """for (const kind of ["pointerdown", "keydown"])
  addEventListener(kind, (event) => event.isTrusted && globalThis.counted(kind), true);"""
NEXT = """(before) => { const form = document.querySelector("form[data-visit]");
  return form ? form.dataset.visit !== before : document.querySelector("[data-day] h1") !== null; }"""
EMPTY = "async () => { await tuntas.outbox.send(); return (await tuntas.outbox.waits()).length === 0; }"
WAITS = "tuntas.outbox.waits().then((rows) => rows.length)"


@dataclass
class StationPhone:
    """``context``: her browser; ``line``: hers alone; ``hall``: as ``tests.e2e.hall`` made it; ``number``: her station.

    ``counts``: what the glass of the phone felt from the moment the station was opened.
    """

    context: BrowserContext
    line: Line
    hall: Mapping[str, Any]
    number: int
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.watch(self.context)

    def watch(self, context: BrowserContext) -> None:
        self.context = context
        context.expose_binding("counted", lambda _source, kind: self.counts.update([kind]))
        context.add_init_script(COUNTED)
        self.page = context.pages[0] if context.pages else context.new_page()

    @property
    def station(self) -> dict[str, Any]:
        found: dict[str, Any] = self.hall["stations"][self.number]
        return found

    @property
    def address(self) -> str:
        return f"{self.line.url}/kegiatan/{self.hall['event']}/nilai/"

    @property
    def taps(self) -> int:
        return self.counts.total()

    def take_along(self) -> None:
        """In the morning, with a signal: she signs in and keeps the list of the day."""
        sign_in(self.page, self.line.url, self.hall["crew"][self.number])
        self.page.goto(self.address)
        self.page.get_by_role("button", name="Simpan hari ini di HP").click()
        for label in ("Pilih PIN", "Tulis PIN"):
            self.page.get_by_label(label, exact=False).fill(PIN)
        self.page.get_by_role("button", name="Simpan di HP").click()
        expect(self.page.locator("[data-take]")).to_contain_text("Tersimpan di HP:", timeout=60_000)
        self.counts.clear()

    def lose_signal(self) -> None:
        self.line.cut = True
        self.context.set_offline(True)

    def open_station(self) -> None:
        """Without a signal: the address of the day, her PIN, her station, whoever is next."""
        self.page.goto(self.address)
        self.page.get_by_label("PIN", exact=False).press_sequentially(PIN)
        self.page.get_by_role("button", name="Buka").click()
        self.page.get_by_role("link", name=self.station["title"]).click()
        self.page.get_by_role("link", name="Mulai:").click()
        expect(self.page.locator("form[data-visit]")).to_be_visible()

    @property
    def before_her(self) -> str:
        """The kader whose sheet is open."""
        return self.page.locator("form[data-visit]").get_attribute("data-visit") or ""

    def see(self, seen: Mapping[str, recount.Ticks], *, note: str = "", readings: str = "") -> str:
        """Tap what was not *benar* of whoever is here, write what else there is, and save. Out: who it was."""
        kader = self.before_her
        for step, tick in recount.missed({form: seen[kader][form] for form in self.station["forms"]}):
            self.page.locator(f"label:has(input[name='langkah-{step}'][value='{tick}'])").click()
        for place in self.page.locator("input[inputmode=decimal]").all() if readings else []:
            place.click()
            place.press_sequentially(readings)
        if note:
            self.page.get_by_text("Penyesuaian dan catatan").click()
            self.page.locator("[name=note]").click()
            self.page.locator("[name=note]").press_sequentially(note)
        self.page.get_by_role("button", name="Simpan, kader berikutnya").click()
        self.page.wait_for_function(NEXT, arg=kader)
        return kader

    def find_signal(self, *, loses: float, seed: int) -> None:
        self.line.loses, self.line.chance, self.line.cut = loses, Random(seed + self.number), False
        self.context.set_offline(False)

    def waits(self) -> int:
        found: int = self.page.evaluate(WAITS)
        return found

    def send_all(self, *, within: int = 120) -> None:
        await_true(self.page, EMPTY, within=within)


def sign_in(page: Page, url: str, held: Mapping[str, str]) -> None:
    """With the words of her card and her PIN."""
    page.goto(f"{url}/masuk/")
    page.get_by_label("kata", exact=False).first.fill(held["words"])
    page.get_by_label("PIN").fill(held["pin"])
    enter(page)
