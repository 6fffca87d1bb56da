"""The contact sheet: what it takes of a package, how it cuts long pages, and once the whole of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from modules import packages
from tests.contact_sheet import COLUMN, OVERLAP, beside, columns, index, taken


@pytest.mark.django_db
def test_only_what_a_reader_sees_of_the_wanted_modules_is_taken(folder: Path, tmp_path: Path) -> None:
    (folder / "quizzes.yaml").write_text("[]", encoding="utf-8")
    (folder / "modules/b3/questions.yaml").write_text("[]", encoding="utf-8")
    (folder / "modules/b4").mkdir()
    copy = taken(folder, tmp_path / "copy", ["b3"])
    assert packages.check(copy)[1] == []
    assert not (copy / "quizzes.yaml").exists()
    assert [one.name for one in (copy / "modules").iterdir()] == ["b3"]


def test_a_long_page_is_cut_into_columns_that_overlap() -> None:
    page = Image.new("RGB", (360, 2 * COLUMN))
    page.putpixel((0, COLUMN - 1), (255, 0, 0))
    first, second, third = columns(page)
    assert first.getpixel((0, COLUMN - 1)) == second.getpixel((0, OVERLAP - 1)) == (255, 0, 0)
    assert third.height < COLUMN
    assert len(list(columns(Image.new("RGB", (360, COLUMN))))) == 1
    assert beside([first, second, third], "#ffffff").width > 3 * 360


def test_the_index_names_each_sheet_as_text() -> None:
    assert '<h2>A &amp; B</h2><p>b3/terang.png</p><img loading="lazy" src="b3/terang.png">' in index(
        [("A & B", "b3/terang.png")]
    )


@pytest.mark.soak
def test_the_command_draws_every_page_and_picture_light_and_dark(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.contact_sheet", str(folder), "-o", str(tmp_path / "out")]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, timeout=300)
    names = {one.name for one in (tmp_path / "out" / "b3").iterdir()}
    pages = ("modul", "kartu", "menyiapkan", "menimbang", "gambar-1")
    assert names == {f"{look}-{page}.png" for look in ("terang", "gelap") for page in pages}
