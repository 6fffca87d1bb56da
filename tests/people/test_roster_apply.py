"""A plan becomes people: once, in chunks, never over newer data, and nothing the second time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from lms.areas.errors import UserError
from lms.people import memberships, persons
from lms.people.models import AuditEvent, Kader, MembershipChange, Person, RosterRun
from lms.people.persons import NewKader
from lms.people.roster import acts, apply, decide, present
from lms.people.roster.choices import Choice
from lms.people.roster.present import Reach
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.roster import apply_all, city, entry, outcomes, plan, row, standing

LATER = NOW + timedelta(hours=1)


def test_new_people_get_person_kader_membership_and_their_transition(cast: Cast, monkeypatch):
    said = {
        "phone": "+62811",
        "sex": "L",
        "office": "ketua",
        "since": date(2019, 5, 1),
        "served_since": date(2012, 1, 1),
    }
    run = apply_all(plan(monkeypatch, [entry("Bambang", titles="S.Pd.", **said)], reach=city(cast), by=cast.dewi))
    made = Kader.objects.select_related("person").get(person__name="Bambang, S.Pd.")
    assert (made.person.phone, made.person.sex, made.served_since) == ("+62811", "L", date(2012, 1, 1))
    membership = made.memberships.get()
    assert (membership.posyandu, membership.office, membership.since) == (cast.melati, "ketua", date(2019, 5, 1))
    assert MembershipChange.objects.get().joined == membership
    assert (run.state, run.done, row(run).kader) == ("applied", 1, made)


def test_a_change_is_written_and_what_the_list_leaves_open_stays(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.sari.person.pk).update(birth_date=date(1980, 1, 1))
    apply_all(plan(monkeypatch, [entry("Sari Wahyuni", phone="+62811", office="ketua")], reach=city(cast)))
    cast.sari.person.refresh_from_db()
    assert (cast.sari.person.phone, cast.sari.person.birth_date) == ("+62811", date(1980, 1, 1))
    assert cast.sari.person.kader.memberships.get().office == "ketua"


def test_who_moved_leaves_one_posyandu_and_joins_the_other(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.sari.person.pk).update(birth_date=date(1980, 1, 1))
    rows = [entry("Wati"), entry("Sari Wahyuni", "Kenanga", row=3, birth_date=date(1980, 1, 1))]
    apply_all(plan(monkeypatch, rows, reach=city(cast)))
    old, new = cast.sari.person.kader.memberships.order_by("pk")
    assert (old.until, new.since, new.posyandu, new.primary) == (TODAY, TODAY, cast.kenanga, True)


def test_the_same_file_a_second_time_changes_nothing(cast: Cast, monkeypatch):
    rows = [
        entry("Wati", phone="+62811"),
        entry("Sari Wahyuni", office="ketua", row=3),
        entry("Tini Astuti", "Kenanga"),
    ]
    apply_all(plan(monkeypatch, rows, reach=city(cast)))
    before = standing()
    again = plan(monkeypatch, rows, reach=city(cast))
    assert outcomes(again) == ["unchanged"] * 3
    with pytest.raises(UserError, match="Tidak ada yang perlu diterapkan"):
        apply.start(again, by=None, now=NOW)
    assert standing() == before


def test_newer_data_are_never_overwritten(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Sari Wahyuni", phone="+62811"), entry("Wati", row=3)], reach=city(cast))
    persons.correct(cast.sari.person.kader, phone="+62899")
    wati = persons.register_many([NewKader("Wati")])[0]
    memberships.join(wati, posyandu=cast.melati, on=TODAY, now=NOW)
    apply_all(run)
    cast.sari.person.refresh_from_db()
    assert cast.sari.person.phone == "+62899"
    assert outcomes(run) == ["doubtful", "unchanged"]
    assert "berubah sejak rencana dibuat" in row(run).reason
    assert Person.objects.filter(name="Wati").count() == 1


def test_a_row_that_went_stale_is_decided_and_applied_after_all(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Sari Wahyuni", phone="+62811")], reach=city(cast))
    persons.correct(cast.sari.person.kader, phone="+62899")
    apply_all(run)
    sari = cast.sari.person.kader.pk
    assert decide.decide(run, {1: Choice("sama", sari)}, by=cast.dewi, now=LATER) == 1
    assert row(run).differences == [{"field": "phone", "old": "+62899", "new": "+62811"}]
    apply_all(run, now=LATER)
    cast.sari.person.refresh_from_db()
    assert cast.sari.person.phone == "+62811"


def test_a_decision_for_another_person_enters_her(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Sari Wahyunni")], reach=city(cast))
    decide.decide(run, {1: Choice("baru")}, by=cast.dewi, now=NOW)
    assert outcomes(run)[:1] == ["new"]
    apply_all(run)
    assert Person.objects.filter(name__startswith="Sari").count() == 2


def test_nobody_is_made_the_same_as_somebody_whom_the_plan_did_not_name(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Sari Wahyunni")], reach=city(cast))
    with pytest.raises(UserError, match="tidak ada lagi"):
        decide.decide(run, {1: Choice("sama", cast.tini.person.kader.pk)}, by=cast.dewi, now=NOW)
    assert outcomes(run)[:1] == ["doubtful"]


def test_two_rows_that_an_officer_calls_one_person_become_one(cast: Cast, monkeypatch):
    rows = [entry("Wati", phone="+62811"), entry("Wati", "Kenanga", phone="+62811", row=3)]
    run = plan(monkeypatch, rows, reach=city(cast))
    assert outcomes(run)[:2] == ["new", "doubtful"]
    decide.decide(run, {2: Choice("baris", 1)}, by=cast.dewi, now=NOW)
    apply_all(run)
    wati = Kader.objects.get(person__name="Wati")
    assert set(wati.memberships.values_list("posyandu__name", "primary")) == {("Melati", True), ("Kenanga", False)}


def test_who_has_left_is_ended_on_the_day_that_was_said(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati")], reach=city(cast))
    with pytest.raises(UserError, match="tanggal"):
        decide.decide(run, {2: Choice("berhenti")}, by=cast.dewi, now=NOW)
    decide.decide(run, {2: Choice("berhenti")}, by=cast.dewi, now=NOW, left={2: date(2025, 10, 1)})
    assert outcomes(run) == ["new", "left"]
    apply_all(run)
    assert cast.sari.person.kader.memberships.get().until == date(2025, 10, 1)


def test_a_place_that_was_asked_about_is_chosen(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati", "Kenanga", kelurahan="Semampir")], reach=city(cast))
    assert (outcomes(run), row(run).candidates) == (["doubtful"], [{"posyandu": cast.kenanga.pk}])
    decide.decide(run, {1: Choice("tempat", cast.kenanga.pk)}, by=cast.dewi, now=NOW)
    assert (outcomes(run), row(run).posyandu) == (["new"], cast.kenanga)


def test_a_run_is_started_once(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati")], reach=city(cast))
    apply.start(run, by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="sedang diterapkan"):
        apply.start(run, by=cast.dewi, now=NOW)
    assert AuditEvent.objects.filter(act="roster_applied").count() == 1


def test_a_chunk_is_taken_once_however_often_it_is_offered(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry(f"Wati {n} Ke{n}", row=n) for n in range(2, 12)], reach=city(cast))
    monkeypatch.setattr(apply, "CHUNK", 4)
    apply.start(run, by=None, now=NOW)
    twins = [RosterRun.objects.get(pk=run.pk) for _ in range(3)]
    found = present.places(Reach.of(run))
    for _ in range(6):
        for twin in twins:
            apply.step(twin, found, now=NOW)
    assert Person.objects.filter(name__startswith="Wati").count() == 10
    assert set(RosterRun.objects.values_list("state", "done")) == {("applied", 10)}


def test_a_killed_worker_loses_its_chunk_only_and_another_goes_on(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry(f"Wati {n} Ke{n}", row=n) for n in range(2, 12)], reach=city(cast))
    monkeypatch.setattr(apply, "CHUNK", 4)
    apply.start(run, by=None, now=NOW)
    found = present.places(Reach.of(run))
    apply.step(run, found, now=NOW)
    with monkeypatch.context() as broken:
        enter = acts.enter
        broken.setattr(acts, "enter", lambda rows, **more: _killed(enter(rows, **more)))
        with pytest.raises(KeyboardInterrupt):
            apply.step(run, found, now=NOW)
    assert Person.objects.filter(name__startswith="Wati").count() == 4
    apply.work(run, clock=lambda: LATER)
    assert Person.objects.filter(name__startswith="Wati").count() == 10


def _killed(_done: Sequence[Any]) -> None:
    raise KeyboardInterrupt
