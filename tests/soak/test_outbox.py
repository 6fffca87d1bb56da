"""The outbox of ``tests/e2e/test_outbox.py`` with full numbers: lost answers, killed tabs, a phone of several."""

import datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import PHONE, Site
from tests.e2e.phones import prepare, rows
from tests.e2e.test_outbox import LOSS, PUT, accepted, drain, lose, open_box

pytestmark = pytest.mark.soak
SEED = 3571
HAND_INS = 240
TABS = 3


def test_of_240_hand_ins_with_a_third_of_the_answers_lost_each_is_one_attempt(own_site: Site, browser: Browser):
    """Three tabs, one after another killed and opened anew, a clock that jumps between 1970 and 2099."""
    random, tickets = Random(SEED), prepare(own_site, "tickets", HAND_INS)
    context = browser.new_context(**PHONE, service_workers="block")
    lost: list[list[bool]] = []

    def open_tab() -> Page:
        tab = context.new_page()
        tab.clock.set_fixed_time(datetime.datetime(random.choice((1970, 2026, 2099)), 1, 2, tzinfo=datetime.UTC))
        open_box(tab, own_site)
        lost.append(lose(tab, LOSS, random))
        return tab

    tabs = [open_tab() for _ in range(TABS)]
    codes = {}
    for start in range(0, HAND_INS, 20):
        tab, some = tabs[start // 20 % TABS], tickets[start : start + 20]
        codes |= dict(zip([ticket["token"] for ticket in some], tab.evaluate(PUT, some), strict=True))
        if random.random() < LOSS:  # killed in the middle of it
            tabs[start // 20 % TABS].close()
            tabs[start // 20 % TABS] = open_tab()
    drain(tabs, within=600)
    assert sorted(accepted(own_site, tickets)) == sorted(codes.items())
    assert rows(own_site, "SELECT COUNT(*) FROM assessments_quarantine")[0][0] == 0
    assert sum(map(sum, lost)) > 0
    context.close()
