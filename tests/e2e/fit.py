"""Is a page fit for all who use it? What axe, thumbs and a narrow screen say of it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THUMB = 48  # CSS pixels; a box in a label is as large as its label, a link in a sentence as its words
SMALL = """(least) => {
  const length = (text) => text.replace(/[\\s·]/g, "").length;
  const block = (one) => getComputedStyle(one).display === "inline" ? block(one.parentElement) : one;
  const alone = (link) => block(link) === link || length(block(link).textContent) ===
    [...block(link).querySelectorAll("a")].reduce((sum, one) => sum + length(one.textContent), 0);
  return [...document.querySelectorAll("button, select, textarea, summary, input:not([type=hidden]), a[href]")]
    .map(one => one.matches("[type=radio], [type=checkbox]") ? one.closest("label") : one)
    .filter(one => one.checkVisibility() && !one.matches(".skip") && !one.closest("[aria-hidden=true]"))
    .filter(one => !one.matches("a") || alone(one))
    .map(one => [one.getBoundingClientRect(), (one.innerText || one.name || one.className).slice(0, 40)])
    .filter(([box]) => box.height < least || box.width < least)
    .map(([box, text]) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`);
}"""
FINDINGS = """async (options) => (await axe.run(document.querySelector(options.within), options)).violations.flatMap(
  rule => rule.nodes.map(node => [rule.id, node.target, node.html]))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page, run: dict[str, object], *, within: str = "html") -> list[str]:
    """What axe finds, one line an element."""
    found = page.evaluate(FINDINGS, {"resultTypes": ["violations"], "runOnly": run, "within": within})
    return [f"{rule}: {' '.join(target)} {html[:90]}" for rule, target, html in found]


def assert_fit_for_all(page: Page) -> None:
    """With axe in both themes, at the width of a small phone. The page keeps the window it had."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    before = page.viewport_size
    # As tall as the page, so that the tabs at its foot cover nothing; whoever reads scrolls.
    page.set_viewport_size({"width": 360, "height": page.evaluate("document.documentElement.scrollHeight")})
    assert violations(page, {"type": "tag", "values": RULES}) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"type": "rule", "values": ["color-contrast"]}) == []
    page.emulate_media(color_scheme="light")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SMALL, THUMB) == []
    page.set_viewport_size(before)
