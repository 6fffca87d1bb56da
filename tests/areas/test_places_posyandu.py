"""A posyandu opens, is renamed, ends, and goes on elsewhere."""

from datetime import date

import pytest

from lms.areas.errors import UserError
from lms.areas.models import FormerName, Posyandu, PosyanduKind
from lms.areas.places import facts
from lms.areas.places import posyandu as places
from lms.areas.places import puskesmas as centres
from tests.cast import Cast
from tests.factories import TODAY

MARCH = date(2025, 3, 1)
TOMORROW = date(2025, 11, 25)


def opened(cast: Cast, name: str = "Mawar", **given: object) -> Posyandu:
    where = {"desa": cast.semampir, "puskesmas": cast.balowerti, "on": MARCH, "today": TODAY}
    return places.open_one(name=name, **(where | given))


def test_a_posyandu_opens_with_its_kind_and_without_the_word_before_its_name(cast: Cast):
    made = opened(cast, "  posyandu   Mawar 2 ", kind="balita")
    assert (made.name, made.opened_on, str(made)) == ("Mawar 2", MARCH, "Posyandu Mawar 2")
    assert made.kinds.get().kind == "balita"


@pytest.mark.parametrize("name", ["Melati", "MELATI", "posyandu melati"])
def test_a_name_is_taken_once_in_a_desa_and_free_in_another(cast: Cast, name: str):
    with pytest.raises(UserError, match="Di Semampir sudah ada Posyandu"):
        opened(cast, name)
    assert opened(cast, name, desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih).desa == cast.ngletih


def test_what_cannot_be_is_refused_with_a_reason(cast: Cast):
    refusals = [
        ({"name": "Posyandu"}, "Tulis nama"),
        ({"name": "x" * 81}, "paling banyak 80"),
        ({"on": TOMORROW}, "belum tiba"),
        ({"on": date(1025, 3, 1)}, "terlalu jauh"),
        ({"desa": cast.kediri}, "bukan desa"),
    ]
    for given, words in refusals:
        with pytest.raises(UserError, match=words):
            opened(cast, **given)
    assert Posyandu.objects.count() == 2


def test_a_puskesmas_of_another_city_or_a_closed_one_serves_nobody_here(cast: Cast):
    strange = centres.open_puskesmas(name="Sananwetan", kab=cast.blitar, on=None, today=TODAY)
    with pytest.raises(UserError, match="kabupaten/kota lain"):
        opened(cast, puskesmas=strange)
    empty = centres.open_puskesmas(name="Mrican", kab=cast.kediri, on=None, today=TODAY)
    centres.close_puskesmas(empty, on=MARCH, today=TODAY)
    with pytest.raises(UserError, match="ditutup 1 Maret 2025"):
        opened(cast, puskesmas=centres.Puskesmas.objects.get(pk=empty.pk))


def test_a_former_name_stays_with_its_last_day(cast: Cast):
    places.rename(cast.melati, name="Melati Putih", on=MARCH, today=TODAY)
    former = FormerName.objects.get()
    assert (former.posyandu, former.name, former.until) == (cast.melati, "Melati", MARCH)
    assert Posyandu.objects.get(pk=cast.melati.pk).name == "Melati Putih"
    assert opened(cast, "Melati").name == "Melati"


def test_a_rename_to_the_same_or_a_taken_name_changes_nothing(cast: Cast):
    opened(cast, "Mawar")
    for name, words in (("Melati", "Namanya sudah"), ("mawar", "sudah ada")):
        with pytest.raises(UserError, match=words):
            places.rename(cast.melati, name=name, on=MARCH, today=TODAY)
    assert not FormerName.objects.exists()


def test_a_closed_one_changes_no_more_and_its_name_is_free(cast: Cast):
    made = opened(cast)
    with pytest.raises(UserError, match="harus sesudah 1 Maret 2025"):
        places.close(made, on=MARCH, today=TODAY)
    places.close(made, on=TODAY, today=TODAY)
    with pytest.raises(UserError, match="sudah ditutup 24 November 2025"):
        places.rename(made, name="Lain", on=TODAY, today=TODAY)
    assert opened(cast).pk != made.pk
    with pytest.raises(UserError, match="sudah ada"):
        places.take_back_closing(made)


def test_a_mistaken_closing_is_taken_back_but_not_that_of_one_that_went_on(cast: Cast):
    made = opened(cast)
    places.close(made, on=TODAY, today=TODAY)
    assert places.take_back_closing(made).closed_on is None
    heir = places.succeed(made, desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih, on=TODAY, today=TODAY)
    with pytest.raises(UserError, match="berlanjut sebagai"):
        places.take_back_closing(made)
    assert Posyandu.objects.get(pk=made.pk).merged_into == heir


