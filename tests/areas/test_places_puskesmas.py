"""A puskesmas opens, serves kelurahan one at a time, closes; pustu likewise."""

from datetime import date

import pytest

from lms.areas.errors import UserError
from lms.areas.models import Catchment, FormerName, Puskesmas, Pustu
from lms.areas.places import puskesmas as places
from tests.cast import SINCE, Cast
from tests.factories import TODAY

MARCH = date(2025, 3, 1)


def test_a_puskesmas_opens_once_in_a_city(cast: Cast):
    made = places.open_puskesmas(name="Puskesmas Mrican", kab=cast.kediri, on=None, today=TODAY)
    assert (made.name, str(made)) == ("Mrican", "Puskesmas Mrican")
    with pytest.raises(UserError, match="Di Kota Kediri sudah ada Puskesmas Mrican"):
        places.open_puskesmas(name="MRICAN", kab=cast.kediri, on=None, today=TODAY)
    assert places.open_puskesmas(name="Mrican", kab=cast.blitar, on=MARCH, today=TODAY).kab == cast.blitar
    with pytest.raises(UserError, match="bukan kabupaten/kota"):
        places.open_puskesmas(name="Lain", kab=cast.semampir, on=None, today=TODAY)


def test_a_new_name_keeps_the_old_one_and_the_number_changes_alone(cast: Cast):
    places.rename_puskesmas(cast.balowerti, name="Balowerti", registration_number="P3571", on=MARCH, today=TODAY)
    assert not FormerName.objects.exists()
    renamed = places.rename_puskesmas(cast.balowerti, name="Balowerti Baru", on=MARCH, today=TODAY)
    assert (renamed.name, FormerName.objects.get().name) == ("Balowerti Baru", "Balowerti")


def test_a_kelurahan_goes_from_one_puskesmas_to_another_on_a_day(cast: Cast):
    gained = places.serve(cast.puskesmas_ngletih, [cast.ngletih, cast.semampir], on=MARCH, today=TODAY)
    assert gained == (1, 0)
    rows = Catchment.objects.filter(desa=cast.semampir).order_by("since")
    assert [(row.puskesmas, row.since, row.until) for row in rows] == [
        (cast.balowerti, SINCE, MARCH),
        (cast.puskesmas_ngletih, MARCH, None),
    ]


def test_a_catchment_given_on_a_day_and_taken_that_day_leaves_nothing(cast: Cast):
    places.serve(cast.puskesmas_ngletih, [cast.ngletih, cast.semampir], on=MARCH, today=TODAY)
    assert places.serve(cast.balowerti, [cast.semampir], on=MARCH, today=TODAY) == (1, 0)
    open_now = Catchment.objects.filter(desa=cast.semampir, until=None)
    assert [row.puskesmas for row in open_now] == [cast.balowerti]
    with pytest.raises(UserError, match="Pelayanan Semampir berubah sesudah"):
        places.serve(cast.puskesmas_ngletih, [cast.semampir], on=date(2025, 2, 1), today=TODAY)


def test_the_same_again_changes_nothing_and_another_city_is_refused(cast: Cast):
    before = list(Catchment.objects.values_list("pk", "until"))
    assert places.serve(cast.balowerti, [cast.semampir], on=TODAY, today=TODAY) == (0, 0)
    assert list(Catchment.objects.values_list("pk", "until")) == before
    strange = places.open_puskesmas(name="Sananwetan", kab=cast.blitar, on=None, today=TODAY)
    with pytest.raises(UserError, match="kabupaten/kota lain"):
        places.serve(strange, [cast.semampir], on=TODAY, today=TODAY)


def test_a_puskesmas_with_posyandu_or_pustu_does_not_close(cast: Cast):
    with pytest.raises(UserError, match="masih melayani 1 posyandu"):
        places.close_puskesmas(cast.balowerti, on=TODAY, today=TODAY)
    empty = places.open_puskesmas(name="Mrican", kab=cast.kediri, on=None, today=TODAY)
    pustu = places.open_pustu(name="Pustu Dermo", desa=cast.semampir, puskesmas=empty, on=MARCH, today=TODAY)
    with pytest.raises(UserError, match="masih melayani 1 pustu"):
        places.close_puskesmas(empty, on=TODAY, today=TODAY)
    places.close_pustu(pustu, on=TODAY, today=TODAY)
    places.serve(empty, [cast.semampir], on=MARCH, today=TODAY)
    places.close_puskesmas(empty, on=TODAY, today=TODAY)
    assert empty.catchments.get().until == TODAY
    with pytest.raises(UserError, match="sudah ditutup"):
        places.serve(empty, [], on=TODAY, today=TODAY)
    assert places.take_back_closing(empty).closed_on is None


def test_a_pustu_is_renamed_and_its_name_taken_once(cast: Cast):
    given = {"desa": cast.semampir, "puskesmas": cast.balowerti, "on": MARCH, "today": TODAY}
    pustu = places.open_pustu(name="Dermo", **given)
    with pytest.raises(UserError, match="sudah ada Pustu dermo"):
        places.open_pustu(name="dermo", **given)
    assert places.rename_pustu(pustu, name="Dermo Indah", on=TODAY, today=TODAY).name == "Dermo Indah"
    assert (Pustu.objects.count(), FormerName.objects.get().pustu) == (1, pustu)
    assert Puskesmas.objects.count() == 2
