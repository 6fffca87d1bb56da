"""Items that give their answers away, and the advice of `curriculum check` on questions and practical forms."""

from pathlib import Path
from typing import Any

import pytest

from assessments.package import evenness
from modules import packages
from tests.assessments.test_stations import FILES

WRONG = ["Menunggu saja", "Pulang dulu", "Bertanya lagi"]


def item(right: int, text: str = "Mencatat dulu", stem: str = "Apa yang dilakukan?") -> dict[str, Any]:
    texts = [*WRONG[:right], text, *WRONG[right:]]
    options = [{"key": "abcd"[at], "text": said, "correct": at == right} for at, said in enumerate(texts)]
    return {"key": stem, "type": "single", "stem": stem, "options": options}


def test_right_options_that_are_mostly_the_longest_are_named() -> None:
    assert list(evenness.lengths([item(at % 4) for at in range(8)])) == []
    longer = [item(at % 4, "Mencatat lalu bilang") for at in range(8)]
    assert list(evenness.lengths(longer)) == [
        (None, "Pilihan yang benar paling panjang pada 8 dari 8 soal; terlalu mudah ditebak.")
    ]
    assert next(evenness.lengths([item(0, "Mencatat di buku lalu memberi tahu bidan hari itu juga")]))[0] == 0


def test_right_options_that_stand_mostly_at_one_place_are_named() -> None:
    assert list(evenness.places([item(at % 4) for at in range(8)])) == []
    assert list(evenness.places([item(1)] * 5 + [item(2)] * 3)) == [
        "Dari 8 soal dengan 4 pilihan, yang benar 5 kali di tempat ke-2."
    ]


def test_two_items_that_ask_the_same_are_found_unless_their_numbers_differ() -> None:
    first = item(0, stem="Bayi belum ditimbang bulan ini. Apa yang dilakukan kader?")
    again = item(1, stem="Bayi belum ditimbang bulan ini, apa yang dilakukan oleh kader?")
    other = item(2, stem="Tensimeter menyala. Mana angka bawah?")
    assert list(evenness.twice([first, other, again])) == [(2, 0)]
    assert list(evenness.twice([item(0, stem="Timbangan 6,8 kg?"), item(0, stem="Timbangan 7,4 kg?")])) == []


QUESTIONS = """- key: b1-c01
  type: single
  use: counting
  lesson: satu
  stem: "Bayi minum ASI sampai 6 bulan. Anak Ibu stunting?"
  options:
    - {key: a, text: "Ya", correct: true, feedback: "Tepat."}
    - {key: b, text: "Bukan 9 bulan", correct: false}
- key: b1-c02
  type: numeric
  use: latihan
  lesson: satu
  stem: "Bu Rini 62 kg. Naik 2 kg. Berapa sekarang?"
  value: "64"
  feedback: "62 + 2 = 64, jadi 64."
"""


@pytest.mark.django_db
def test_the_check_reads_questions_and_forms_as_it_reads_lessons(tmp_path: Path) -> None:
    for path, text in {**FILES, "modules/b1/questions.yaml": QUESTIONS}.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    context, problems = packages.check(tmp_path)
    assert problems == []
    said = [str(one).removeprefix("modules/b1/") for one in packages.advice(context)]
    items = [one for one in said if one.startswith("questions.yaml")]
    assert [one.split(": ", 2)[1] for one in items if "Angka" in one or "stunting" in one] == ["baris 5", "baris 5"]
    assert any("Baru 2 soal" in one for one in items)
    assert any("Ada pilihan tanpa umpan balik" in one for one in items)
    assert any("Formulir berisi 2 langkah" in one for one in said)
    assert "quizzes.yaml: Belum ada kuis modul untuk B1." in said
