"""Lists of kader for tests: entries by hand, and their way to a plan and into the database."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lms.people.models import Membership, Person, RosterRow, RosterRun, User
from lms.people.roster import apply, runs
from lms.people.roster.entries import Entry, Roster
from lms.people.roster.present import Reach
from tests.cast import Cast
from tests.factories import NOW


def entry(name: str, posyandu: str = "Melati", row: int = 2, **more: Any) -> Entry:
    kelurahan = {"Melati": "Semampir", "Kenanga": "Ngletih"}.get(posyandu, "Semampir")
    return Entry(**{"sheet": "", "row": row, "name": name, "posyandu": posyandu, "kelurahan": kelurahan, **more})


def plan(
    monkeypatch: Any, entries: Iterable[Entry], *, reach: Reach, by: User | None = None, now: datetime = NOW
) -> RosterRun:
    """A planned run of these entries."""
    rows = list(entries)
    monkeypatch.setattr(runs, "open_roster", lambda *_args, **_more: Roster(rows, [], {}, [], "f" * 64))
    run = runs.take_in(b"isi", "daftar.xlsx", reach=reach, by=by, now=now)
    assert runs.read(run, now=now, clock=lambda: now)
    run.refresh_from_db()
    return run


def apply_all(run: RosterRun, *, now: datetime = NOW) -> RosterRun:
    apply.start(run, by=None, now=now)
    apply.work(run, clock=lambda: now)
    run.refresh_from_db()
    return run


def city(cast: Cast) -> Reach:
    return Reach(area=cast.kediri)


def outcomes(run: RosterRun) -> list[str]:
    return list(RosterRow.objects.filter(run=run).order_by("line").values_list("outcome", flat=True))


def row(run: RosterRun, line: int = 1) -> RosterRow:
    return RosterRow.objects.get(run=run, line=line)


def standing() -> Counter[tuple[Any, ...]]:
    """Who is there and serves where, as far as a roster can change it."""
    people = Person.objects.values_list("name", "sex", "birth_date", "phone")
    posts = Membership.objects.values_list("kader__person__name", "posyandu__name", "field", "office", "since", "until")
    return Counter([*people, *posts])
