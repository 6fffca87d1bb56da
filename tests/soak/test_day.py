"""A whole day of assessing: forty kader, five stations, five phones without a signal, one of which is killed;
everything sent twice over a line that loses a third of the answers. And the same day typed from paper into the grid.

What is counted as a tap: each finger on the glass and each key of it, as the browser has it, from the moment the
station is opened (with the PIN of the list) to the last save: steps, second readings, notes, *Simpan*. Not scrolling.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error

from lms.bootstrap_checks import find_browser
from tests.browser import FLAGS
from tests.e2e import hands, recount
from tests.e2e.conftest import PHONE, Site, copy, serving
from tests.e2e.day_after import assert_day_is_told
from tests.e2e.line import line_to
from tests.e2e.phones import eventually, prepare, rows, unfolded
from tests.e2e.station_phone import StationPhone, sign_in
from tests.e2e.typist import Typist

pytestmark = [pytest.mark.soak, pytest.mark.only_on("sqlite")]
SEED = 4016
KADER, ABSENT, STATIONS = 40, 2, 5
MOST_TAPS = 60
LOSS = 0.3
MORTAL, DIES_AFTER = 2, 23  # the phone that is killed, and when
READINGS = "12,4"
NOTE = "Latih lagi di rumah."
BOARD = "SELECT COALESCE(SUM(delta), 0) FROM reporting_tally WHERE place = '35.71' AND measure = ?"
MEASURES = ("group:B:assessed", "group:B:skilled", "comp:B3:skilled")  # of what the board of the city shows


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def another_site(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same people once more, for the same day on paper."""
    with serving(copy(ground, tmp_path_factory)) as site:
        yield site


