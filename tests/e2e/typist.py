"""Somebody who types outcomes from forms of paper into the grid, with the keyboard alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.steps import await_true

FAR = 40  # so many times Tab lead past all that stands above the grid
IN_GRID = "() => Boolean(document.activeElement.closest('[data-row]'))"
ROWS = "() => [...document.querySelectorAll('[data-row]')].map((row) => row.dataset.row)"
ALL_SAVED = "() => !Object.keys(localStorage).some((key) => key.startsWith('kertas-') && localStorage[key] !== '{}')"
NOT_SHOWN = """() => [...document.querySelectorAll('[data-row] input')].filter((box) => box.value !== box.dataset.kept)
  .map((box) => box.name)"""


@dataclass
class Typist:
    """``keys``: how many she has pressed since the page opened."""

    page: Page
    keys: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press("Space" if key == " " else key)
        self.keys += 1

    def open(self, address: str) -> None:
        """The grid, with the cursor in its first box: she walks there with Tab."""
        self.page.goto(address)
        while not self.page.evaluate(IN_GRID):
            assert self.keys < FAR, "no grid on this page"
            self.press("Tab")

    def type(self, letters: Mapping[str, str], *, between: Callable[[int], None] = lambda row: None) -> None:
        """Each kader's letters, a blank for what was not assessed; from page to page with Enter. ``between``: what
        happens before the row of that number."""
        number = 0
        while True:
            rows = self.page.evaluate(ROWS)
            for row in rows:
                between(number)
                number += 1
                for letter in letters[row]:
                    self.press(letter)
            self.press("Enter")
            if number == len(letters):
                return
            self.page.wait_for_url("**#kotak")
            self.page.wait_for_function(IN_GRID)

    def await_saved(self, *, within: int = 60) -> None:
        await_true(self.page, ALL_SAVED, within=within)
        expect(self.page.locator("[data-others]")).to_be_hidden()
