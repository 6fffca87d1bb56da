"""Packages that somebody made to do harm, or by mistake: refused with file and line, and nothing is left behind."""

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from modules import packages
from modules.models import PackageImport
from modules.packages import BadPackage, reading, standing, zipped
from tests.factories import NOW
from tests.modules import zips
from tests.modules.conftest import DRAWING, Change

pytestmark = pytest.mark.only_on("sqlite")
LESSON = "modules/b3/lessons/menyiapkan.yaml"


@pytest.fixture
def unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where packages are unpacked."""
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    return tmp_path / "sementara"


@pytest.fixture
def archive(folder: Path, tmp_path: Path, unpacking: Path) -> Iterator[Path]:
    """The small package as a ZIP; nothing of it may lie about when the test is over."""
    yield zips.pack(folder, tmp_path / "kecil.zip")
    assert list(unpacking.iterdir()) == []


def refused(source: Path) -> list[str]:
    with pytest.raises(BadPackage, match="Tidak ada yang diimpor") as raised:
        packages.import_package(source, now=NOW)
    return [str(problem) for problem in raised.value.problems]


def test_a_zip_is_imported_like_its_folder(archive: Path, unpacking: Path, folder: Path, db: None):
    assert packages.import_package(archive, now=NOW).lines
    assert packages.import_package(folder, now=NOW).nothing


def test_a_zip_may_also_hold_the_files_without_a_folder(folder: Path, tmp_path: Path, unpacking: Path, db: None):
    assert packages.import_package(zips.pack(folder, tmp_path / "rata.zip", under=""), now=NOW).lines


@pytest.mark.parametrize("name", ["../keluar.yaml", "kecil/../../keluar.yaml", "/etc/keluar.yaml"])
def test_a_path_out_of_the_package_is_refused(archive: Path, tmp_path: Path, name: str, db: None):
    zips.add(archive, name)
    assert refused(archive) == [f"{name}: Nama berkas menunjuk ke luar paket."]
    assert not list(tmp_path.rglob("keluar.yaml"))
    assert not PackageImport.objects.exists()


@pytest.mark.parametrize(
    "name", ["kecil\\x.yaml", "C:x.yaml", "kecil//x.yaml", "kecil/./x.yaml", "a\x1b.yaml", "a" * 201]
)
def test_a_name_that_systems_read_differently_is_refused(archive: Path, name: str):
    zips.add(archive, name)
    [problem] = refused(archive)
    assert problem.endswith("Nama berkas tidak sah.")
    assert problem.isprintable()


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010644])
def test_links_and_devices_are_refused(archive: Path, mode: int):
    zips.add(archive, "kecil/modules/b3/pictures/mata.svg", b"/etc/passwd", mode=mode)
    assert "Tautan (symlink) dan berkas khusus tidak boleh" in refused(archive)[0]


@pytest.mark.parametrize("name", ["kecil/package.yaml", "kecil/PACKAGE.yaml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(archive: Path, name: str):
    zips.add(archive, name)
    assert refused(archive) == [f"{name}: Nama ini dua kali di ZIP."]


def test_a_bomb_is_known_by_its_ratio(archive: Path):
    zips.add(archive, "kecil/modules/b3/pictures/nol.png", bytes(20_000_000))
    assert "bom ZIP" in refused(archive)[0]


def test_a_bomb_is_known_by_what_it_declares(archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zipped, "MOST_BYTES", 1_000)
    assert "Isinya lebih dari" in refused(archive)[0]


def test_a_declared_size_is_not_believed(archive: Path):
    zips.lie(archive, "kecil/facts.yaml", 1)
    assert "ZIP rusak" in refused(archive)[0]


def test_too_many_files_are_refused(archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zipped, "MOST_FILES", 3)
    assert "Lebih dari 3 berkas" in refused(archive)[0]


def test_too_large_a_zip_is_not_even_opened(archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zipped, "MOST_PACKED", 100)
    assert "lebih dari 0 MB" in refused(archive)[0]


def test_an_encrypted_entry_is_refused(archive: Path):
    zips.mark_encrypted(archive, "kecil/facts.yaml")
    assert refused(archive) == ["kecil/facts.yaml: Berkas di ZIP bersandi. Buat ZIP tanpa sandi."]


def test_a_packing_of_unknown_cost_is_refused(archive: Path):
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_LZMA) as more:
        more.writestr("kecil/x.yaml", "a")
    assert "Cara memadatkannya tidak dikenal" in refused(archive)[0]


@pytest.mark.parametrize("raw", [b"bukan zip", b"PK\x05\x06" + bytes(18), b"PK\x03\x04rusak"])
def test_what_is_no_zip_or_empty_is_refused(tmp_path: Path, unpacking: Path, raw: bytes):
    (tmp_path / "x.zip").write_bytes(raw)
    assert refused(tmp_path / "x.zip")
    assert list(unpacking.iterdir()) == []


def test_a_zip_in_a_zip_stays_closed(archive: Path):
    zips.add(archive, "kecil/modules/b3/lagi.zip", archive.read_bytes())
    assert refused(archive) == ["modules/b3/lagi.zip: Berkas ini tidak dikenal. Periksa nama dan letaknya."]


def test_a_misspelt_file_is_not_lost_without_a_word(folder: Path):
    (folder / "modules/b3/question.yaml").write_text("[]")
    (folder / "modules/b4/lessons").mkdir(parents=True)
    (folder / "modules/b3/lessons/lupa.yaml").write_text("title: x")
    (folder / "README.md").write_text("Boleh ada.")
    assert refused(folder) == ["modules/b3/question.yaml: Berkas ini tidak dikenal. Periksa nama dan letaknya."]
    (folder / "modules/b3/question.yaml").unlink()
    assert refused(folder) == [
        "modules/b4: Map ini tidak disebut di package.yaml.",
        "modules/b3/lessons/lupa.yaml: Pelajaran ini tidak disebut di module.yaml.",
    ]


def test_a_link_in_a_folder_is_refused(folder: Path, tmp_path: Path):
    (tmp_path / "rahasia.svg").write_text(DRAWING)
    os.symlink(tmp_path / "rahasia.svg", folder / "modules/b3/pictures/tautan.svg")
    os.symlink(tmp_path, folder / "modules/b3/pictures/map")
    assert [problem.partition(": ")[2] for problem in refused(folder)] == [
        "Tautan (symlink) tidak boleh ada di paket."
    ] * 2


def test_a_folder_too_full_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(standing, "MOST_FILES", 3)
    assert "Paket lebih dari 3 berkas" in refused(folder)[0]


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LAUGHS, "baris 1: Jangkar (&) dan rujukan (*) YAML tidak dipakai"),
        ("title: x\naim: *tidak_ada\n", "baris 2: Jangkar (&) dan rujukan (*)"),
        ("title: !!python/object/apply:os.system ['true']\n", "baris 1: Tag YAML (!)"),
        ("title: x\naim: !lokal y\n", "baris 2: Tag YAML (!)"),
        ("title: x\nminutes: 3\ntitle: y\n", "baris 3: Kunci “title” ditulis dua kali."),
        ("title: x\n<<: {aim: y}\n", "baris 2: Kunci harus satu kata."),
        ("? [a, b]\n: x\n", "baris 1: Kunci harus satu kata."),
        ("body: " + "[" * 5_000, "baris 1: Isi bersarang lebih dari 20 lapis."),
        ("minutes: " + "9" * 100_000, "baris 1: Bilangan terlalu panjang."),
        ("minutes: " + "1:" * 5_000 + "1", "baris 1: Bilangan terlalu panjang."),
        ("title: 2026-02-31\n", "YAML tidak terbaca."),
        ("title: x\n--- \ntitle: y\n", "baris 2: YAML tidak terbaca."),
        ("title: [x\n", "baris 2: YAML tidak terbaca."),
        ("title: x\n\taim: y\n", "baris 2: YAML tidak terbaca."),
        ("", "Berkas kosong."),
        ("title: a\x07b\n", "YAML tidak terbaca."),
    ],
)
def test_yaml_that_is_broken_or_too_clever_is_named_with_its_line(folder: Path, text: str, says: str):
    (folder / LESSON).write_text(text)
    [problem] = refused(folder)
    assert problem.startswith(f"{LESSON}: {says}")


def test_bytes_that_are_no_text_and_files_too_large_are_named(folder: Path):
    (folder / LESSON).write_bytes(b"title: \xff")
    (folder / "facts.yaml").write_bytes(b"# " + b"x" * 1_000_000)
    found = refused(folder)
    assert f"{LESSON}: Bukan teks UTF-8." in found
    assert "facts.yaml: Berkas lebih dari 1 MB." in found


@pytest.mark.parametrize(
    "bad",
    [
        '<script xmlns="http://www.w3.org/1999/xhtml">1</script>',
        "<foreignObject/>",
        '<image href="http://lain.id/x.png"/>',
        '<rect onload="1"/>',
        '<a href="https://lain.id"><rect/></a>',
    ],
)
def test_a_foreign_drawing_is_refused(folder: Path, bad: str):
    (folder / "modules/b3/pictures/alat.svg").write_text(DRAWING.replace("</svg>", f"{bad}</svg>"))
    assert all(problem.startswith("modules/b3/pictures/alat.svg: ") for problem in refused(folder))


def test_a_drawing_with_entities_and_one_too_large_are_refused(folder: Path):
    file = folder / "modules/b3/pictures/alat.svg"
    file.write_text('<!DOCTYPE svg [<!ENTITY a "x">]>' + DRAWING)
    assert "DTD atau entitas" in refused(folder)[0]
    file.write_text(DRAWING + "<!-- " + "x" * 300_000 + " -->")
    assert "lebih dari 300 KB" in refused(folder)[0]


def test_thousands_of_problems_are_named_in_seconds(folder: Path, change: Callable[..., None]):
    steps = "\n".join(f"      - {{text: {at}}}" for at in range(3_000))
    change(LESSON, '  - note: {text: "Penting sekali."}', f"  - steps:\n{steps}")
    assert len(refused(folder)) == 3_001  # and that they are too many


def test_reading_gives_what_an_ordinary_reader_gives(folder: Path, change: Change):
    text = (folder / LESSON).read_text()
    data, node = reading.parse(text)
    assert data["body"][0]["text"].startswith("Kurang dari")
    assert reading.child(node, "title").start_mark.line == 0