class Day:
    """The hall of a site, and what will be seen of each kader there."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.hall = prepare(site, "hall", KADER + ABSENT)
        self.came = self.hall["kader"][:KADER]
        self.forms = {key: form for station in self.hall["stations"] for key, form in station["forms"].items()}
        self.seen = recount.outcomes(self.came, self.forms, Random(SEED))
        self.told = recount.told(self.forms, self.seen)
        self.before = self.left()
        self.board = self.figures()

    def left(self) -> dict[str, Any]:
        found: dict[str, Any] = prepare(self.site, "left_by", self.hall["pk"])
        return found

    def figures(self) -> dict[str, int]:
        assert eventually(lambda: not unfolded(self.site))
        return {measure: rows(self.site, BOARD, measure)[0][0] for measure in MEASURES}

    def left_with_proposals(self) -> dict[str, Any]:
        """Once the sweep has been."""
        wanted = len(recount.ready(self.told, self.hall))
        assert eventually(lambda: len(self.left()["proposals"]) == wanted, within=90)
        return self.left()

    def assert_records_are_a_recount(self, left: dict[str, Any]) -> None:
        assert left["competencies"] == recount.competencies(self.before["competencies"], self.told, self.hall)
        assert left["groups"] == recount.groups(self.before["groups"], self.told, self.hall)
        assert left["programmes"] == self.before["programmes"]
        assert {one for one, level, state, _ in left["proposals"]} == recount.ready(self.told, self.hall)
        assert {tuple(row[1:]) for row in left["proposals"]} == {("purwa", "open", self.hall["day"])}
        assert prepare(self.site, "differences") == []


def test_a_day_of_forty_kader_on_five_phones_and_on_paper(
    own_site: Site, another_site: Site, browser: Browser, opened: ExitStack, tmp_path: Path
):
    by_phone = Day(own_site)
    assert len(by_phone.hall["stations"]) == STATIONS
    phones = on_phones(by_phone, browser, opened, tmp_path)
    told_taps(phones)
    left = arrived(by_phone, phones)
    assert by_key(left["seen"]) == by_key(recount.observations(by_phone.hall, by_phone.seen))
    assert (left["all_seen"], left["held"]) == (len(left["seen"]), 0)
    by_phone.assert_records_are_a_recount(left)
    assert_day_is_told(own_site, by_phone.hall, by_phone.told)
    on_paper = Day(another_site)
    assert on_paper.seen == by_phone.seen
    type_in(on_paper, browser, opened)
    typed = on_paper.left()
    assert by_key(typed["seen"]) == by_key(recount.typed(on_paper.forms, on_paper.seen))
    on_paper.assert_records_are_a_recount(on_paper.left_with_proposals())
    for kind in ("competencies", "groups", "programmes", "proposals"):
        assert on_paper.left()[kind] == left[kind], kind


def on_phones(day: Day, browser: Browser, opened: ExitStack, folder: Path) -> list[StationPhone]:
    """Morning and day of five penilai."""
    phones = [begin(day, browser, opened, folder, number) for number in range(STATIONS)]
    for phone in phones:
        phone.take_along()
        phone.lose_signal()
        phone.open_station()
    for at in range(KADER):
        for phone in phones:
            if (phone.number, at) == (MORTAL, DIES_AFTER):
                die(phone, browser, folder)
                phone.open_station()
            note = NOTE if at % 8 == phone.number else ""
            assert phone.see(day.seen, readings=READINGS, note=note) == day.came[at]
    assert [phone.waits() for phone in phones] == [KADER] * STATIONS
    assert day.left()["all_seen"] == 0
    return phones


def begin(day: Day, browser: Browser, opened: ExitStack, folder: Path, number: int) -> StationPhone:
    """The one that will die is a browser of its own, with a folder that outlives it."""
    context = alive(browser, folder) if number == MORTAL else browser.new_context(**PHONE)
    phone = StationPhone(context, opened.enter_context(line_to(day.site.url)), day.hall, number)
    opened.callback(lambda: phone.context.close())
    return phone


def alive(browser: Browser, folder: Path) -> BrowserContext:
    kind = browser.browser_type
    return kind.launch_persistent_context(folder / "phone", executable_path=find_browser(), args=FLAGS, **PHONE)


def die(phone: StationPhone, browser: Browser, folder: Path) -> None:
    """Its browser is killed without a word, as an empty battery does it; then it is started again, still without a
    signal."""
    mark = f"--user-data-dir={folder / 'phone'}"
    for stat in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark in stat.read_text().split("\0"):
                hands.kill(int(stat.parent.name))
    with suppress(Error):
        phone.context.close()
    (folder / "phone" / "SingletonLock").unlink(missing_ok=True)
    phone.watch(alive(browser, folder))
    phone.lose_signal()


def told_taps(phones: list[StationPhone]) -> None:
    by_station = {phone.station["key"]: phone.taps / KADER for phone in phones}
    each = sum(by_station.values())
    print(f"\n{each:.1f} taps a kader in all: " + ", ".join(f"{key} {taps:.1f}" for key, taps in by_station.items()))
    assert each < MOST_TAPS


def arrived(day: Day, phones: list[StationPhone]) -> dict[str, Any]:
    """All five find a signal at once; all is there, and the board has moved."""
    begun = time.monotonic()
    for phone in phones:
        phone.find_signal(loses=LOSS, seed=SEED)
    for phone in phones:
        phone.send_all()
    sent = time.monotonic()
    assert sum(phone.line.lost for phone in phones) > 0
    moved = {measure: day.board[measure] + more for measure, more in recount.moved(day.told, day.hall).items()}
    assert eventually(lambda: day.figures() == moved, within=30), (day.figures(), moved)
    print(f"{len(phones) * KADER} visits in {sent - begun:.1f} s, the board {time.monotonic() - sent:.1f} s later")
    return day.left_with_proposals()


def type_in(day: Day, browser: Browser, opened: ExitStack) -> None:
    page = opened.enter_context(browser.new_context()).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, day.site.url, day.hall["crew"][0])
    typist = Typist(page)
    typist.open(f"{day.site.url}/kegiatan/{day.hall['event']}/nilai/tabel/")
    typist.type(recount.letters(day.hall, day.forms, day.seen, kader=day.came))
    typist.await_saved()
    print(f"the same on paper: {typist.keys} keys")


def by_key(observations: list[list[Any]]) -> list[list[Any]]:
    return sorted(observations, key=lambda row: row[:2])
