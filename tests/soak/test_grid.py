"""Forty kader by twenty-five skills typed into the grid with the keyboard: in twenty minutes, on any line, all kept.

At a person's pace nothing would be seen that is not seen at full speed; so it is typed at full speed, keys are counted,
and the time is reckoned: keys at ``PACE``, and what she waits for.
"""

import time
from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.e2e.conftest import Site
from tests.e2e.phones import prepare, rows
from tests.e2e.station_phone import sign_in
from tests.e2e.typist import Typist

pytestmark = [pytest.mark.soak, pytest.mark.only_on("sqlite")]
SEED = 4025
KADER, SKILLS = 40, 25
PACE = 2  # keys a second: the eye goes from paper to screen
LIMIT = 20 * 60
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
STANDS = """SELECT kader.uuid, skill.key, seen.skilled FROM assessments_observation seen
  JOIN people_kader kader ON kader.id = seen.kader_id JOIN modules_competency skill ON skill.id = seen.competency_id
  JOIN assessments_trainingevent event ON event.id = seen.event_id WHERE event.uuid = ?
  AND NOT EXISTS (SELECT 1 FROM assessments_observation later WHERE later.supersedes_id = seen.id)"""


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**DESK)
    yield context
    context.close()


def test_a_thousand_outcomes_are_typed_in_twenty_minutes_on_a_slow_line_that_breaks(
    own_site: Site, desk: BrowserContext
):
    hall = prepare(own_site, "whole_hall", KADER)
    random = Random(SEED)
    keys = [key.upper() for station in hall["stations"] for key in station["forms"]]
    assert len(set(keys)) == SKILLS
    letters = {one: "".join(random.choice("TTTTB") for _ in range(SKILLS)) for one in hall["kader"]}
    page = desk.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, own_site.url, hall["crew"][0])
    line = desk.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    took, typist = watched(page), Typist(page)
    begun = time.monotonic()
    typist.open(f"{own_site.url}/kegiatan/{hall['event']}/nilai/tabel/")
    opened = time.monotonic() - begun
    typist.type(letters, between=lambda row: broken(line, page, row))
    typist.await_saved(within=180)
    assert {(kader, key): skilled for kader, key, skilled in stands(own_site, hall)} == {
        (one.replace("-", ""), key): letter == "T"
        for one in letters
        for key, letter in zip(sorted(set(keys)), letters[one], strict=True)
    }
    longest = max(took)
    reckoned = opened + typist.keys / PACE + 2 * opened + longest
    mean = sum(took) / len(took)
    print(f"\n{typist.keys} keys for {KADER * SKILLS} outcomes in {reckoned / 60:.1f} minutes; page {opened:.1f} s;")
    print(
        f"{len(took)} saves, mean {mean:.2f} s, longest {longest:.2f} s of the {SKILLS / PACE} s that a row is typed in"
    )
    assert longest < SKILLS / PACE, "a row is saved before the next one is typed"
    assert reckoned < LIMIT


def stands(site: Site, hall: dict) -> list[tuple[str, str, int]]:
    return rows(site, STANDS, hall["event"].replace("-", ""))


def watched(page: Page) -> list[float]:
    """How long each save of a row takes, in seconds, from now on."""
    took: list[float] = []

    def note(request) -> None:
        if request.method == "POST" and "/nilai/tabel/" in request.url:
            took.append(request.timing["responseEnd"] / 1000)

    page.on("requestfinished", note)
    return took


def broken(line: CDPSession, page: Page, row: int) -> None:
    """The line goes in the middle of the first page, comes back, and goes and comes on the second."""
    if row in (12, 33):
        line.send("Network.emulateNetworkConditions", SLOW | {"offline": True})
    if row in (20, 36):
        line.send("Network.emulateNetworkConditions", SLOW)