def test_a_moved_posyandu_goes_on_with_its_papers_and_facts(cast: Cast):
    made = opened(cast)
    facts.set_papers(made, registration_number="35710001", decree_number="SK/1", decree_date=MARCH, today=TODAY)
    facts.set_opening(made, opening="t10", today=TODAY)
    facts.assess_strata(made, strata="madya", on=MARCH, today=TODAY)
    facts.verify(made, what="siklus hidup", on=MARCH, today=TODAY)
    heir = places.succeed(made, desa=cast.semampir, puskesmas=cast.puskesmas_ngletih, on=TODAY, today=TODAY)
    assert (heir.name, heir.registration_number, heir.decree_date) == ("Mawar", "35710001", MARCH)
    assert heir.opening == "t10"
    assert (heir.kinds.get().since, heir.strata.get().strata, heir.verifications.count()) == (TODAY, "madya", 1)
    assert Posyandu.objects.get(pk=made.pk).closed_on == heir.opened_on == TODAY


def test_staying_where_it_is_or_going_to_a_taken_name_is_no_move(cast: Cast):
    with pytest.raises(UserError, match="Tidak ada yang diubah"):
        places.succeed(cast.melati, desa=cast.semampir, puskesmas=cast.balowerti, on=TODAY, today=TODAY)
    opened(cast, "Melati", desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih)
    with pytest.raises(UserError, match="sudah ada Posyandu Melati"):
        places.succeed(cast.melati, desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih, on=TODAY, today=TODAY)
    assert Posyandu.objects.get(pk=cast.melati.pk).closed_on is None


def test_a_kind_has_its_period_and_a_slip_of_the_same_day_is_mended(cast: Cast):
    made = opened(cast, kind="balita")
    facts.become(made, kind="terpadu", on=TODAY, today=TODAY)
    assert list(made.kinds.order_by("since").values_list("kind", "since", "until")) == [
        ("balita", MARCH, TODAY),
        ("terpadu", TODAY, None),
    ]
    facts.become(made, kind="lansia", on=TODAY, today=TODAY)
    assert made.kinds.get(until=None).kind == "lansia"
    for kind, on, words in (("lansia", TODAY, "sudah berjenis"), ("balita", MARCH, "berlaku sejak")):
        with pytest.raises(UserError, match=words):
            facts.become(made, kind=kind, on=on, today=TODAY)


def test_a_registration_number_is_of_one_open_posyandu(cast: Cast):
    papers = {"registration_number": " 3571 0001 ", "decree_number": "", "decree_date": None, "today": TODAY}
    assert facts.set_papers(cast.melati, **papers).registration_number == "3571 0001"
    with pytest.raises(UserError, match="sudah dipakai Posyandu Melati, Semampir"):
        facts.set_papers(cast.kenanga, **papers)
    assert facts.set_papers(cast.melati, **papers | {"registration_number": ""}).registration_number == ""


def test_the_opening_day_is_one_of_those_there_are_or_none(cast: Cast):
    assert facts.set_opening(cast.melati, opening="m5-0", today=TODAY).opening_words == "Senin terakhir setiap bulan"
    with pytest.raises(UserError, match="Pilih hari buka"):
        facts.set_opening(cast.melati, opening="besok", today=TODAY)
    assert facts.set_opening(cast.melati, opening="", today=TODAY).opening_words == ""


def test_strata_and_verifications_are_dated_and_stand_once(cast: Cast):
    for strata in ("madya", "purnama"):
        facts.assess_strata(cast.melati, strata=strata, on=MARCH, today=TODAY)
    assert cast.melati.strata.get().strata == "purnama"
    for _ in range(2):
        facts.verify(cast.melati, what=" siklus  hidup ", on=MARCH, today=TODAY)
    assert cast.melati.verifications.get().what == "siklus hidup"
    with pytest.raises(UserError, match="belum tiba"):
        facts.verify(cast.melati, what="siklus hidup", on=TOMORROW, today=TODAY)


def test_parts_of_one_are_taken_in_only_from_the_same_city(cast: Cast):
    blitar = opened(cast, "Anggrek")
    Posyandu.objects.filter(pk=blitar.pk).update(desa=cast.blitar)
    with pytest.raises(UserError, match="kabupaten/kota lain"):
        places.end_into(blitar, cast.melati, on=TODAY, today=TODAY)
    with pytest.raises(UserError, match="posyandu lain"):
        places.end_into(cast.melati, cast.melati, on=TODAY, today=TODAY)
    assert PosyanduKind.objects.count() == 1
