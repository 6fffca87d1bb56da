"""Bulk work lets others write now and then."""

from types import SimpleNamespace

import pytest

from modules import breath, packages
from modules.breath import PAUSE, WORK, Breath
from modules.packages import importing
from tests.factories import NOW


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that only sleeping and this test move, on a database that others write to."""
    found: list[float] = []
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(breath.time, "monotonic", lambda: clock.now)
    monkeypatch.setattr(breath.time, "sleep", found.append)
    shared = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": "db.sqlite3"}, clock=clock)
    monkeypatch.setattr(breath, "connection", shared)
    return found


def test_it_pauses_once_it_has_worked_for_a_while(slept: list[float]):
    one = Breath()
    one.draw()
    assert slept == []
    breath.connection.clock.now = WORK
    one.draw()
    one.draw()
    assert slept == [PAUSE]


@pytest.mark.parametrize(("vendor", "name"), [("postgresql", "tuntas"), ("sqlite", "file:x?mode=memory")])
def test_nobody_waits_where_nobody_else_would_get_in(slept: list[float], vendor: str, name: str):
    breath.connection.vendor, breath.connection.settings_dict = vendor, {"NAME": name}
    one = Breath()
    breath.connection.clock.now = 10 * WORK
    one.draw()
    assert slept == []


def test_nobody_waits_before_the_site_is_served(slept: list[float]):
    one = Breath()
    breath.connection.clock.now = 10 * WORK
    with breath.alone():
        one.draw()
    assert slept == []
    one.draw()
    assert slept == [PAUSE]


@pytest.mark.only_on("sqlite")
def test_an_import_breathes_after_every_piece(folder, db, monkeypatch: pytest.MonkeyPatch):
    drawn: list[int] = []
    monkeypatch.setattr(importing.Breath, "draw", lambda self: drawn.append(1))
    report = packages.import_package(folder, now=NOW)
    assert len(drawn) >= len(report.done)
