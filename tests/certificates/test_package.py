from pathlib import Path
from shutil import copyfile

import pytest
import yaml

from certificates import package, queries
from certificates.models import Level, LevelScheme
from modules.models import PackageImport, Programme
from modules.packages.context import Context
from tests.certificates.conftest import LEVELS
from tests.factories import NOW


def context(folder: Path) -> Context:
    made = Context(folder)
    made.package = {"key": "ilp", "programme": {"key": "ilp-25"}, "groups": [{"key": key} for key in "ABCDE"]}
    PackageImport.objects.get_or_create(key="ilp", defaults={"version": "1", "imported_at": NOW})
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copyfile(LEVELS, tmp_path / package.FILE)
    return tmp_path


def bring_in(folder: Path) -> list[str]:
    """Out: the decisions."""
    made = context(folder)
    found = [(piece, piece.decision) for piece in package.pieces(made, NOW)]
    for piece, decision in found:
        if decision in ("create", "update"):
            piece.take()
    made.keep_base(package.FILE)
    return [str(decision) for _, decision in found]


def rewrite(folder: Path, **changes: object) -> None:
    document = yaml.safe_load((folder / package.FILE).read_text("utf-8"))
    (folder / package.FILE).write_text(yaml.safe_dump({**document, **changes}), "utf-8")


def test_the_levels_of_the_ilp_package_are_sound_and_name_their_sources(folder: Path, db: None):
    assert package.check(folder, context(folder)) == []
    document = yaml.safe_load(LEVELS.read_text("utf-8"))
    assert document["active"] == "purwa-abc"
    assert all("pastikan ke Dinas" in scheme["source"] for scheme in document["schemes"])


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ({"required_groups": ["A", "Z"]}, "Kelompok Z tidak ada"),
        ({"required_groups": ["A"], "other_groups": 5}, "lebih dari kelompok yang ada"),
        ({"required_groups": []}, "tidak meminta apa-apa"),
        ({"required_groups": "A"}, "Harus berupa daftar"),
    ],
)
def test_a_rule_that_cannot_be_is_named_with_its_line(folder: Path, db: None, level: dict, says: str):
    one = {"key": "purwa", "title": "Kader Purwa", **level}
    rewrite(folder, active="x", schemes=[{"key": "x", "title": "X", "source": "s", "levels": [one]}])
    made = context(folder)
    found = [str(problem) for problem in [*package.check(folder, made), *made.problems]]
    assert len(found) == 1
    assert says in found[0]
    assert "levels.yaml: baris" in found[0]


def test_an_active_scheme_that_is_not_there_is_refused(folder: Path, db: None):
    rewrite(folder, active="lain")
    assert "“lain” tidak ada" in str(package.check(folder, context(folder))[0])


def test_loading_and_writing_back_gives_the_same_file(folder: Path, programme: Programme, tmp_path: Path):
    bring_in(folder)
    package.dump(context(folder), tmp_path / "out")
    assert (tmp_path / "out" / package.FILE).read_bytes() == LEVELS.read_bytes()
    assert [level.key for level in queries.levels(programme)] == ["purwa", "madya", "utama"]


def test_what_an_office_has_chosen_outlives_the_next_package(folder: Path, programme: Programme):
    bring_in(folder)
    LevelScheme.objects.filter(key="purwa-abc").update(active=False)
    LevelScheme.objects.filter(key="madya-abc").update(active=True)
    document = yaml.safe_load(LEVELS.read_text("utf-8"))
    document["schemes"][0]["title"] = "Judul baru"
    rewrite(folder, schemes=document["schemes"])
    assert bring_in(folder) == ["update", "same", "same", "same", "keep"]
    assert LevelScheme.objects.get(active=True).key == "madya-abc"
    assert LevelScheme.objects.get(key="purwa-abc").title == "Judul baru"


def test_a_level_that_left_the_file_counts_no_more_but_stays_for_its_awards(programme: Programme):
    document = yaml.safe_load(LEVELS.read_text("utf-8"))
    dropped = document["schemes"][0]["levels"].pop(1)
    for _ in range(2):
        package.save(document, programme)
    assert [level.key for level in queries.levels(programme)] == ["purwa", "utama"]
    assert Level.objects.filter(scheme__key="purwa-abc", key=dropped["key"]).exists()
    assert [level["key"] for level in package.written(programme)["schemes"][0]["levels"]] == ["purwa", "utama"]
