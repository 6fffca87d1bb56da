"""NIK: off by default, sealed where a Dinas turned it on, seen only on the record, gone when it is turned off."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.test import Client

from lms.areas import home
from lms.areas.errors import UserError
from lms.areas.models import Area, Posyandu, Puskesmas
from lms.people import consents, merge, nik, nik_policy, persons
from lms.people.audit import Act
from lms.people.identity import read_nik
from lms.people.models import AuditEvent, Kader, Membership, NikPolicy, Person, RosterRow, RosterRun, User
from lms.people.roster import choices, decide, runs, undo
from lms.people.roster.present import Reach
from lms.portal.privacy import export, retention
from tests.cast import Cast
from tests.factories import NOW
from tests.people.roster import apply_all, city, outcomes, row
from tests.sheets import xlsx

NIK, OTHER = "3571024404800017", "3571026003910025"
REASON = "Pembayaran insentif kader memerlukan NIK"
HEAD = ["Nama", "Kelurahan", "Posyandu", "NIK"]


@pytest.fixture(autouse=True)
def _clock(settings: LazySettings, _as_in_production: None) -> Iterator[None]:
    """How strongly she signed in is asked elsewhere; here, what is hers."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def on(cast: Cast) -> NikPolicy:
    """NIK are kept in Kota Kediri."""
    return nik_policy.enable(cast.kediri, REASON, by=cast.dewi, now=NOW)


def kader(user: User) -> Kader:
    return Kader.objects.select_related("person").get(person=user.person_id)


