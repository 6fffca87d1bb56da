"""What a list did is taken back for seven days, but for what somebody has built on since."""

from datetime import date, timedelta

import pytest

from lms.areas.errors import UserError
from lms.people import cards, persons
from lms.people.models import Kader, Membership, Person, RosterRow, RosterRun
from lms.people.persons import ERASED_NAME
from lms.people.roster import decide, runs, undo
from lms.people.roster.choices import Choice
from tests.assessments import factories as evidence
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme
from tests.people.roster import apply_all, city, entry, outcomes, plan, row, standing

BORN = date(1980, 4, 2)
LATER = NOW + timedelta(days=3)


def undone(run: RosterRun, *, now=LATER) -> RosterRun:
    undo.start(run, by=None, now=now)
    undo.work(run, clock=lambda: now)
    run.refresh_from_db()
    return run


def counted(on: date) -> int:
    return Membership.objects.filter(primary=True, field="kesehatan", since__lte=on).exclude(until__lte=on).count()


def test_changes_moves_and_leavings_are_as_before(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.sari.person.pk).update(birth_date=BORN)
    Person.objects.filter(pk=cast.tini.person.pk).update(birth_date=BORN)
    before = standing()
    rows = [
        entry("Sari Wahyuni", birth_date=BORN, phone="+62811", office="ketua"),
        entry("Tini Astuti", birth_date=BORN, row=3),
        entry("Wati", "Kenanga", row=4),
    ]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    assert outcomes(run) == ["changed", "moved", "new"]
    undone(run)
    assert run.state == "undone"
    assert not RosterRow.objects.exclude(kept_because="").exists()
    rest = standing() - before
    assert {name for name, *_more in rest} <= {ERASED_NAME, "Tini Astuti"}  # a period of no day stays as a row
    assert before - standing() == before - before


def test_whom_it_entered_counts_on_no_day_and_has_no_name_any_more(cast: Cast, monkeypatch):
    before = counted(TODAY)
    run = apply_all(plan(monkeypatch, [entry("Wati", since=date(2019, 5, 1))], reach=city(cast)))
    assert counted(date(2020, 6, 1)) == before + 1
    undone(run)
    assert (counted(date(2020, 6, 1)), counted(TODAY)) == (before, before)
    assert not Person.objects.filter(name="Wati").exists()


def test_who_has_a_card_or_evidence_or_was_corrected_is_left_with_the_reason(cast: Cast, monkeypatch):
    rows = [entry(name, row=at) for at, name in enumerate(("Wati", "Tuti Karyani", "Rudi Hartono", "Lilis Suryani"), 2)]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    kader = {one.person.name: one for one in Kader.objects.select_related("person")}
    cards.issue(kader["Wati"].person, by=None, now=NOW)
    persons.correct(kader["Tuti Karyani"], phone="+62812")
    evidence.trained(kader["Rudi Hartono"], make_programme())
    undone(run)
    assert [bool(row(run, line).kept_because) for line in range(1, 5)] == [True, True, True, False]
    assert "kartu" in row(run, 1).kept_because
    assert "diubah lagi" in row(run, 2).kept_because
    assert set(Person.objects.filter(name__in=kader).values_list("name", flat=True)) >= {"Wati", "Rudi Hartono"}


def test_a_leaving_is_taken_back(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati")], reach=city(cast))
    decide.decide(run, {2: Choice("berhenti")}, by=cast.dewi, now=NOW, left={2: date(2025, 10, 1)})
    undone(apply_all(run))
    assert cast.sari.person.kader.memberships.get().until is None


def test_after_seven_days_it_stays(cast: Cast, monkeypatch):
    run = apply_all(plan(monkeypatch, [entry("Wati")], reach=city(cast)))
    with pytest.raises(UserError, match="tujuh hari"):
        undo.start(run, by=None, now=NOW + timedelta(days=7, minutes=1))
    assert Person.objects.filter(name="Wati").exists()


def test_the_same_list_can_be_applied_again_after_it_was_undone(cast: Cast, monkeypatch):
    undone(apply_all(plan(monkeypatch, [entry("Wati")], reach=city(cast))))
    again = apply_all(plan(monkeypatch, [entry("Wati")], reach=city(cast), now=LATER), now=LATER)
    assert outcomes(again)[0] == "new"
    assert Membership.objects.filter(kader__person__name="Wati", until=None).count() == 1


def test_a_worker_killed_while_undoing_is_followed_by_another(cast: Cast, monkeypatch):
    run = apply_all(plan(monkeypatch, [entry(f"Wati {n} Ke{n}", row=n) for n in range(2, 8)], reach=city(cast)))
    monkeypatch.setattr(undo, "CHUNK", 2)
    undo.start(run, by=None, now=LATER)
    undo.step(run, now=LATER)
    assert [one.pk for one in runs.due(now=LATER + timedelta(minutes=5))] == [run.pk]
    undo.work(RosterRun.objects.get(pk=run.pk), clock=lambda: LATER)
    assert not Person.objects.filter(name__startswith="Wati").exists()


def test_files_and_rows_go_when_they_can_no_longer_be_undone(cast: Cast, monkeypatch):
    run = apply_all(plan(monkeypatch, [entry("Wati")], reach=city(cast)))
    assert runs.purge(now=NOW + timedelta(days=6)) == 0
    storage, name = run.file.storage, run.file.name
    assert storage.exists(name)
    assert runs.purge(now=NOW + timedelta(days=8)) == 1
    assert (RosterRow.objects.count(), storage.exists(name)) == (0, False)
    run.refresh_from_db()
    assert (run.filename, run.counts) == ("", {"new": 1, "missing": 1})
