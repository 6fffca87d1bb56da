"""A Dinas goes from its board down to the names."""

from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Site
from tests.e2e.steps import sign_in_as_staff


def test_the_drill_down_ends_at_names_in_scope(site: Site, phone: BrowserContext):
    page = phone.new_page()
    sign_in_as_staff(page, site, "dinas")
    page.goto(f"{site.url}/dinas/35.71/")
    for level in ("Mojoroto", "Bandar Lor", "Melati"):
        page.get_by_role("main").get_by_role("link", name=level).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Melati")
    assert page.locator("main").inner_text().count("ilatih") > 0
