"""Loading the areas of Indonesia, and re-coding one."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lms.areas import wilayah
from lms.areas.errors import UserError
from lms.areas.models import Area, Catchment, Posyandu
from lms.areas.models.area import Level, TimeZone
from tests.cast import Cast

DAY = date(2025, 11, 24)


@pytest.fixture
def kediri(db: None) -> None:
    wilayah.load(on=DAY, only="35.71")


def drop(monkeypatch: pytest.MonkeyPatch, *codes: str) -> None:
    """Let these codes vanish from the data."""
    read = wilayah._read

    def without(level: Level) -> Iterator[tuple[str, str]]:
        return (row for row in read(level) if row[0] not in codes)

    monkeypatch.setattr(wilayah, "_read", without)


def test_the_data_hold_every_area_of_the_country():
    assert {level.name: len(list(wilayah._read(level))) for level in wilayah.FILES} == {
        "PROVINCE": 38,
        "KAB": 514,
        "KEC": 7285,
        "DESA": 83762,
    }


def test_one_city_loads_with_what_is_above_and_below_it(kediri: None):
    assert Counter(Area.objects.values_list("level", flat=True)) == {1: 1, 2: 1, 3: 3, 4: 46}
    semampir = Area.objects.get(code="35.71.02.1001")
    assert (semampir.province_code, semampir.kab_code, semampir.kec_code) == ("35", "35.71", "35.71.02")
    assert semampir.parent.parent.name == "Kota Kediri"


def test_loading_again_changes_nothing(kediri: None):
    assert wilayah.load(on=DAY, only="35.71") == wilayah.Loaded()


def test_each_area_has_the_clock_of_its_province():
    zones = Counter(wilayah.time_zone_of(code) for code, _name in wilayah._read(Level.PROVINCE))
    assert zones == {TimeZone.WIB: 18, TimeZone.WITA: 12, TimeZone.WIT: 8}


def test_a_changed_name_is_brought_up_to_date(kediri: None):
    Area.objects.filter(code="35.71").update(name="Kediri Lama")
    assert wilayah.load(on=DAY, only="35.71") == wilayah.Loaded(changed=1)
    assert Area.objects.get(code="35.71").name == "Kota Kediri"


def test_an_area_that_vanishes_ends_and_is_kept(kediri: None, monkeypatch: pytest.MonkeyPatch):
    drop(monkeypatch, "35.71.02.1001")
    assert wilayah.load(on=DAY, only="35.71") == wilayah.Loaded(ended=1)
    assert Area.objects.get(code="35.71.02.1001").until == DAY


def test_loading_one_city_ends_nothing_elsewhere(cast: Cast):
    assert wilayah.load(on=DAY, only="35.71").ended == 0
    assert Area.objects.get(code="35.72").until is None


def test_an_ended_code_that_comes_back_is_a_new_area(kediri: None):
    Area.objects.filter(code="35.71.02.1001").update(until=DAY)
    assert wilayah.load(on=date(2026, 1, 1), only="35.71") == wilayah.Loaded(created=1)
    assert Area.objects.get(code="35.71.02.1001", until=None).since == date(2026, 1, 1)


def test_a_recoded_desa_names_its_successor_and_takes_its_posyandu_along(cast: Cast):
    wilayah.recode("35.71.02.1001", "35.71.03.1010", on=DAY)
    former = Area.objects.get(pk=cast.semampir.pk)
    assert (former.until, former.successor) == (DAY, cast.ngletih)
    assert Posyandu.objects.get(pk=cast.melati.pk).desa == cast.ngletih
    assert Catchment.objects.filter(puskesmas=cast.balowerti, desa=cast.ngletih, since=DAY, until=None).exists()


@pytest.mark.parametrize(("old", "new"), [("35.71", "35.71.03"), ("35.71", "35.71"), ("99.99", "35.71")])
def test_a_senseless_recoding_is_refused(cast: Cast, old: str, new: str):
    with pytest.raises(UserError, match="tidak dapat diganti"):
        wilayah.recode(old, new, on=DAY)
    assert not Area.objects.filter(until__isnull=False).exists()


def test_the_command_says_what_it_did_and_refuses_an_unknown_code(db: None, capsys: pytest.CaptureFixture[str]):
    call_command("areas", only="35.71")
    assert capsys.readouterr().out == "Wilayah: 51 baru, 0 berubah, 0 berakhir.\n"
    with pytest.raises(CommandError, match=r"35\.7 tidak ada"):
        call_command("areas", only="35.7")


def test_the_notice_of_the_data_stands_beside_them():
    assert "Open Database License" in Path(wilayah.DATA / "LICENSE-ODbL.md").read_text()
