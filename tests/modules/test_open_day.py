"""Hari posyandu: cards by step and by age as data of a package, and limits out of the registry of facts."""

from pathlib import Path

import pytest
import yaml
from django.test import Client

from modules import day_page, facts
from modules.models import Fact, Programme
from modules.packages import import_package
from modules.packages.checking import check
from modules.packages.exporting import export
from tests.factories import NOW
from tests.modules.conftest import PACKAGE, Change
from tests.sample import ILP

DAY = """open_day:
  steps:
    - {title: "Pendaftaran", text: "Sapa.", cards: [B4]}
    - {title: "Mengukur", text: "Ukur, sebut, ulangi.", cards: [B3]}
  age: {title: "Umur", note: "Bulan penuh.", card: B3}
  arm:
    - who: "Anak"
      card: B3
      bands:
        - {below: "{fakta:b3.batas}", tone: bad, title: "Merah", text: "Beri tahu bidan."}
        - {title: "Hijau", text: "Catat."}
"""


@pytest.fixture
def day(staged: Path) -> Path:
    """The small package with an opening day, brought in again."""
    (staged / "package.yaml").write_text(PACKAGE + DAY, encoding="utf-8")
    import_package(staged, now=NOW)
    return staged


def test_cards_stand_by_step_and_by_age_and_what_has_no_card_is_left_out(day: Path, client: Client) -> None:
    text = client.get("/hari/").text
    assert "Langkah 2: Mengukur" in text
    assert "Langkah 1" not in text
    assert text.count('href="/modul/penimbangan/kartu/"') == 2
    assert "Bayi dan balita" in text


def test_any_number_of_cards_takes_three_queries_and_then_none(
    day: Path, client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):
        assert len(day_page.days()) == 1
    client.get("/hari/hitung/")
    with django_assert_num_queries(0):
        assert client.get("/hari/hitung/").status_code == 200


def test_the_limits_are_whole_without_script(day: Path, client: Client) -> None:
    text = client.get("/hari/hitung/").text
    assert "Kurang dari 11,5\u00a0cm" in text
    assert "11,5\u00a0cm atau lebih" in text
    assert 'data-below="11.5"' in text
    assert "<form" not in text
    assert " name=" not in text.split("<main")[1].replace('name="siapa"', "")


def test_a_limit_that_changes_is_shown_at_once_and_the_fact_says_where(
    day: Path, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    client.get("/hari/hitung/")
    assert [one.title for one in facts.touched("b3.batas") if "/hari/" in one.title] == ["Keterampilan (/hari/hitung/)"]
    with django_capture_on_commit_callbacks(execute=True):
        facts.change_fact("b3.batas", now=NOW, value="12,0")
    assert 'data-below="12.0"' in client.get("/hari/hitung/").text


def test_a_disputed_limit_is_shown_and_never_judged(day: Path) -> None:
    Fact.objects.filter(key="b3.batas").update(status=Fact.Status.DISPUTED)
    arm = day_page.days()[0].arms[0]
    assert not arm.judged
    assert [band.limit for band in arm.bands] == ["", ""]
    assert arm.bands[0].below.value == "11,5"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[B4]", "[B9]", "Kompetensi B9 tidak ada."),
        ("b3.batas", "b3.tidak_ada", "Fakta b3.tidak_ada tidak ada di facts.yaml."),
        ('"{fakta:b3.batas}"', '"11,5"', "mengutip satu fakta berupa angka"),
        ("tone: bad", "tone: ungu", "Harus salah satu dari: ok, warn, bad."),
    ],
)
def test_a_day_that_does_not_fit_is_refused(folder: Path, old: str, new: str, said: str, db: None) -> None:
    (folder / "package.yaml").write_text(PACKAGE + DAY.replace(old, new), encoding="utf-8")
    assert any(said in str(problem) for problem in check(folder)[1])


def test_a_day_travels_and_a_package_without_one_stays_as_it_was(day: Path, tmp_path: Path, change: Change) -> None:
    export("kecil", tmp_path / "keluar")
    written = yaml.safe_load((tmp_path / "keluar" / "package.yaml").read_text("utf-8"))
    assert written["open_day"]["steps"][1]["cards"] == ["B3"]
    change("package.yaml", DAY, "")
    import_package(day, now=NOW)
    assert Programme.objects.get(key="ilp-25").open_day == {}


def test_the_25_have_all_five_steps_and_every_card_stands_in_one_of_them() -> None:
    package = yaml.safe_load((ILP / "package.yaml").read_text("utf-8"))
    steps = {fact["key"]: fact for fact in yaml.safe_load((ILP / "facts.yaml").read_text("utf-8"))}["a1.langkah"]
    day = package["open_day"]
    assert len(day["steps"]) == int(steps["value"])
    assert all(step["title"].split()[0].lower() in steps["wording"] for step in day["steps"])
    shown = {code for part in (*day["steps"], day["after"]) for code in part["cards"]}
    assert shown == {row["code"] for row in package["competencies"]}
