"""A list is planned: what each row would do, and what is asked instead of guessed."""

from datetime import date

import pytest

from lms.areas.models import Posyandu
from lms.people import memberships
from lms.people.models import Kader, Membership, Person, RosterRun
from lms.people.roster import decide
from lms.people.roster.choices import Choice
from lms.people.roster.entries import Remark
from lms.people.roster.present import Reach
from tests.cast import SINCE, Cast
from tests.factories import NOW
from tests.people.roster import apply_all, city, entry, outcomes, plan, row

BORN = date(1980, 4, 2)


def test_a_stranger_is_new_and_sari_stays(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati"), entry("SARI WAHYUNI", row=3)], reach=city(cast))
    assert outcomes(run) == ["new", "unchanged"]
    assert run.counts == {"new": 1, "unchanged": 1}
    assert row(run, 2).kader == cast.sari.person.kader


def test_what_the_list_says_otherwise_is_a_change_field_by_field(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Sari Wahyuni", phone="+6281234567890", birth_date=BORN)], reach=city(cast))
    assert outcomes(run) == ["changed"]
    assert row(run).differences == [
        {"field": "birth_date", "old": "", "new": "1980-04-02"},
        {"field": "phone", "old": "", "new": "+6281234567890"},
    ]


def test_who_serves_here_and_is_not_in_the_file_is_shown_and_left_alone(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati")], reach=city(cast))
    assert outcomes(run) == ["new", "missing"]
    assert row(run, 2).kader == cast.sari.person.kader  # not Tini, of whose posyandu the file does not speak
    apply_all(run)
    assert Membership.objects.filter(kader=cast.sari.person.kader, until=None).exists()


@pytest.mark.parametrize(
    ("known", "said", "reason"),
    [
        ({"phone": "+62811"}, {"phone": "+62822"}, "nomor HP"),
        ({}, {"name": "Sari Wahyunni"}, "mirip"),
        ({}, {"name": "Sari"}, "mirip"),
        ({}, {"field": "sosial"}, "bidangnya"),
        ({"birth_date": BORN}, {"birth_date": date(1981, 1, 1), "phone": "+62822"}, ""),
    ],
)
def test_what_is_only_near_is_asked_and_never_taken_for_her(cast: Cast, monkeypatch, known, said, reason):
    Person.objects.filter(pk=cast.sari.person.pk).update(**known)
    run = plan(monkeypatch, [entry(**{"name": "Sari Wahyuni", **said})], reach=city(cast))
    assert outcomes(run)[0] == ("doubtful" if reason else "new")
    assert reason in row(run).reason
    if reason:
        assert row(run).candidates == [{"kader": cast.sari.person.kader.pk}]


def test_a_family_phone_makes_nobody_one(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.sari.person.pk).update(phone="+62811")
    run = plan(monkeypatch, [entry("Rudi Hartono", phone="+62811"), entry("Sari Wahyuni", row=3)], reach=city(cast))
    assert outcomes(run) == ["new", "unchanged"]


def test_name_and_birth_date_find_her_in_another_posyandu(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.sari.person.pk).update(birth_date=BORN)
    seruni = Posyandu.objects.create(name="Seruni", desa=cast.semampir, puskesmas=cast.balowerti)
    here, there = entry("Wati"), entry("Sari Wahyuni", "Seruni", row=3, birth_date=BORN)
    moved = plan(monkeypatch, [here, there], reach=city(cast))
    assert outcomes(moved) == ["new", "moved"]
    assert row(moved, 2).posyandu == seruni
    alone = plan(monkeypatch, [there], reach=city(cast))
    assert outcomes(alone) == ["doubtful"]  # the file does not speak of Melati: does she serve in both?
    both = plan(monkeypatch, [entry("Sari Wahyuni", birth_date=BORN), there], reach=city(cast))
    assert outcomes(both) == ["unchanged", "changed"]


def test_the_same_person_twice_in_a_file_is_one_kader(cast: Cast, monkeypatch):
    rows = [
        entry("Wati", birth_date=BORN),
        entry("Wati", birth_date=BORN, row=3),
        entry("WATI", birth_date=BORN, row=4, field="sosial"),
        entry("Wati", "Kenanga", row=5, birth_date=BORN),
        entry("Wati", "Kenanga", row=6),
    ]
    run = plan(monkeypatch, rows, reach=city(cast))
    assert outcomes(run)[:5] == ["new", "unchanged", "changed", "changed", "unchanged"]
    apply_all(run)
    wati = Kader.objects.get(person__name="Wati")
    posts = wati.memberships.order_by("pk").values_list("posyandu__name", "field", "primary")
    assert list(posts) == [("Melati", "kesehatan", True), ("Melati", "sosial", True), ("Kenanga", "kesehatan", False)]


def test_two_of_one_name_and_different_phones_in_a_file_are_asked_about(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Wati", phone="+62811"), entry("Wati", phone="+62822", row=3)], reach=city(cast))
    assert outcomes(run)[:2] == ["new", "doubtful"]
    assert row(run, 2).candidates == [{"line": 1}]
    assert "baris 2" in row(run, 2).reason


def test_a_petugas_plans_for_her_own_posyandu_only(cast: Cast, monkeypatch):
    run = plan(
        monkeypatch, [entry("Wati"), entry("Tini Astuti", "Kenanga", row=3)], reach=Reach(cast.kediri, cast.balowerti)
    )
    assert outcomes(run)[:2] == ["new", "refused"]
    assert "di luar wilayah Anda" in row(run, 2).reason
    assert row(run, 2).kader is None


@pytest.mark.parametrize("known_by", ["code", "name and birth date"])
def test_who_serves_at_another_puskesmas_is_never_silently_entered_again(cast: Cast, monkeypatch, known_by):
    tini = cast.tini.person.kader
    Person.objects.filter(pk=tini.person_id).update(birth_date=BORN, phone="+62877")
    said = {"code": str(tini.uuid)} if known_by == "code" else {"birth_date": BORN}
    ours = Reach(cast.kediri, cast.balowerti)
    run = plan(monkeypatch, [entry("Tini Astuti", **said), entry("Sari Wahyuni", row=3)], reach=ours, by=cast.puji)
    asked = row(run)
    assert (asked.outcome, asked.kader, asked.candidates) == ("doubtful", None, [{"elsewhere": 1}])
    assert "terdaftar di puskesmas lain" in asked.reason
    assert not {"Kenanga", "Ngletih", "877", "1980"} & set(asked.reason.split())
    decide.decide(run, {1: Choice("baru")}, by=cast.puji, now=NOW)
    apply_all(run)
    assert Person.objects.filter(name="Tini Astuti").count() == 2


def test_a_namesake_at_another_puskesmas_holds_nobody_up(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.tini.person_id).update(birth_date=BORN)
    rows = [entry("Tini Astuti"), entry("Tini Astuti", row=3, birth_date=date(1981, 1, 1))]
    run = plan(monkeypatch, rows, reach=Reach(cast.kediri, cast.balowerti))
    assert outcomes(run)[0] == "new"
    assert "puskesmas lain" not in row(run, 2).reason


def test_who_came_to_another_puskesmas_meanwhile_is_asked_about_when_the_plan_is_applied(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Tini Astuti", birth_date=BORN)], reach=Reach(cast.kediri, cast.balowerti))
    assert outcomes(run)[0] == "new"
    Person.objects.filter(pk=cast.tini.person_id).update(birth_date=BORN)
    apply_all(run)
    assert outcomes(run)[0] == "doubtful"
    assert Person.objects.filter(name="Tini Astuti").count() == 1


def test_refusals_say_what_to_mend(cast: Cast, monkeypatch):
    rows = [
        entry("", row=2),
        entry("Wati", "", row=3),
        entry("Wati", "Tulip", row=4),
        entry("Wati", row=5, kelurahan="Mrican"),
        entry("Wati", row=6, remarks=(Remark("name", "Nama berisi angka.", refuses=True),)),
        entry("Wati", row=7, code="00000000-0000-4000-8000-000000000000"),
        entry("Wati", row=8, active=False),
    ]
    run = plan(monkeypatch, rows, reach=city(cast))
    assert outcomes(run)[:7] == ["refused"] * 7
    assert all(row(run, line).reason.endswith(".") for line in range(1, 8))


def test_our_own_code_finds_her_under_another_name(cast: Cast, monkeypatch):
    code = str(cast.sari.person.kader.uuid)
    run = plan(monkeypatch, [entry("Sari Wahyuningsih", code=code), entry("Budi", row=3, code=code)], reach=city(cast))
    assert outcomes(run)[:2] == ["changed", "doubtful"]
    assert row(run).differences[0]["new"] == "Sari Wahyuningsih"


def test_who_is_said_to_have_left_is_asked_about(cast: Cast, monkeypatch):
    run = plan(monkeypatch, [entry("Sari Wahyuni", active=False)], reach=city(cast))
    assert outcomes(run) == ["doubtful"]
    assert "tidak aktif" in row(run).reason


def test_planning_costs_the_same_queries_for_any_number_of_rows(cast: Cast, monkeypatch, django_assert_max_num_queries):
    for number in range(150):
        kader = Kader.objects.create(person=Person.objects.create(name=f"Wati {number}"))
        Membership.objects.create(kader=kader, posyandu=cast.melati, since=SINCE)
    with django_assert_max_num_queries(30):
        run = plan(monkeypatch, [entry(f"Siti {n} Aminah {n}", row=n) for n in range(2, 40)], reach=city(cast))
    assert run.state == RosterRun.State.PLANNED


@pytest.mark.parametrize("brought_by", ["another puskesmas", "her own puskesmas", "the Dinas"])
def test_who_left_and_comes_back_is_asked_about_and_never_entered_twice(cast: Cast, monkeypatch, brought_by):
    tini = cast.tini.person.kader
    Person.objects.filter(pk=tini.person_id).update(birth_date=BORN)
    memberships.leave(tini.memberships.get(), on=date(2024, 3, 1), now=NOW, by=None)
    ours, hers = Reach(cast.kediri, cast.balowerti), Reach(cast.kediri, cast.puskesmas_ngletih)
    reach = {"another puskesmas": ours, "her own puskesmas": hers}.get(brought_by, city(cast))
    place = "Melati" if brought_by == "another puskesmas" else "Kenanga"
    run = plan(monkeypatch, [entry("Tini Astuti", place, birth_date=BORN)], reach=reach)
    assert outcomes(run)[0] == "doubtful"
    assert "pernah" in row(run).reason
    if brought_by == "another puskesmas":
        assert row(run).candidates == [{"elsewhere": 1}]
        return
    assert "Posyandu Kenanga, Ngletih, sampai 1 Maret 2024" in row(run).reason
    decide.decide(run, {1: Choice("sama", tini.pk)}, by=cast.dewi, now=NOW)
    apply_all(run)
    assert outcomes(run)[0] == "changed"
    assert tini.memberships.get(until=None).posyandu == cast.kenanga
    again = plan(monkeypatch, [entry("Tini Astuti", place, birth_date=BORN)], reach=reach)
    assert outcomes(again) == ["unchanged"]


def test_who_left_and_is_written_as_no_longer_active_stays_as_she_is(cast: Cast, monkeypatch):
    Person.objects.filter(pk=cast.tini.person_id).update(birth_date=BORN)
    memberships.leave(cast.tini.person.kader.memberships.get(), on=date(2024, 3, 1), now=NOW, by=None)
    run = plan(monkeypatch, [entry("Tini Astuti", "Kenanga", active=False, birth_date=BORN)], reach=city(cast))
    assert outcomes(run) == ["unchanged"]
