"""The stations of an assessment day as a part of a package: what is refused, what an import makes, what goes back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assessments.models import Circuit, Instrument, Station
from modules import packages
from modules.facts import touched
from modules.packages import advice
from tests.factories import NOW

FORM = """key: {code}
title: "Praktik"
version: 1
official: false
source: "Usulan."
minutes: 10
steps:
  - {{key: satu, text: "Menyapa", critical: true}}
  - {{key: dua, text: "Menutup", critical: false}}
pass: {{critical: benar, min_benar_percent: 80}}
"""
MODULE = 'competency: {code}\nslug: modul-{low}\ntitle: "Modul"\nsummary: "Ringkas."\nlessons: [satu]\n'
LESSON = 'title: "Satu"\naim: "Bisa."\nminutes: 2\nbody:\n  - text: "Menimbang."\n'
FILES = {
    "package.yaml": """key: kecil
version: "1"
title: "Paket"
language: id
licence: CC-BY-4.0
author: "Tim"
source: "Sendiri"
programme: {key: kecil, title: "Paket", bidang: kesehatan}
groups:
  - {key: B, title: "Balita", life_stages: []}
  - {key: A, title: "Pengelolaan", life_stages: []}
competencies:
  - {code: B1, group: B, verb: melakukan, short_title: "Satu", title: "Melakukan satu"}
  - {code: B2, group: B, verb: melakukan, short_title: "Dua", title: "Melakukan dua"}
  - {code: A1, group: A, verb: melakukan, short_title: "Tiga", title: "Melakukan tiga"}
modules: [b1, b2]
""",
    "facts.yaml": """- key: b1.umur
  value: "6"
  unit: bulan
  wording: "Sampai 6 bulan."
  status: settled
  source: {title: "Pedoman"}
  valid_from: 2025-01-01
""",
    "stations/b.yaml": """group: B
title: "Hari buka"
stations:
  - key: meja-ukur
    title: "Meja ukur"
    place: "Meja dua"
    minutes: 15
    told: "Silakan."
    scenes:
      - text: "Bu Rini datang dengan bayi {fakta:b1.umur}."
        observe: [b1.satu, b2.satu]
      - text: "Ia pulang."
        observe: [b2.dua, b1.dua]
