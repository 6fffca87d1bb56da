"""A day of assessing without a signal, on several phones, and the same through the grid; in a small form.

The same with full numbers stands in ``tests/soak/test_day.py``.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from random import Random

import pytest
from playwright.sync_api import Browser

from tests.e2e import recount
from tests.e2e.conftest import PHONE, Site
from tests.e2e.line import line_to
from tests.e2e.phones import prepare
from tests.e2e.station_phone import PIN, StationPhone, sign_in
from tests.e2e.typist import Typist

pytestmark = pytest.mark.only_on("sqlite")
SEED = 42
SEEN, TYPED = 4, 2  # kader at the stations; kader on paper
STATIONS = 2
LOSS = 0.3


@pytest.fixture
def opened(browser: Browser) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_a_small_day_on_two_phones_one_of_which_dies_and_on_paper(site: Site, browser: Browser, opened: ExitStack):
    hall = prepare(site, "hall", SEEN + TYPED)
    forms = {key: form for station in hall["stations"][:STATIONS] for key, form in station["forms"].items()}
    seen = recount.outcomes(hall["kader"], forms, Random(SEED))
    before = prepare(site, "left_by", hall["pk"])
    phones = []
    for number in range(STATIONS):
        context = opened.enter_context(browser.new_context(**PHONE))
        phones.append(StationPhone(context, opened.enter_context(line_to(site.url)), hall, number))
    for phone in phones:
        phone.take_along()
        phone.lose_signal()
        phone.open_station()
    was_there = [[phone.see(seen) for phone in phones] for _ in range(SEEN // 2)]
    phones[0].page.close()
    phones[0].page = phones[0].context.new_page()
    phones[0].open_station()
    was_there += [[phone.see(seen) for phone in phones] for _ in range(SEEN // 2)]
    assert was_there == [[one] * STATIONS for one in hall["kader"][:SEEN]]
    assert [phone.waits() for phone in phones] == [SEEN] * STATIONS
    tapped = sum(len(recount.missed(seen[one])) + STATIONS for one in hall["kader"][:SEEN])
    assert tapped < sum(phone.taps for phone in phones) < tapped + 3 * (len(PIN) + 5), "and PIN, station and name"
    for phone in phones:
        phone.find_signal(loses=LOSS, seed=SEED)
    for phone in phones:
        phone.send_all()
    type_in(site, browser, opened, hall, recount.letters(hall, forms, seen, kader=hall["kader"][SEEN:]))
    at_stations, on_paper = ({one: seen[one] for one in some} for some in (hall["kader"][:SEEN], hall["kader"][SEEN:]))
    left = prepare(site, "left_by", hall["pk"])
    assert by_key(left["seen"]) == by_key(recount.observations(hall, at_stations) + recount.typed(forms, on_paper))
    assert (left["all_seen"], left["held"]) == (len(left["seen"]), 0)
    told = recount.told(forms, seen)
    assert left["competencies"] == recount.competencies(before["competencies"], told, hall)
    assert left["groups"] == recount.groups(before["groups"], told, hall)
    assert left["programmes"] == before["programmes"]


def by_key(observations: list[list]) -> list[list]:
    return sorted(observations, key=lambda row: row[:2])


def type_in(site: Site, browser: Browser, opened: ExitStack, hall: dict, letters: dict[str, str]) -> None:
    """The rest of them stand on paper; a penilai types the outcomes, while the line goes and comes."""
    page = opened.enter_context(browser.new_context()).new_page()
    sign_in(page, site.url, hall["crew"][0])
    typist = Typist(page)
    typist.open(f"{site.url}/kegiatan/{hall['event']}/nilai/tabel/")
    typist.type(letters, between=lambda row: page.context.set_offline(row == SEEN))
    typist.await_saved()
