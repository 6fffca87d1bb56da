"""A small package of two competencies, one module and two lessons, written into a folder of the test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from modules.models import LessonPage, ModulePage
from modules.packages import Part, import_package
from modules.packages.registry import parts
from tests.factories import NOW

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10"><style>.a{fill:#123}</style>'
    '<rect class="a" width="20" height="10"/></svg>\n'
)
PACKAGE = """# Judul menurut slide.
key: kecil
version: "1"
title: "Paket kecil"
language: id
licence: CC-BY-4.0
author: "Tim"
source: "Disusun sendiri"
programme: {key: ilp-25, title: "Keterampilan", bidang: kesehatan}
groups:
  - {key: B, title: "Bayi dan Balita", life_stages: [bayi_balita]}
competencies:
  - {code: B3, group: B, verb: melakukan, short_title: "Menimbang", title: "Melakukan penimbangan"}
  - {code: B4, group: B, verb: menjelaskan, short_title: "Hasil", title: "Menjelaskan hasil"}
modules: [b3]
"""
FACTS = """# Angka.
- key: b3.batas
  value: "11,5"
  unit: cm
  wording: "LiLA kurang dari 11,5 cm berada di warna merah."
  status: settled
  source: {title: "Pedoman", url: "", read_on: 2025-01-02}
  valid_from: 2025-01-01
  review_due: null
  note: ""
"""
MODULE = """competency: B3
slug: penimbangan
title: "Menimbang balita"
summary: "Sesudah modul ini Ibu/Bapak bisa menimbang."
lessons: [menyiapkan, menimbang]
card:
  title: "Menimbang"
  lines: ["Nolkan **timbangan**.", "Timbang.", "Catat."]
  refer: ["Angka turun."]
"""
FIRST = """title: "Menyiapkan"
aim: "Ibu/Bapak bisa menyiapkan alat."
minutes: 3
body:
  - text: |
      Kurang dari {fakta:b3.batas} berarti **merah**.

      - satu
      - dua
  - picture: {image: alat.svg, alt: "Alat", caption: "Batas {fakta:b3.batas}"}
  - steps:
      - {text: "**Nolkan** timbangan.", critical: true}
      - {text: "Baca."}
  - note: {text: "Penting sekali."}
  - danger: {text: "Panggil bidan."}
  - myth: {myth: "Kira-kira saja.", fact: "Timbang ulang."}
  - table: {caption: "Warna", head: ["Angka", "Warna"], rows: [["{fakta:b3.batas}", "Merah"]]}
  - talk: {lines: [{who: "Kader", says: "Mari, Bu."}]}
  - check:
      question: "Berapa?"
      options:
        - {text: "{fakta:b3.batas}", correct: true, feedback: "Tepat."}
        - {text: "20 cm", feedback: "Bukan."}
  - keep: ["Nol dulu."]
  - strip:
      title: "Dari awal sampai selesai"
      frames:
        - {image: alat.svg, alt: "Alat satu", caption: "Pertama."}
        - {image: alat.svg, alt: "Alat dua", caption: "Kedua."}
        - {image: alat.svg, alt: "Alat tiga", caption: "Ketiga."}
        - {image: alat.svg, alt: "Alat empat", caption: "Keempat."}
        - {image: alat.svg, alt: "Alat lima", caption: "Kelima."}
        - {image: alat.svg, alt: "Alat enam", caption: "Keenam."}
  - video: {file: menimbang.mp4, title: "Menimbang", transcript: "Ibu **Sari** menimbang.", poster: alat.svg}
  - audio: {file: menimbang.mp3, title: "Ucapan", transcript: "Mari, Bu."}
"""
SECOND = """title: "Menimbang"
aim: "Ibu/Bapak bisa menimbang."
depth: pendalaman
minutes: 5
body:
  - text: "Baringkan di tengah."
"""
# The first bytes of a film and of a sound; nothing here plays them.
VIDEO = "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2mp41 the film itself"
AUDIO = "ID3\x03\x00\x00\x00\x00\x00\x00 the sound itself"
FILES = {
    "package.yaml": PACKAGE,
    "facts.yaml": FACTS,
    "modules/b3/module.yaml": MODULE,
    "modules/b3/lessons/menyiapkan.yaml": FIRST,
    "modules/b3/lessons/menimbang.yaml": SECOND,
    "modules/b3/pictures/alat.svg": DRAWING,
    "modules/b3/media/menimbang.mp4": VIDEO,
    "modules/b3/media/menimbang.mp3": AUDIO,
}
ADDRESS = "/modul/penimbangan/menyiapkan/"

Change = Callable[[str, str, str], None]


def only_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of higher floors have their own tests, and would miss their files here: only those are known."""
    known = [Part(part.name, part.files, lambda *_: [], lambda *_: [], lambda *_: None) for part in parts()]
    monkeypatch.setattr("modules.packages.registry._parts", {part.name: part for part in known})


@pytest.fixture(autouse=True)
def _only_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own_parts(monkeypatch)


@pytest.fixture(autouse=True)
def _own_media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small package as files."""
    return write_package(tmp_path / "paket")


def write_package(folder: Path) -> Path:
    for path, text in FILES.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace a text in one file of the package."""

    def replace(path: str, old: str, new: str) -> None:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The small package brought in once for all tests of a file, which take back what they do. Out: its media.

    An import costs a second of a core: Wagtail writes versions, search and references for every page.
    """
    media = tmp_path_factory.mktemp("stage") / "media"
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        with pytest.MonkeyPatch.context() as patched, override_settings(MEDIA_ROOT=media):
            only_own_parts(patched)
            import_package(write_package(media.parent / "paket"), now=NOW)
    yield media
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def staged(stage: Path, db: None, folder: Path, settings: object) -> Path:
    """As ``imported``, from the stage: for files of tests that all want it and where no test is in want of an empty
    database or of threads."""
    shutil.copytree(stage, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return folder


@pytest.fixture
def imported(db: None, folder: Path) -> Path:
    """The small package, brought in."""
    import_package(folder, now=NOW)
    return folder


@pytest.fixture
def lesson(imported: Path) -> LessonPage:
    return LessonPage.objects.get(slug="menyiapkan")


@pytest.fixture
def module(imported: Path) -> ModulePage:
    return ModulePage.objects.get(slug="penimbangan")
