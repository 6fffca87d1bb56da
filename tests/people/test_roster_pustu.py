"""A row of a pustu makes a kader of the pustu, counted apart from those of posyandu."""

from datetime import date

import pytest

from lms.areas.models import Pustu
from lms.people.models import Kader, Membership, Person
from lms.people.roster import decide
from lms.people.roster.choices import Choice
from lms.people.roster.entries import read_roster
from lms.people.roster.present import Reach
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.roster import apply_all, city, entry, outcomes, plan, row

BORN = date(1980, 4, 2)


@pytest.fixture
def pustu(cast: Cast) -> Pustu:
    return Pustu.objects.create(name="Semampir Barat", desa=cast.semampir, puskesmas=cast.balowerti)


@pytest.mark.parametrize(
    "written", ["Pustu Semampir Barat", "PUSKESMAS PEMBANTU SEMAMPIR BARAT", "pustu semampir barrat"]
)
def test_a_place_that_begins_with_pustu_is_one(cast: Cast, pustu: Pustu, monkeypatch, written):
    listed = read_roster(f"Nama;Kelurahan;Posyandu\nWati;Semampir;{written}".encode(), "a.csv", today=TODAY)
    run = apply_all(plan(monkeypatch, listed.entries, reach=city(cast)))
    assert (row(run).pustu, row(run).posyandu) == (pustu, None)
    joined = Membership.objects.get(kader__person__name="Wati")
    assert (joined.pustu, joined.posyandu, joined.primary) == (pustu, None, True)
    assert outcomes(plan(monkeypatch, listed.entries, reach=city(cast))) == ["unchanged"]


def test_a_column_pustu_counts_where_no_posyandu_stands():
    there = "\n".join(f"{name};Semampir;Melati;Semampir Barat" for name in ("Wati", "Umi", "Sri"))
    content = f"Nama;Kelurahan;Posyandu;Pustu\n{there}\nTuti;Semampir;;Semampir Barat".encode()
    places = [one.posyandu for one in read_roster(content, "a.csv", today=TODAY).entries]
    assert places == ["Melati", "Melati", "Melati", "Pustu Semampir Barat"]


@pytest.mark.parametrize("section", ["PUSTU SEMAMPIR BARAT", "II. Puskesmas Pembantu Semampir Barat"])
def test_a_section_row_may_name_a_pustu(section: str):
    content = f"Nama;L/P;No HP\nPosyandu Melati;;\nWati;P;0812\nUmi;P;\n{section};;\nTuti;P;\nSri;P;"
    places = [one.posyandu.casefold() for one in read_roster(content.encode(), "a.csv", today=TODAY).entries]
    assert places == ["melati", "melati", "pustu semampir barat", "pustu semampir barat"]


def test_who_moved_to_a_pustu_is_one_kader_still(cast: Cast, pustu: Pustu, monkeypatch):
    Person.objects.filter(pk=cast.sari.person.pk).update(birth_date=BORN)
    rows = [entry("Wati"), entry("Sari Wahyuni", "Pustu Semampir Barat", row=3, birth_date=BORN)]
    run = apply_all(plan(monkeypatch, rows, reach=city(cast)))
    assert outcomes(run) == ["new", "moved"]
    assert cast.sari.person.kader.memberships.get(until=None).pustu == pustu


def test_one_nearly_named_so_is_asked_about_and_another_puskesmas_writes_nothing(cast: Cast, pustu: Pustu, monkeypatch):
    Pustu.objects.create(name="Semampir Barut", desa=cast.semampir, puskesmas=cast.balowerti)
    run = plan(monkeypatch, [entry("Wati", "Pustu Semampir Barot")], reach=city(cast))
    assert {one["posyandu"] for one in row(run).candidates} >= {-pustu.pk}
    decide.decide(run, {1: Choice.parse(f"tempat:{-pustu.pk}")}, by=cast.dewi, now=NOW)
    apply_all(run)
    assert Membership.objects.get(kader__person__name="Wati").pustu == pustu
    rows = [entry("Tuti", "Pustu Semampir Barat")]
    strange = plan(monkeypatch, rows, reach=Reach(cast.kediri, cast.puskesmas_ngletih))
    assert (outcomes(strange), Kader.objects.filter(person__name="Tuti").exists()) == (["refused"], False)
