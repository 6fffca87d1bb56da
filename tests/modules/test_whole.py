"""What a package's author is told about a module that is not whole yet, and about what weighs too much."""

from pathlib import Path

import pytest

from modules import packages
from modules.packages import whole
from tests.modules.conftest import Change


def said(folder: Path) -> list[str]:
    context, problems = packages.check(folder)
    assert problems == []
    return [one.sentence for one in packages.advice(context)]


@pytest.mark.django_db
def test_a_module_names_what_it_lacks(folder: Path, change: Change) -> None:
    found = said(folder)
    assert "Baru 2 pelajaran, sebaiknya paling sedikit 4." in found
    assert "Baru 1 gambar, sebaiknya paling sedikit 3." in found
    assert "Belum ada latihan berdua (pairs)." in found
    assert not any("strip" in one for one in found)
    change("modules/b3/lessons/menyiapkan.yaml", "  - strip:", "  - text: |\n      Isi.\n  - strip:")
    text = (folder / "modules/b3/lessons/menyiapkan.yaml").read_text(encoding="utf-8")
    before, _, after = text.partition("  - strip:")
    (folder / "modules/b3/lessons/menyiapkan.yaml").write_text(
        before + after[after.index("  - video") :], encoding="utf-8"
    )
    assert "Keterampilan melakukan perlu satu rangkaian enam gambar (strip)." in said(folder)


@pytest.mark.django_db
def test_pages_modules_and_packages_have_a_budget(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("Halaman" in one or "Modul dengan" in one for one in said(folder))
    monkeypatch.setattr(whole, "SHELL", 8_500)
    monkeypatch.setattr("modules.weight.MODULE", 1_000)
    monkeypatch.setattr(whole, "WHOLE", 1_000)
    found = said(folder)
    assert [any(one.startswith(begin) for one in found) for begin in ("Halaman", "Modul dengan", "Seluruh")] == [
        True
    ] * 3


@pytest.mark.django_db
def test_a_number_that_its_author_calls_an_example_is_left_alone(folder: Path, change: Change) -> None:
    path = "modules/b3/lessons/menimbang.yaml"
    change(path, '"Baringkan di tengah."', '"Bayi 7,4 kg."')
    assert "Angka “7,4 kg” tidak diambil dari daftar fakta" in " ".join(said(folder))
    change(path, '"Bayi 7,4 kg."', '"Bayi 7,4 kg."  # contoh')
    assert "7,4" not in " ".join(said(folder))
