"""A drawing cannot cite a fact: it says in its words which one it shows, and a changed fact names the drawing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from modules import drawings, facts, packages
from modules.models import Fact, LessonPage
from tests.factories import NOW

Change = Callable[[str, str, str], None]
MARK = "Tandai barisnya dengan # contoh."


def drawing(*texts: str) -> bytes:
    rows = "".join(f"<text>{text}</text>" for text in texts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">{rows}</svg>'.encode()


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("1", "2", "3 Kendaraan", "1 di atas"), []),  # places in an order
        (("12 Mei", "12 keluarga", "RT 3"), []),
        (("9,2 kg",), ["9,2 kg"]),
        (("<tspan>Kurang</tspan> <tspan>11,5</tspan>",), ["11,5"]),
        (("8 bulan",), ["8 bulan"]),
    ],
)
def test_digits_that_no_drawing_has_by_itself(texts: tuple[str, ...], found: list[str]):
    assert drawings.digits(drawing(*texts)) == found


def test_measures_times_and_shares_in_words():
    said = drawing("Dicicil menjadi", "satu jam", "tiap minggu", "Separuh", "lima belas", "setiap hari, satu kader")
    assert drawings.words(said) == ["satu jam", "tiap minggu", "Separuh", "lima belas"]


def test_what_a_fact_says_may_stand_and_another_number_may_not():
    assert drawings.missing(drawing("11,5 cm", "tiap bulan"), {"b3.batas": "11,5"}) == []
    assert drawings.missing(drawing("11,5 cm"), {"b3.batas": "12,5"}) == ["11,5 cm"]
    assert drawings.missing(drawing("11,5 cm", "tiap bulan"), {}) == ["11,5 cm", "tiap bulan"]


def told(folder: Path) -> list[str]:
    context, problems = packages.check(folder)
    assert problems == []
    return [one.sentence for one in packages.advice(context) if "menunjukkan" in one.sentence]


def test_the_check_asks_which_fact_a_drawing_shows(folder: Path, change: Change):
    for picture in (folder / "modules/b3/pictures").glob("*.svg"):
        picture.write_bytes(drawing("11,5 cm"))
    strip = [f"Gambar alat.svg menunjukkan “11,5 cm”. Kutip faktanya di kata untuk gambarnya. {MARK}"] * 6
    assert told(folder) == strip  # the picture above them cites the fact that it shows
    change("facts.yaml", '"11,5"', '"12,5"')
    change("facts.yaml", "11,5 cm", "12,5 cm")
    assert told(folder) == [strip[0], *strip]


def test_a_fact_names_the_drawings_that_show_it(folder: Path, settings, tmp_path: Path, db: None):
    settings.MEDIA_ROOT = tmp_path / "media"
    packages.import_package(folder, now=NOW)
    page = LessonPage.objects.get(slug="menyiapkan")
    named = [one for one in facts.touched("b3.batas") if one.kind == "gambar"]
    assert [(one.title, one.effect) for one in named] == [("alat.svg (Menyiapkan)", "")]
    after = Fact.objects.get(key="b3.batas")
    after.wording = "Kalimat lain."
    effects = [one.effect for one in facts.touched("b3.batas", after=after) if one.kind == "gambar"]
    after.value = "12,5"
    effects += [one.effect for one in facts.touched("b3.batas", after=after) if one.kind == "gambar"]
    assert effects == ["", "lihat, mungkin perlu digambar ulang"]
    page.unpublish()
    assert [one for one in facts.touched("b3.batas") if one.kind == "gambar"] == []
