"""A penilai with her phone on a day of assessing; counts what she taps."""

from playwright.sync_api import Page

from tests.e2e.conftest import Site
from tests.e2e.steps import enter


def sign_in(page: Page, site: Site, held: dict[str, str]) -> None:
    """With the words of her card and her PIN."""
    page.goto(f"{site.url}/masuk/")
    page.get_by_label("kata", exact=False).first.fill(held["words"])
    page.get_by_label("PIN").fill(held["pin"])
    enter(page)
