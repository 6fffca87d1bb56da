"""A package goes from site to site and comes back: byte for byte, and with what each place wrote."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from wagtail.models import Page

from modules import packages
from modules.models import Fact, HomePage, LessonPage, ModulePage, PackageImport, TuntasDocument, TuntasImage
from modules.packages import Choice, Side, zipped
from modules.rules import Decision, decide
from tests.factories import NOW
from tests.modules.conftest import FILES, Change
from tests.modules.test_curriculum import FIRST, SECOND_PATH, edit

LATER = NOW + timedelta(days=30)


def another_site() -> None:
    """Nothing of the package is here any more, as in the database of another kab."""
    PackageImport.objects.all().delete()
    for home in HomePage.objects.all():
        Page.objects.get(pk=home.pk).delete()
    for model in (Fact, TuntasImage, TuntasDocument):
        model.objects.all().delete()


def bring(source: Path, **choices: Choice) -> packages.Report:
    return packages.import_package(source, now=LATER, choices=choices.get("choices"))


def files_of(source: Path) -> dict[str, bytes]:
    with zipped.opened(source) as folder:
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_goes_out_as_a_zip_and_into_another_site_comes_back_byte_for_byte(imported: Path, tmp_path: Path):
    packages.export_zip("kecil", tmp_path / "satu.zip")
    another_site()
    bring(tmp_path / "satu.zip")
    packages.export_zip("kecil", tmp_path / "dua.zip")
    assert files_of(tmp_path / "dua.zip") == files_of(imported)
    assert (tmp_path / "dua.zip").read_bytes() == (tmp_path / "satu.zip").read_bytes()
    assert set(files_of(tmp_path / "dua.zip")) == set(FILES)


def test_another_kab_takes_the_national_update_and_keeps_its_own_leaves(imported: Path, change: Change, tmp_path: Path):
    packages.export_zip("kecil", tmp_path / "v1.zip")
    another_site()
    bring(tmp_path / "v1.zip")
    edit(LessonPage.objects.get(slug="menyiapkan"), aim="Tujuan Kediri.")
    own = LessonPage(slug="dacin", title="Dacin", aim="Memakai dacin.", minutes=2, body=[("text", "Gantung dacin.")])
    ModulePage.objects.get().add_child(instance=own).save_revision().publish()
    change("package.yaml", 'version: "1"', 'version: "2"')
    change(SECOND_PATH, "Baringkan di tengah.", "Baringkan di tengah timbangan.")
    change(FIRST, "minutes: 3", "minutes: 4")
    report = bring(imported)
    assert [line.partition(":")[0] for line in report.conflicts] == [FIRST]
    kept, taken, local = (LessonPage.objects.get(slug=slug) for slug in ("menyiapkan", "menimbang", "dacin"))
    assert (kept.aim, kept.minutes) == ("Tujuan Kediri.", 3)
    assert "tengah timbangan" in str(taken.body.get_prep_value())
    assert (local.live, local.path > taken.path) == (True, True)
    bring(imported, choices={FIRST: Choice(Side.OURS)})
    packages.export_zip("kecil", tmp_path / "kediri.zip")
    there = files_of(tmp_path / "kediri.zip")
    assert b"Gantung dacin." in there["modules/b3/lessons/dacin.yaml"]
    assert there[SECOND_PATH] == (imported / SECOND_PATH).read_bytes()
    another_site()
    bring(tmp_path / "kediri.zip")
    assert LessonPage.objects.get(slug="menyiapkan").aim == "Tujuan Kediri."
    assert bring(tmp_path / "kediri.zip").nothing


def test_pictures_from_elsewhere_and_facts_written_here_travel_with_the_lesson_that_uses_them(
    imported: Path, tmp_path: Path
):
    Fact.objects.create(key="kediri.jam", value="8", wording="Posyandu buka pukul 8.", status="settled", valid_from=NOW)
    TuntasImage.objects.update(package_path="lain/modules/x/pictures/alat.svg")  # of another package
    page = LessonPage.objects.get(slug="menyiapkan")
    edit(page, aim="Datang pukul {fakta:kediri.jam}.")
    packages.export("kecil", tmp_path / "keluar")
    assert packages.check(tmp_path / "keluar")[1] == []
    assert "kediri.jam" in (tmp_path / "keluar/facts.yaml").read_text()
    assert list((tmp_path / "keluar/modules/b3/pictures").iterdir())


@pytest.mark.parametrize(("base", "file", "live"), list(product([None, "a", "b", "c"], repeat=3)))
def test_nothing_that_was_changed_here_is_overwritten_or_taken_away(base, file, live):
    decision = decide(base=base, file=file, live=live)
    if live not in (base, file):
        assert decision in (Decision.KEEP, Decision.CONFLICT)
    if decision in (Decision.CREATE, Decision.UPDATE, Decision.REMOVE):
        assert decide(base=file, file=file, live=file) is Decision.SAME
    assert (decision is Decision.SAME) == (live == file)