""",
    **{
        f"modules/{low}/{path}": text.format(code=low.upper(), low=low)
        for low in ("b1", "b2")
        for path, text in {"module.yaml": MODULE, "lessons/satu.yaml": LESSON, "instrument.yaml": FORM}.items()
    },
}
STATIONS = "stations/b.yaml"
Edit = Callable[[str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        target = tmp_path / "paket" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path / "paket"


@pytest.fixture
def edit(folder: Path) -> Edit:
    def replace(old: str, new: str) -> None:
        text = (folder / STATIONS).read_text(encoding="utf-8")
        assert old in text
        (folder / STATIONS).write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("b1.dua]", "b3.dua]", "baris 13: Modul b3 tidak punya formulir praktik"),
        ("b1.dua]", "b1.tiga]", "baris 13: Langkah b1.tiga tidak ada di formulir modul b1."),
        ("b1.dua]", "b1.satu]", "baris 13: Langkah b1.satu sudah dilihat di tempat lain."),
        ("b1.dua]", "b1.satu]", "Langkah yang belum dilihat: b1.dua."),
        ("b1.satu, b2.satu]", "b1.satu]", "Langkah yang belum dilihat: b2.satu."),
        ("minutes: 15", "minutes: 26", "Satu pos paling lama 25 menit."),
        ("group: B", "group: A", "Nama berkas adalah kunci kelompok"),
        ("{fakta:b1.umur}", "{fakta:b1.asing}", "Fakta “b1.asing” tidak ada"),
        ("told:", "kata:", "Kunci “kata” tidak dikenal."),
    ],
)
def test_the_check_refuses(folder: Path, edit: Edit, old: str, new: str, sentence: str) -> None:
    assert packages.check(folder)[1] == []
    edit(old, new)
    assert any(sentence in str(problem) for problem in packages.check(folder)[1])


@pytest.mark.django_db
def test_every_competency_of_the_group_is_shown_and_a_form_stands_at_one_station(folder: Path, edit: Edit) -> None:
    edit("[b1.satu, b2.satu]", "[b2.satu]")
    edit("[b2.dua, b1.dua]", "[b2.dua]")
    assert [problem.sentence for problem in packages.check(folder)[1]] == ["Belum dilihat di pos mana pun: B1."]
    second = "  - {key: meja-hasil, title: Hasil, place: Meja, minutes: 9, told: Silakan., scenes: [{text: Ia pulang.,"
    edit("[b2.satu]", "[b1.satu, b2.satu]")
    with (folder / STATIONS).open("a", encoding="utf-8") as file:
        file.write(f"{second} observe: [b1.dua]}}]}}\n")
    assert [problem.sentence for problem in packages.check(folder)[1]] == [
        "Formulir b1 sudah diisi di pos lain. Satu formulir diisi satu penilai di satu pos."
    ]


@pytest.mark.django_db
def test_slow_stations_and_a_group_without_stations_are_advice(folder: Path, edit: Edit) -> None:
    edit("minutes: 15", "minutes: 20")
    said = [str(one) for one in advice(packages.check(folder)[0]) if one.file.startswith("stations")]
    assert said == [f"{STATIONS}: baris 7: Pos ini 20 menit; supaya 40 kader selesai sehari, sebaiknya paling lama 15."]
    (folder / STATIONS).unlink()
    said = [str(one) for one in advice(packages.check(folder)[0]) if one.file.startswith("stations")]
    assert said == [f"{STATIONS}: Semua formulir kelompok ini sudah ada; pos penilaiannya belum ditulis."]


@pytest.mark.django_db
def test_an_import_makes_the_stations_and_an_export_gives_the_file_back(folder: Path, tmp_path: Path) -> None:
    packages.import_package(folder, now=NOW)
    [station] = Station.objects.all()
    assert (station.circuit.group.key, station.title, station.minutes, station.position) == ("B", "Meja ukur", 15, 0)
    assert station.scenes[1] == {"text": "Ia pulang.", "observe": [["B2", "dua"], ["B1", "dua"]]}
    assert set(station.instruments.all()) == set(Instrument.objects.all())
    assert [one.title for one in touched("b1.umur")] == ["Hari buka"]
    assert packages.import_package(folder, now=NOW).nothing
    packages.export("kecil", tmp_path / "out")
    assert (tmp_path / "out" / STATIONS).read_text(encoding="utf-8") == FILES[STATIONS]


@pytest.mark.django_db
def test_a_change_reaches_the_stations_and_what_left_the_package_keeps_its_rows(folder: Path, edit: Edit) -> None:
    packages.import_package(folder, now=NOW)
    edit("key: meja-ukur", "key: meja-hasil")
    packages.import_package(folder, now=NOW)
    assert dict(Station.objects.values_list("key", "position")) == {"meja-ukur": None, "meja-hasil": 0}
    (folder / STATIONS).unlink()
    packages.import_package(folder, now=NOW)
    assert (Circuit.objects.get().active, Station.objects.count()) == (False, 2)


@pytest.mark.django_db
def test_what_is_changed_on_both_sides_is_asked_about(folder: Path, edit: Edit) -> None:
    packages.import_package(folder, now=NOW)
    circuit = Circuit.objects.get()
    Circuit.objects.update(written=circuit.written | {"title": "Disunting di sini"})
    edit('title: "Hari buka"', 'title: "Hari buka baru"')
    assert STATIONS in packages.import_package(folder, now=NOW).conflicts[0]
    assert Circuit.objects.get().written["title"] == "Disunting di sini"
