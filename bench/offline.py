"""What a month costs a kader's quota: every byte that goes through the line, the worker's own requests too.

    python -m bench.offline

20 openings (each after more than six hours, so that the phone asks what is new), two modules saved without pictures,
8 lessons with theirs, 4 quizzes, 1 evaluasi, 1 deploy. The month begins with a phone that has never been here. Exits 1
above 5 MB. Bodies are gzip, as on plain HTTP; over TLS they come as brotli, a tenth smaller, with handshakes on top.
"""

import sys
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench import _browser
from lms.bootstrap_checks import find_browser
from tests.browser import FLAGS
from tests.e2e import steps
from tests.e2e.conftest import PHONE, Site
from tests.e2e.line import Line, line_to
from tests.e2e.test_offline import FRESHEN, PATHS, SAVE, SHELLS, until

BUDGET = 5_000_000
OPENINGS = 20
QUIZZES = ("kuis-b1", "kuis-b2", "kuis-b3", "kuis-b4")
EVALUASI = "evaluasi-b"


def main() -> int:
    with _browser.served() as site, line_to(site.url) as line, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        phone, here, rows = browser.new_context(**PHONE), Site(line.url, site.var), {}
        page = phone.new_page()
        page.goto(line.url)
        packs = page.evaluate("async () => (await (await fetch('/paket.json')).json()).modules")
        line.forget()
        for name, act in _month(phone, page, here, line, packs).items():
            rows[name] = _cost(line, act)
        browser.close()
    return _print(rows)


def _month(
    phone: BrowserContext, page: Page, site: Site, line: Line, packs: list[dict[str, object]]
) -> dict[str, Callable[[], object]]:
    """What she does, in order."""
    lessons = [path for one in packs[2:4] for path in list(one["fragments"]) if path.count("/") == 4][:8]
    return {
        "the first visit": lambda: _first(phone, line),
        "2 modules saved, without pictures": lambda: [page.evaluate(SAVE, one["key"]) for one in packs[:2]],
        "8 lessons, with pictures": lambda: [_read(page, line.url + path) for path in lessons],
        "signing in": lambda: steps.sign_in_with_words(page, site, "Kader"),
        "4 quizzes": lambda: [steps.take(page, site, quiz) for quiz in QUIZZES],
        "1 evaluasi": lambda: steps.take(page, site, EVALUASI),
        f"{OPENINGS} openings, 6 hours apart or more": lambda: [_open(page, line) for _ in range(OPENINGS)],
        "1 deploy": lambda: _deploy(page, line),
    }


def _first(phone: BrowserContext, line: Line) -> None:
    """A phone that knows nothing: home, and what the worker brings along."""
    fresh = phone.browser.new_context(**PHONE)
    page = fresh.new_page()
    page.goto(line.url)
    until(lambda: {"/", "/modul/"} <= set(page.evaluate(PATHS)))
    page.wait_for_timeout(8_000)
    fresh.close()


def _read(page: Page, url: str) -> None:
    """A lesson down to its end, so that every picture is asked for."""
    page.goto(url)
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")


def _open(page: Page, line: Line) -> None:
    page.goto(line.url)
    page.evaluate(FRESHEN)
    page.goto(f"{line.url}/saya/")
    page.wait_for_timeout(500)


def _deploy(page: Page, line: Line) -> None:
    page.goto(line.url)
    before, line.release = page.evaluate(SHELLS), "baru"
    page.evaluate(FRESHEN)
    until(lambda: len(page.evaluate(SHELLS)) == 1 and page.evaluate(SHELLS) != before)


def _cost(line: Line, act: Callable[[], object]) -> tuple[int, int]:
    line.forget()
    act()
    return len(line.asked), line.bytes


def _print(rows: dict[str, tuple[int, int]]) -> int:
    total = sum(size for _number, size in rows.values())
    for name, (number, size) in rows.items():
        print(f"{name:40}{number:6} requests{size / 1000:10.1f} kB")
    print(f"{'a month':40}{'':15}{total / 1000:10.1f} kB of {BUDGET / 1000:.0f}")
    return 1 if total > BUDGET else 0


if __name__ == "__main__":
    sys.exit(main())
