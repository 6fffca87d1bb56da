"""Whatever a list says: applied once it is so, and the same list says nothing new."""

import os
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.areas.models import Posyandu
from lms.people.models import Person, RosterRun
from lms.people.roster import decide, undo
from lms.people.roster.choices import Choice
from lms.people.roster.entries import Entry
from tests.cast import Cast
from tests.factories import NOW
from tests.people.roster import apply_all, city, entry, outcomes, plan, row, standing

EXAMPLES = int(os.environ.get("ROSTER_EXAMPLES", "12"))
ACTS = {"new", "changed", "moved", "left"}
NAMES = ("Sari Wahyuni", "Tini Astuti", "Wati", "Wati Lestari", "Wati Lestary", "Budi")
ENTRIES = st.builds(
    entry,
    name=st.sampled_from(NAMES),
    posyandu=st.sampled_from(("Melati", "Kenanga", "Tulip")),
    row=st.integers(2, 99),
    birth_date=st.sampled_from((None, date(1980, 1, 1), date(1985, 2, 2))),
    phone=st.sampled_from(("", "+62811111111", "+62822222222")),
    sex=st.sampled_from(("", "P", "L")),
    titles=st.sampled_from(("", "Hj.")),
    field=st.sampled_from(("", "sosial")),
    office=st.sampled_from(("", "ketua")),
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRIES, min_size=1, max_size=6))
@pytest.mark.django_db
def test_the_same_list_again_changes_nothing(cast: Cast, entries: list[Entry]):
    """One application settles every row that is no question; what was asked may be evident by then."""
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        transaction.atomic(),
    ):  # rolled back
        Posyandu.objects.create(name="Tulip", desa=cast.semampir, puskesmas=cast.balowerti)
        run = plan(monkeypatch, entries, reach=city(cast))
        open_before = open_rows(run)
        if set(run.counts) & ACTS:
            apply_all(run)
        assert open_rows(run) == open_before  # nothing of the plan turns out otherwise
        before = standing()
        again = plan(monkeypatch, entries, reach=city(cast))
        does = set(again.rows.filter(outcome__in=ACTS).values_list("line", flat=True))
        assert does | open_rows(again) <= open_before, (run.counts, again.counts)
        assert standing() == before
        transaction.set_rollback(True)


def open_rows(run: RosterRun) -> set[int]:
    """The lines of a list that wait for somebody."""
    return set(run.rows.filter(outcome__in=("doubtful", "refused"), row__gt=0).values_list("line", flat=True))


@pytest.mark.django_db
def test_which_of_two_namesakes_is_asked_before_either_is_entered(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    rows = [
        entry("Sari Utami", posyandu="Kenanga", row=2),
        entry("Sari Utami", posyandu="Kenanga", row=3, birth_date=date(1980, 1, 1)),
        entry("Sari Utami", posyandu="Kenanga", row=4, birth_date=date(1985, 2, 2)),
    ]
    run = plan(monkeypatch, rows, reach=city(cast))
    assert [(row.row, row.outcome) for row in run.rows.filter(row__gt=0).order_by("line")] == [
        (3, "new"),
        (4, "new"),
        (2, "doubtful"),
    ]
    assert run.rows.get(row=2).candidates == [{"line": 1}, {"line": 2}]
    decide.decide(run, {3: Choice("baris", 2)}, by=cast.dewi, now=NOW)
    apply_all(run)
    assert run.rows.get(row=2).outcome == "unchanged"
    assert Person.objects.filter(name="Sari Utami").count() == 2


@pytest.mark.django_db
def test_what_a_second_row_adds_of_a_new_kader_comes_with_the_first_application(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    rows = [
        entry("Wati", birth_date=date(1980, 1, 1)),
        entry("Wati", row=3, phone="+62811", sex="P", office="ketua", birth_date=date(1980, 1, 1)),
    ]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    assert outcomes(run)[:2] == ["new", "changed"]
    assert "baris 2" in row(run, 2).reason
    wati = Person.objects.get(name="Wati")
    assert (wati.sex, wati.phone, wati.kader.memberships.get().office) == ("P", "+62811", "ketua")
    undo.start(run, by=None, now=NOW)
    undo.work(run, clock=lambda: NOW)
    assert not Person.objects.filter(name="Wati").exists()


@pytest.mark.django_db
def test_of_two_rows_that_contradict_each_other_the_first_is_believed(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    Person.objects.filter(pk=cast.sari.person_id).update(birth_date=date(1980, 1, 1), phone="+62822")
    born = {"birth_date": date(1980, 1, 1)}
    rows = [entry("Sari Wahyuni", phone="+62811", **born), entry("Sari Wahyuni", row=3, phone="+62822", **born)]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    assert outcomes(run) == ["changed", "unchanged"]
    assert "tidak diubah: nomor HP" in row(run, 2).reason
    assert Person.objects.get(pk=cast.sari.person_id).phone == "+62811"
    assert outcomes(plan(monkeypatch, rows, reach=city(cast))) == ["unchanged", "unchanged"]


@pytest.mark.django_db
def test_who_moves_takes_her_new_office_along(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    Person.objects.filter(pk=cast.sari.person_id).update(birth_date=date(1980, 1, 1))
    rows = [entry("Wati"), entry("Sari Wahyuni", "Kenanga", row=3, birth_date=date(1980, 1, 1), office="ketua")]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    assert outcomes(run)[1] == "moved"
    assert cast.sari.person.kader.memberships.get(until=None).office == "ketua"
    undo.start(run, by=None, now=NOW)
    undo.work(run, clock=lambda: NOW)
    assert cast.sari.person.kader.memberships.get(until=None).posyandu == cast.melati


@pytest.mark.django_db
def test_what_a_second_row_tells_apart_stays_told_apart_when_it_is_applied(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    Posyandu.objects.create(name="Tulip", desa=cast.semampir, puskesmas=cast.balowerti)
    born = {"birth_date": date(1985, 2, 2)}
    rows = [
        entry("Wati", "Tulip", 2, **born),
        entry("Wati", "Tulip", 3, **born, phone="+62811"),
        entry("Wati", "Melati", 4, phone="+62822"),  # another one: her phone is not that of row 3
    ]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    assert outcomes(run)[:3] == ["new", "changed", "new"]
    assert set(Person.objects.filter(name="Wati").values_list("phone", flat=True)) == {"+62811", "+62822"}
