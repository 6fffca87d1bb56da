"""A list of posyandu: read, planned field by field, applied once however often."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.areas.errors import UserError
from lms.areas.models import Catchment, Posyandu, PosyanduKind, Puskesmas
from lms.areas.places import facts
from lms.areas.places import posyandu as verbs
from lms.areas.places.listing import apply, export, plan
from lms.areas.places.listing.apply import Answers, Done
from lms.areas.places.listing.entries import Entry, read_entries
from lms.areas.places.listing.likeness import are_alike, key_of
from lms.areas.places.listing.plan import Plan, State
from lms.areas.sheets.writing import workbook
from tests.cast import Cast
from tests.factories import NOW, TODAY

HEAD = "Kecamatan;Kelurahan;Puskesmas;Nama Posyandu;No Registrasi;SK Pembentukan;Tgl SK;Jenis;Strata;Tgl Strata"
NOBODY = Answers({})


def entries(*rows: str, head: str = HEAD) -> list[Entry]:
    return read_entries("\n".join([head, *rows]).encode(), "daftar.csv", today=TODAY)


def planned(cast: Cast, *rows: str) -> Plan:
    return plan.make(entries(*rows), kab=cast.kediri, today=TODAY)


def states(found: Plan) -> list[str]:
    return [str(item.state) for item in found.items]


def applied(cast: Cast, *rows: str, answers: Answers = NOBODY) -> Done:
    return apply.apply_chunk(entries(*rows), kab=cast.kediri, answers=answers, today=TODAY)


def test_a_list_is_read_with_its_titles_sections_and_spellings():
    text = (
        "DATA POSYANDU KOTA KEDIRI 2025\n\nNO;KELURAHAN / DESA;NAMA POSYANDU;NOMOR REGISTRASI;TGL SK\n"
        "1;Kel. Semampir;POSYANDU MELATI II;3571002;17 Agustus 2019\n2;;Mawar;-;\n;JUMLAH;2;;\n"
    )
    found = read_entries(text.encode(), "daftar.csv", today=TODAY)
    assert [(one.row, one.kelurahan, one.name, one.registration_number) for one in found] == [
        (4, "Semampir", "MELATI II", "3571002"),
        (5, "", "Mawar", ""),
    ]
    assert found[0].decree_date == date(2019, 8, 17)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";Semampir;;Mawar;;;;pos jaga;;", "Jenis “pos jaga” tidak dikenal"),
        (";Semampir;;Mawar;;;;;baik;", "Strata “baik” tidak dikenal"),
        (";Semampir;;Mawar;;;31/02/2024;;;", "tidak ada di kalender"),
        (";Semampir;;Mawar;;;1/1/2031;;;", "belum tiba"),
        (";;;Mawar;;;;;;", "Kelurahan/desa tidak tertulis"),
        (";Semampr;;Mawar;;;;;;", "Mungkin maksudnya Semampir"),
        (";Sananwetan;;Mawar;;;;;;", "Tidak ada kelurahan/desa Sananwetan di Kota Kediri"),
    ],
)
def test_what_cannot_be_used_says_why_and_how_to_mend_it(cast: Cast, row: str, words: str):
    item = planned(cast, row).items[0]
    assert item.state == State.REFUSED
    assert words in item.reason
    assert applied(cast, row) == Done()


def test_what_is_no_list_of_posyandu_is_refused(cast: Cast):
    with pytest.raises(UserError, match="posyandu"):
        entries("Sari;Semampir", head="Orang;Tempat")
    with pytest.raises(UserError, match="Tidak ada baris posyandu"):
        entries(head="Kelurahan;Posyandu")


def test_a_plan_tells_new_changed_and_unchanged_apart_and_writes_nothing(cast: Cast):
    found = planned(
        cast,
        "Kota;SEMAMPIR;;Posyandu MELATI;;;;;;",
        "Pesantren;Ngletih;Ngletih;Kenanga;35710001;SK/1;1/2/2020;balita;madya;1/3/2024",
        "Kota;Semampir;Balowerti;Mawar;;;;;;",
    )
    assert states(found) == ["sama", "berubah", "baru"]
    assert [(change.title, change.before, change.after) for change in found.items[1].changes] == [
        ("Nomor registrasi", "", "35710001"),
        ("SK pembentukan", "", "SK/1"),
        ("Tanggal SK", "", "1 Februari 2020"),
        ("Jenis", "", "balita"),
        ("Strata", "", "madya, 1 Maret 2024"),
    ]
    assert Posyandu.objects.count() == 2


def test_applying_writes_what_was_planned_and_the_second_time_nothing(cast: Cast):
    rows = [
        "Pesantren;Ngletih;Ngletih;Kenanga;35710001;SK/1;1/2/2020;balita;madya;1/3/2024",
        "Kota;Semampir;Balowerti;Mawar;35710002;;;lansia;pratama;1/4/2024",
    ]
    assert applied(cast, *rows) == Done(new=1, changed=1)
    mawar = Posyandu.objects.get(name="Mawar")
    assert (mawar.puskesmas, mawar.kinds.get().kind, mawar.strata.get().strata) == (cast.balowerti, "lansia", "pratama")
    kenanga = Posyandu.objects.get(pk=cast.kenanga.pk)
    assert (kenanga.registration_number, kenanga.decree_date) == ("35710001", date(2020, 2, 1))
    assert applied(cast, *rows) == Done()
    assert states(planned(cast, *rows)) == ["sama", "sama"]


def test_an_empty_cell_erases_nothing(cast: Cast):
    facts.set_papers(cast.melati, registration_number="1", decree_number="SK/9", decree_date=TODAY, today=TODAY)
    assert applied(cast, ";Semampir;;Melati;;SK/10;;;;") == Done(changed=1)
    melati = Posyandu.objects.get(pk=cast.melati.pk)
    assert (melati.registration_number, melati.decree_number, melati.decree_date) == ("1", "SK/10", TODAY)


def test_banjaran_is_not_banaran_until_somebody_says_so(cast: Cast):
    banjaran = Posyandu.objects.create(name="Banjaran", desa=cast.semampir, puskesmas=cast.balowerti)
    row = ";Semampir;;Banaran;35719;;;;;"
    item = planned(cast, row).items[0]
    assert (item.state, [one for one, _ in item.near]) == (State.DOUBTFUL, [banjaran])
    assert "Mirip Banjaran di Semampir" in item.reason
    assert applied(cast, row) == Done()
    assert applied(cast, row, answers=Answers({0: "bukan-itu"})) == Done()
    assert applied(cast, row, answers=Answers({0: banjaran.uuid})) == Done(changed=1)
    assert Posyandu.objects.get(pk=banjaran.pk).registration_number == "35719"
    other = ";Semampir;;Banaran;;;;;;"
    assert applied(cast, other, answers=Answers({0: apply.NEW})) == Done(new=1)
    assert applied(cast, other, answers=Answers({0: apply.NEW})) == Done()


def test_the_opening_day_comes_with_the_list_and_what_cannot_be_read_is_told(cast: Cast):
    head = "Kelurahan;Nama Posyandu;Hari buka"
    rows = ("Semampir;Melati;Selasa minggu ke-2", "Semampir;Mawar;tgl 10", "Semampir;Dahlia;kalau sempat")
    given = entries(*rows, head=head)
    found = plan.make(given, kab=cast.kediri, today=TODAY)
    assert states(found) == ["berubah", "baru", "ditolak"]
    assert "Hari buka “kalau sempat” tidak terbaca" in found.items[2].reason
    apply.apply_chunk(given, kab=cast.kediri, answers=NOBODY, today=TODAY)
    days = dict(Posyandu.objects.filter(desa=cast.semampir).values_list("name", "opening"))
    assert days == {"Melati": "m2-1", "Mawar": "t10"}


def test_another_number_is_another_posyandu(cast: Cast):
    Posyandu.objects.create(name="Melati 12", desa=cast.semampir, puskesmas=cast.balowerti)
    found = planned(cast, ";Semampir;;Melati 13;;;;;;", ";Semampir;;Melati XII;;;;;;")
    assert states(found) == ["baru", "sama"]


def test_twice_in_the_list_the_first_counts(cast: Cast):
    found = planned(cast, ";Semampir;;Mawar;1;;;;;", ";Semampir;;MAWAR;;;;;;", ";Semampir;;Dahlia;1;;;;;")
    assert states(found) == ["baru", "ditolak", "ditolak"]
    assert "sudah disebut di baris 2" in found.items[1].reason
    assert "Nomor registrasi 1 sudah disebut" in found.items[2].reason


def test_a_number_of_another_posyandu_is_refused(cast: Cast):
    facts.set_papers(cast.kenanga, registration_number="77", decree_number="", decree_date=None, today=TODAY)
    item = planned(cast, ";Semampir;;Melati;77;;;;;").items[0]
    assert (item.state, "sudah milik Posyandu Kenanga, Ngletih" in item.reason) == (State.REFUSED, True)


def test_a_former_name_and_another_puskesmas_are_pointed_at(cast: Cast):
    verbs.rename(cast.melati, name="Sekar", on=date(2025, 3, 1), today=TODAY)
    item = planned(cast, ";Semampir;Ngletih;Melati;;;;;;").items[0]
    assert (item.state, item.target) == (State.UNCHANGED, cast.melati)
    assert "Dulu bernama Melati, sekarang Sekar." in item.notes
    assert "tercatat Puskesmas Balowerti" in item.notes[1]


def test_a_kind_from_before_the_present_one_is_refused(cast: Cast):
    PosyanduKind.objects.create(posyandu=cast.melati, kind="balita", since=date(2024, 1, 1))
    rows = read_entries(b"Kelurahan;Posyandu;Jenis;Jenis sejak\nSemampir;Melati;ILP;1/1/2023", "x.csv", today=TODAY)
    item = plan.make(rows, kab=cast.kediri, today=TODAY).items[0]
    assert (item.state, "berlaku sejak 1 Januari 2024" in item.reason) == (State.REFUSED, True)


def test_a_missing_puskesmas_is_offered_and_serves_what_nobody_serves(cast: Cast):
    Catchment.objects.filter(desa=cast.semampir).delete()
    rows = [";Semampir;Puskesmas Mrican;Mawar;;;;;;", ";Semampir;Balowertti;Dahlia;;;;;;"]
    found = planned(cast, *rows)
    assert dict(found.missing) == {"Mrican": "", "Balowertti": "Balowerti"}
    assert applied(cast, *rows) == Done()
    assert applied(cast, *rows, answers=Answers({}, ["Mrican"])) == Done(new=1, puskesmas=1)
    mrican = Puskesmas.objects.get(name="Mrican")
    assert Posyandu.objects.get(name="Mawar").puskesmas == mrican
    assert Catchment.objects.get(desa=cast.semampir).puskesmas == mrican
    assert planned(cast, ";Semampir;;Anggrek;;;;;;").items[0].puskesmas == mrican


def test_what_the_list_does_not_name_stays(cast: Cast):
    found = planned(cast, ";Semampir;;Melati;;;;;;")
    assert list(found.unnamed) == [cast.kenanga]
    applied(cast, ";Semampir;;Melati;;;;;;")
    assert Posyandu.objects.get(pk=cast.kenanga.pk).closed_on is None


def test_three_hundred_go_in_two_chunks_and_a_second_apply_goes_on_where_the_first_was_cut(cast: Cast):
    rows = [f";Semampir;;Mawar {n};{n};;;terpadu;;" for n in range(1, 301)]
    with CaptureQueriesContext(connection) as captured:
        first = applied(cast, *rows)
    assert first == Done(new=200, left=100)
    assert len(captured) <= 40
    assert applied(cast, *rows) == Done(new=100)
    assert applied(cast, *rows) == Done()
    assert Posyandu.objects.filter(desa=cast.semampir).count() == 301


def test_a_plan_costs_the_same_at_any_size(cast: Cast):
    counts = []
    for many in (2, 120):
        with CaptureQueriesContext(connection) as captured:
            planned(cast, *(f";Semampir;;Mawar {n};;;;;;" for n in range(many)))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 9


def test_the_exported_list_comes_back_unchanged(cast: Cast):
    facts.become(cast.melati, kind="balita", on=date(2024, 1, 1), today=TODAY)
    facts.set_papers(cast.melati, registration_number="0012", decree_number="=SK/1", decree_date=TODAY, today=TODAY)
    facts.assess_strata(cast.melati, strata="madya", on=TODAY, today=TODAY)
    facts.verify(cast.melati, what="siklus hidup", on=TODAY, today=TODAY)
    facts.set_opening(cast.melati, opening="m5-4", today=TODAY)
    content = workbook([export.page(cast.kediri)], NOW)
    found = plan.make(read_entries(content, "posyandu.xlsx", today=TODAY), kab=cast.kediri, today=TODAY)
    assert states(found) == ["sama", "sama"]
    assert not found.unnamed


@pytest.mark.parametrize(
    ("one", "other", "same", "alike"),
    [
        ("Melati II", "MELATI 2", True, True),
        ("Bandar Lor", "Bandarlor", True, True),
        ("Melati 01", "Melati 1", True, True),
        ("Banjaran", "Banaran", False, True),
        ("Melati 1", "Melati 2", False, False),
        ("Mawar", "Melati", False, False),
    ],
)
def test_names_are_the_same_alike_or_different(one: str, other: str, same: bool, alike: bool):
    assert (key_of(one) == key_of(other), are_alike(key_of(one), key_of(other))) == (same, alike)