def database() -> str:
    """Everything that stands in the tables, as SQL says it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own tables)
            rows.append(str(cursor.fetchall()))
    return "".join(rows)


def listed(cast: Cast, *rows: list[Any], reach: Reach | None = None) -> RosterRun:
    """A file of these rows, read and planned as the site does it."""
    content = xlsx([HEAD, *rows])
    run = runs.take_in(content, "daftar.xlsx", reach=reach or city(cast), by=None, now=NOW)
    assert runs.read(run, now=NOW, clock=lambda: NOW)
    run.refresh_from_db()
    return run


SARI = ["Sari Wahyuni", "Semampir", "Melati", NIK]
NEW = ["Ratna Dewi", "Semampir", "Melati", OTHER]


# -- what is a NIK ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "cell",
    [
        *("3571023113800017", "3571023002800017", "3571027202800017", "3500024404800017", "3.57102440480002E+15"),
        *("357102440480001", "35710244048000171", "3571024404800000", 3571024404800010.0, "1111111111111111", "", None),
    ],
)
def test_what_cannot_be_a_nik_or_is_damaged_is_none(cell: Any):
    assert read_nik(cell) == ""


@pytest.mark.parametrize("cell", [NIK, "3571 0244 0480 0017", "'3571024404800017", 3571024404800017])
def test_a_womans_day_counts_from_41(cell: Any):
    assert read_nik(cell) == NIK


# -- off --------------------------------------------------------------------------------------------------------------
def test_nothing_of_a_nik_is_stored_while_it_is_off_and_the_plan_says_so(client: Client, cast: Cast):
    run = apply_all(listed(cast, SARI, NEW))
    with pytest.raises(UserError, match="tidak menyalakan"):
        nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    content = database()
    assert NIK not in content
    assert OTHER not in content
    assert not Person.objects.exclude(nik_index="").exists()
    assert not RosterRow.objects.exclude(nik_index="").exists()
    client.force_login(cast.dewi)
    assert "Kolom NIK tidak dibaca dan tidak disimpan" in client.get(run.get_absolute_url()).content.decode()


def test_while_it_is_off_nobody_is_shown_a_line_or_a_screen_of_it(client: Client, cast: Cast):
    client.force_login(cast.puji)
    page = f"/kelola/kader/{kader(cast.sari).uuid}/"
    assert "NIK" not in client.get(page).content.decode()
    assert client.get(f"{page}nik/").status_code == 404


# -- sealed -----------------------------------------------------------------------------------------------------------
def test_what_is_stored_says_no_digit_and_can_be_opened_again(cast: Cast, on: NikPolicy):
    sari = kader(cast.sari)
    nik.store(sari, "3571 0244 0480 0017", by=cast.puji, now=NOW)
    sari = kader(cast.sari)
    assert NIK not in database()
    assert nik.find(NIK) == sari.person
    assert nik.last4(sari.person) == "0017"
    assert nik.reveal(sari, by=cast.puji, now=NOW) == NIK


def test_the_same_nik_sealed_twice_looks_different(cast: Cast, on: NikPolicy):
    sari = kader(cast.sari)
    nik.store(sari, NIK, by=cast.puji, now=NOW)
    first = kader(cast.sari).person.nik_sealed
    nik.store(sari, NIK, by=cast.puji, now=NOW)
    assert kader(cast.sari).person.nik_sealed != first


def test_another_key_opens_nothing(cast: Cast, on: NikPolicy, settings: LazySettings):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    settings.CARD_KEY = "lain" * 12
    sari = kader(cast.sari)
    assert (nik.last4(sari.person), nik.find(NIK)) == ("????", None)
    with pytest.raises(UserError, match="kunci lain"):
        nik.reveal(sari, by=cast.puji, now=NOW)


def test_what_was_sealed_for_one_person_opens_with_no_other(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    stolen = kader(cast.sari).person.nik_sealed
    Person.objects.filter(pk=cast.tini.person_id).update(nik_sealed=stolen, nik_index="f" * 64)
    assert nik.last4(kader(cast.tini).person) == "????"
    with pytest.raises(UserError):
        nik.reveal(kader(cast.tini), by=cast.dewi, now=NOW)


def test_the_database_refuses_one_nik_of_two_people_and_half_a_nik(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    index = kader(cast.sari).person.nik_index
    tini = Person.objects.filter(pk=cast.tini.person_id)
    for values in ({"nik_index": index, "nik_sealed": "x"}, {"nik_index": "", "nik_sealed": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            tini.update(**values)


# -- one NIK, one person ----------------------------------------------------------------------------------------------
def test_a_nik_of_somebody_else_is_refused_and_names_her_only_within_reach(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    with pytest.raises(UserError, match="Sari Wahyuni"):
        nik.store(kader(cast.tini), NIK, by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="di luar wilayah") as refused:
        nik.store(kader(cast.tini), NIK, by=cast.lastri, now=NOW)
    assert "Sari" not in str(refused.value)
    assert not kader(cast.tini).person.nik_index


def test_a_row_merged_into_hers_gives_its_nik_to_her(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.tini), NIK, by=cast.lastri, now=NOW)
    merge.merge(kader(cast.sari), kader(cast.tini), by=cast.dewi, now=NOW)
    nik.store(kader(cast.sari), NIK, by=cast.dewi, now=NOW)
    assert nik.find(NIK) == kader(cast.sari).person


def test_a_damaged_one_is_refused_with_a_sentence(cast: Cast, on: NikPolicy):
    for damaged in ("3,57102E+15", "35710244048000", "nik"):
        with pytest.raises(UserError, match="16 angka"):
            nik.store(kader(cast.sari), damaged, by=cast.puji, now=NOW)


# -- seen on the record -----------------------------------------------------------------------------------------------
def test_an_officer_sees_the_end_and_all_of_it_once_and_that_she_looked_stands_there(
    client: Client, cast: Cast, on: NikPolicy
):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    client.force_login(cast.puji)
    page = f"/kelola/kader/{kader(cast.sari).uuid}/"
    shown = client.get(page).content.decode()
    assert "**** **** **** 0017" in shown
    assert NIK not in shown
    answer = client.post(f"{page}nik/", {"lihat": "1"})
    assert NIK in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert NIK not in client.get(f"{page}nik/").content.decode()
    told = AuditEvent.objects.get(act=Act.NIK_REVEALED)
    assert (told.actor, told.kader, told.detail) == (cast.puji, kader(cast.sari), {})
    assert "melihat NIK" in client.get(page).content.decode()
    assert any("melihat NIK" in look for look in export.looks(cast.sari.person, most=9))


@pytest.mark.parametrize("who", ["lastri", "yanti", "sari", "rina", "wulan"])
def test_who_does_not_look_after_her_sees_stores_and_removes_nothing(
    client: Client, cast: Cast, on: NikPolicy, who: str
):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    client.force_login(getattr(cast, who))
    address = f"/kelola/kader/{kader(cast.sari).uuid}/nik/"
    for data in ({"lihat": "1"}, {"hapus": "1"}, {"simpan": "1", "nik": OTHER}):
        assert client.post(address, data).status_code == 404
    assert nik.find(NIK) == cast.sari.person
    assert not AuditEvent.objects.filter(act=Act.NIK_REVEALED).exists()


def test_an_officer_notes_and_removes_it_on_the_screen(client: Client, cast: Cast, on: NikPolicy):
    client.force_login(cast.puji)
    address = f"/kelola/kader/{kader(cast.sari).uuid}/nik/"
    assert "16 angkanya" in client.post(address, {"simpan": "1", "nik": "123"}, follow=True).content.decode()
    client.post(address, {"simpan": "1", "nik": NIK})
    assert nik.find(NIK) == cast.sari.person
    client.post(address, {"hapus": "1"})
    assert nik.find(NIK) is None
    assert AuditEvent.objects.filter(act=Act.NIK_REMOVED, actor=cast.puji).count() == 1


# -- turned on and off ------------------------------------------------------------------------------------------------
def test_the_dinas_turns_it_on_with_a_reason_that_everybody_is_told(client: Client, cast: Cast):
    home.choose("35.71")
    before = consents.notice_version()
    consents.record_notice(cast.sari.person, now=NOW)
    client.force_login(cast.dewi)
    address = "/kelola/kantor/dinas/35.71/nik/"
    assert "UU 27/2022" in client.get(address).content.decode()
    client.post(address, {"nyala": "1", "reason": " "})
    assert not NikPolicy.objects.exists()
    client.post(address, {"nyala": "1", "reason": REASON})
    policy = NikPolicy.objects.get()
    assert (policy.area, policy.reason, policy.enabled_by) == (cast.kediri, REASON, cast.dewi)
    assert AuditEvent.objects.get(act=Act.NIK_ENABLED).area == cast.kediri
    assert consents.notice_version() == f"{before}-nik{policy.pk}"
    assert not consents.has_read_notice(cast.sari.person)
    notice = Client().get("/privasi/").content.decode()
    assert REASON in notice
    assert "Tidak disimpan: foto wajah" in notice


def test_another_dinas_changes_nothing_of_this_sites_notice(cast: Cast):
    home.choose("35.71")
    nik_policy.enable(cast.blitar, REASON, by=cast.yanti, now=NOW)
    assert consents.notice_version() == consents.NOTICE_VERSION
    assert "Tidak disimpan: NIK, foto" in Client().get("/privasi/").content.decode()


@pytest.mark.parametrize("who", ["puji", "lastri", "yanti", "sari", "rina"])
def test_nobody_else_turns_it_on_or_off(client: Client, cast: Cast, on: NikPolicy, who: str):
    client.force_login(getattr(cast, who))
    address = "/kelola/kantor/dinas/35.71/nik/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"mati": "1", "yakin": "on"}).status_code == 404
    assert nik_policy.in_force_for("35.71") == on


def test_turning_it_off_says_how_many_and_deletes_all_of_that_city_alone(client: Client, cast: Cast, on: NikPolicy):
    nik_policy.enable(cast.blitar, REASON, by=cast.yanti, now=NOW)
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    run = listed(cast, NEW)
    there = _kader_of_blitar(cast)
    client.force_login(cast.dewi)
    address = "/kelola/kantor/dinas/35.71/nik/"
    assert "1 NIK kader akan dihapus" in client.get(address).content.decode()
    client.post(address, {"mati": "1"})
    assert nik.find(NIK)
    client.post(address, {"mati": "1", "yakin": "on"})
    assert not Person.objects.exclude(nik_index="").exclude(pk=there.person_id).exists()
    assert nik.last4(Person.objects.get(pk=there.person_id)) == "0033"
    assert not RosterRow.objects.exclude(nik_index="").exists()
    run.refresh_from_db()
    assert not run.file
    told = AuditEvent.objects.get(act=Act.NIK_DISABLED)
    assert (told.actor, told.count) == (cast.dewi, 1)


def test_whoever_moves_to_where_it_is_off_loses_it_by_night(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    assert retention.purge(now=NOW).get("people.Person") is None
    posyandu = _kader_of_blitar(cast, number="").memberships.get().posyandu
    Membership.objects.filter(kader=kader(cast.sari)).update(posyandu=posyandu)
    assert retention.purge(now=NOW)["people.Person"] == 1
    assert nik.find(NIK) is None


def _kader_of_blitar(cast: Cast, number: str = "3572014404800033") -> Kader:
    codes = {"province_code": "35", "kab_code": "35.72", "kec_code": "35.72.01"}
    kec = Area.objects.create(code="35.72.01", name="Sukorejo", level=3, parent=cast.blitar, **codes)
    desa = Area.objects.create(code="35.72.01.1001", name="Pakunden", level=4, parent=kec, **codes)
    puskesmas = Puskesmas.objects.create(name="Sukorejo", kab=cast.blitar)
    posyandu = Posyandu.objects.create(name="Anggrek", desa=desa, puskesmas=puskesmas)
    found = Kader.objects.create(person=Person.objects.create(name="Umi Blitar"))
    Membership.objects.create(kader=found, posyandu=posyandu, field="kesehatan", since=NOW.date())
    if number:
        nik.store(found, number, by=cast.yanti, now=NOW)
    return found


# -- erasure and export -----------------------------------------------------------------------------------------------
def test_erasing_her_clears_both_columns(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    persons.erase(Person.objects.get(pk=cast.sari.person_id), now=NOW)
    assert (kader(cast.sari).person.nik_index, kader(cast.sari).person.nik_sealed) == ("", "")
    nik.store(kader(cast.tini), NIK, by=cast.lastri, now=NOW)


def test_her_own_file_says_that_it_is_kept_by_its_end_and_no_more(cast: Cast, on: NikPolicy):
    apply_all(listed(cast, SARI))
    person = kader(cast.sari).person
    said = export.as_json(person, by=cast.sari, now=NOW).decode()
    assert '"nik": "0017"' in said
    assert not [value for value in (NIK, person.nik_index, person.nik_sealed) if value in said]


# -- the roster -------------------------------------------------------------------------------------------------------
def test_a_list_brings_niks_sealed_to_those_we_know_and_to_new_ones(cast: Cast, on: NikPolicy):
    run = listed(cast, SARI, NEW)
    assert run.with_nik
    assert outcomes(run)[:2] == ["changed", "new"]
    assert not [number for number in (NIK, OTHER) if number in database()]
    apply_all(run)
    assert nik.find(NIK) == cast.sari.person
    assert nik.last4(Person.objects.get(name="Ratna Dewi")) == OTHER[-4:]
    assert not [number for number in (NIK, OTHER) if number in database()]
    assert outcomes(listed(cast, SARI, NEW))[:2] == ["unchanged", "unchanged"]


def test_undoing_takes_them_back(cast: Cast, on: NikPolicy):
    run = apply_all(listed(cast, SARI, NEW))
    undo.start(run, by=None, now=NOW + timedelta(days=1))
    undo.work(run, clock=lambda: NOW + timedelta(days=1))
    assert not Person.objects.exclude(nik_index="").exists()


def test_the_same_nik_is_the_same_person_whatever_else_is_near(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    run = listed(cast, ["Sari Wahyunii", "Semampir", "Melati", NIK])
    assert (outcomes(run)[0], row(run).kader) == ("changed", kader(cast.sari))


def test_the_same_nik_under_another_name_is_asked_about(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    run = listed(cast, ["Umi Kulsum", "Semampir", "Melati", NIK])
    assert (outcomes(run)[0], row(run).candidates) == ("doubtful", [{"kader": kader(cast.sari).pk}])
    decide.decide(run, {1: choices.Choice(choices.NEW)}, by=cast.dewi, now=NOW)
    assert "jadi tidak dicatat" in row(run).reason
    apply_all(run)
    assert not Person.objects.get(name="Umi Kulsum").nik_index


def test_the_same_name_with_another_nik_is_asked_about_and_hers_stays(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.sari), NIK, by=cast.puji, now=NOW)
    run = listed(cast, ["Sari Wahyuni", "Semampir", "Melati", OTHER])
    assert outcomes(run)[0] == "doubtful"
    decide.decide(run, {1: choices.Choice(choices.SAME, kader(cast.sari).pk)}, by=cast.dewi, now=NOW)
    assert (row(run).outcome, "tetap" in row(run).reason) == ("unchanged", True)


def test_two_people_with_one_nik_in_a_list_are_asked_about(cast: Cast, on: NikPolicy):
    umi, tini = ["Umi Kulsum", "Semampir", "Melati", OTHER], ["Tini Astuti", "Ngletih", "Kenanga", NIK]
    run = listed(cast, NEW, umi, SARI, tini)
    assert outcomes(run)[:4] == ["new", "doubtful", "changed", "doubtful"]
    apply_all(run)
    assert nik.find(OTHER).name == "Ratna Dewi"
    assert nik.find(NIK) == cast.sari.person


def test_a_nik_of_somebody_beyond_the_lists_reach_is_refused_without_a_name(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.tini), OTHER, by=cast.lastri, now=NOW)
    run = listed(cast, NEW, reach=Reach(cast.kediri, cast.balowerti))
    assert outcomes(run)[0] == "refused"
    assert "Tini" not in row(run).reason


def test_a_nik_that_somebody_got_since_the_plan_leaves_the_row_open(cast: Cast, on: NikPolicy):
    run = listed(cast, NEW, reach=Reach(cast.kediri, cast.balowerti))
    nik.store(kader(cast.tini), OTHER, by=cast.lastri, now=NOW)
    apply_all(run)
    assert outcomes(run)[0] == "doubtful"
    assert not Person.objects.filter(name="Ratna Dewi").exists()


def test_a_nik_of_a_row_that_was_merged_into_hers_means_her(cast: Cast, on: NikPolicy):
    nik.store(kader(cast.tini), NIK, by=cast.lastri, now=NOW)
    merge.merge(kader(cast.sari), kader(cast.tini), by=cast.dewi, now=NOW)
    run = listed(cast, ["Sari Wahyuni", "Semampir", "Melati", NIK])
    assert (outcomes(run)[0], row(run).kader) == ("unchanged", kader(cast.sari))
    changed = listed(cast, ["Sari Wahyuni, S.Pd", "Semampir", "Melati", NIK])
    apply_all(changed)
    assert (row(changed).outcome, row(changed).applied_at) == ("changed", NOW)


def test_a_damaged_nik_in_a_list_is_not_stored_and_the_row_says_so(cast: Cast, on: NikPolicy):
    run = listed(cast, ["Ratna Dewi", "Semampir", "Melati", 3571024404800010.0])
    assert "NIK tidak lengkap atau rusak" in row(run).reason
    apply_all(run)
    assert not Person.objects.exclude(nik_index="").exists()


def test_turned_off_between_plan_and_applying_nothing_is_stored(cast: Cast, on: NikPolicy):
    run = listed(cast, NEW)
    NikPolicy.objects.update(disabled_at=NOW)
    apply_all(run)
    assert Person.objects.filter(name="Ratna Dewi", nik_index="").exists()
