"""Processes that are killed and a broker that is gone, on a site of one's own, in a small form.

The same with full numbers stands in ``tests/soak``.
"""

import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e import hands
from tests.e2e.conftest import Site, copy, serving
from tests.e2e.phones import envelope, eventually, hand_in, prepare, rows, unfolded


@pytest.fixture(scope="module")
def own_site(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One for all of them: each leaves it running, and starting one takes a quarter of a minute."""
    with serving(copy(ground, tmp_path_factory)) as site:
        yield site


def test_nothing_acknowledged_is_lost_when_processes_are_killed(own_site: Site):
    sealed = [envelope(ticket) for ticket in prepare(own_site, "tickets", 40)]
    told: dict[str, str] = {}
    phones = [Thread(target=deliver, args=(own_site, sealed[at::8], told)) for at in range(8)]
    for phone in phones:
        phone.start()
    assert eventually(lambda: len(told) >= 6)
    hands.kill_web_worker(own_site)
    worker = hands.kill_part(own_site, "worker")
    assert eventually(lambda: len(told) >= 20)
    web = hands.kill_part(own_site, "gunicorn")
    for phone in phones:
        phone.join()
    assert_all_told(own_site, sealed, told)
    assert hands.back(own_site, "worker", instead_of=worker)
    assert hands.back(own_site, "gunicorn", instead_of=web)
    assert_board_catches_up(own_site, prepare(own_site, "proposals", 3))


def deliver(site: Site, sealed: list[str], told: dict[str, str]) -> None:
    """One phone hands in one after the other; what it was told for each stands in ``told``."""
    for one in sealed:
        told[one] = hand_in(site, one)[0]["receipt"]


def assert_all_told(site: Site, sealed: list[str], told: dict[str, str]) -> None:
    """Everything was acknowledged, and what was acknowledged is there once, byte for byte."""
    stored = rows(site, "SELECT body, receipt FROM assessments_attempt")
    assert set(told) == set(sealed)
    assert sorted(pair for pair in stored if pair[0] in told) == sorted(told.items())


def assert_board_catches_up(site: Site, changed: list[str]) -> None:
    """What was changed behind the worker's back is folded, and a recount finds nothing to correct."""
    assert changed
    assert eventually(lambda: not unfolded(site), within=90), f"{unfolded(site)} changes wait"
    assert prepare(site, "differences") == []


# -- no broker, no worker ---------------------------------------------------------------------------------------------


def test_without_a_broker_hand_ins_are_taken_and_the_board_catches_up_later(own_site: Site):
    broker = own_site.var / "broker"
    # Worker and queue come only after the site has answered once.
    assert hands.eventually(lambda: hands.part(own_site, "worker") is not None and broker.exists())
    shutil.rmtree(broker)
    broker.write_text("something else stands where the queue was")
    worker = hands.kill_part(own_site, "worker")
    sealed = [envelope(ticket) for ticket in prepare(own_site, "tickets", 3)]
    assert [hand_in(own_site, one)[0]["status"] for one in sealed] == [HTTPStatus.OK] * 3
    changed = prepare(own_site, "proposals", 3)
    broker.unlink()
    assert hands.back(own_site, "worker", instead_of=worker)
    assert_board_catches_up(own_site, changed)
