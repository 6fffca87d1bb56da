from collections.abc import Callable
from pathlib import Path

import pytest

from assessments.models import InstrumentVersion, Question, QuestionProposal, QuestionVersion, Quiz
from assessments.package.pictured import alternative_fault
from modules import packages
from modules.facts import change_fact
from tests.factories import NOW
from tests.sample import sample


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real package with one of its modules: an import of all of them takes seconds."""
    return sample(tmp_path / "ilp", ["b3"])


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


QUESTIONS, FORM, QUIZZES = "modules/b3/questions.yaml", "modules/b3/instrument.yaml", "quizzes.yaml"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "old", "new", "sentence"),
    [
        (QUESTIONS, "key: b3-c02", "key: b3-c01", "sudah dipakai soal lain"),
        (QUESTIONS, "type: single", "type: essay", "Harus salah satu dari"),
        (QUESTIONS, "correct: true", "correct: false", "tepat satu pilihan benar"),
        (QUESTIONS, "lesson: menimbang-bayi-dan-balita", "lesson: tidak-ada", "tidak ada di modul ini"),
        (QUESTIONS, "{fakta:b3.batas_telentang}", "{fakta:b3.umur_tepat_24}", "tidak boleh mengutip fakta"),
        (QUESTIONS, "{fakta:b3.batas_telentang}", "{fakta:b3.asing}", "tidak ada di facts.yaml"),
        (QUESTIONS, "image: lengan-anak.svg", "image: tidak-ada.svg", "tidak ada di folder pictures"),
        (QUESTIONS, "  alternative: b3-c27\n", "", "perlu soal pengganti"),
        (QUESTIONS, 'value: "{fakta:b3.petugas_panjang}"', 'value: "{fakta:b3.umur_lila}"', "harus berupa satu angka"),
        (FORM, "key: jelaskan", "key: siapkan", "dipakai dua kali"),
        (FORM, "min_benar_percent: 80", "min_benar_percent: 800", "antara 1 dan 100"),
        (FORM, "lesson: menimbang-bayi-dan-balita", "lesson: tidak-ada", "tidak ada di modul ini"),
        (QUIZZES, "count: 5", "count: 60", "padahal bank punya"),
        (QUIZZES, "count: 4", "count: 15", "belum punya dua kali 15 soal"),
        (QUIZZES, "{competency: B3, count: 4}", "{competency: E3, count: 4}", "bukan kompetensi cek ini"),
        (QUIZZES, "count: 4}", "count: 4, types: [essay]}", "Harus salah satu dari"),
        (QUIZZES, "count: 4}", "count: 4, essential: 4}", "Soal wajib benar di bank tidak sebanyak"),
        (QUIZZES, "pair: pre-b", "pair: kuis-b3", "menunjuk pre_test"),
        (QUIZZES, "  pass_percent: 70\n", "", "Isi pass_percent"),
        (QUIZZES, "competency: B3", "competency: Z9", "tidak ada di package.yaml"),
        (QUIZZES, "  group: B\n", "", "tepat satu dari competency dan group"),
    ],
)
def test_the_check_names_what_is_wrong(folder: Path, path: str, old: str, new: str, sentence: str):
    assert packages.check(folder)[1] == []
    edit(folder, path, old, new)
    problems = [problem for problem in packages.check(folder)[1] if problem.file == path]
    assert any(sentence in str(problem) for problem in problems), problems
    assert not Question.objects.exists()


@pytest.fixture
def imported(db: None, folder: Path) -> Callable[[], packages.Report]:
    def again() -> packages.Report:
        return packages.import_package(folder, now=NOW)

    again()
    return again


def test_an_import_makes_versions_with_the_facts_written_out(imported):
    version = QuestionVersion.objects.get(question__key="b3-c08")
    assert (
        version.content["options"][2]["text"] == "Ditambah 0,7\u00a0cm, lalu dicatat"
    )  # a new value changes the key too
    assert Question.objects.filter(use="counting", status="active").count() >= 16
    assert {quiz.sample for quiz in Quiz.objects.filter(kind="evaluasi")} == {True}
    assert "24\u00a0bulan" in InstrumentVersion.objects.get().content["steps"][3]["benar"]


def test_the_same_package_again_makes_no_new_version(imported):
    before = QuestionVersion.objects.count(), InstrumentVersion.objects.count()
    assert imported().nothing
    assert (QuestionVersion.objects.count(), InstrumentVersion.objects.count()) == before


def test_a_changed_item_gets_one_new_version_and_a_dropped_one_is_retired(imported, folder: Path):
    edit(folder, QUESTIONS, "Di mana timbangan bayi sebaiknya diletakkan?", "Di mana timbangan bayi diletakkan?")
    edit(folder, QUESTIONS, "key: b3-c16", "key: b3-c99")
    imported()
    assert Question.objects.get(key="b3-c01").current.number == 2
    assert Question.objects.get(key="b3-c16").status == "retired"
    assert Question.objects.get(key="b3-c02").versions.count() == 1


def test_a_changed_form_leaves_the_old_version_for_old_evidence(imported, folder: Path):
    edit(folder, FORM, "min_benar_percent: 80", "min_benar_percent: 90")
    imported()
    old, new = InstrumentVersion.objects.order_by("number")
    assert (old.retired_at, new.retired_at) == (NOW, None)
    assert (old.content["pass"]["min_benar_percent"], new.content["pass"]["min_benar_percent"]) == (80, 90)


def test_which_lesson_teaches_a_step_makes_no_new_version(imported, folder: Path):
    edit(folder, FORM, "lesson: menyiapkan-alat-dan-tempat", "lesson: menimbang-bayi-dan-balita")
    imported()
    version = InstrumentVersion.objects.get()
    assert version.instrument.lessons["siapkan"] == "menimbang-bayi-dan-balita"
    assert not any("lesson" in step for step in version.content["steps"])


def test_a_fact_that_changes_is_proposed_and_a_changed_file_does_not_publish_it_unasked(imported, folder: Path):
    change_fact("b3.selisih_berdiri_telentang", now=NOW, value="0,8")
    edit(folder, QUESTIONS, "Di mana timbangan bayi sebaiknya diletakkan?", "Di mana timbangan bayi diletakkan?")
    imported()
    assert Question.objects.get(key="b3-c08").current.number == 1
    assert QuestionProposal.objects.get(question__key="b3-c08").decided_at is None
    assert Question.objects.get(key="b3-c01").current.number == 2


def test_a_fact_that_becomes_disputed_takes_its_scored_items_out(imported):
    change_fact("b3.selisih_berdiri_telentang", now=NOW, status="disputed")
    assert Question.objects.get(key="b3-c08").status == "draft"
    assert Question.objects.get(key="b3-l07").status == "active"


@pytest.mark.parametrize(
    ("named", "use", "sentence"),
    [
        ("lain", "counting", ""),
        ("", "counting", "perlu soal pengganti"),
        ("", "latihan", ""),
        ("ini", "counting", "tidak ada di kompetensi ini"),
        ("asing", "counting", "tidak ada di kompetensi ini"),
        ("latihan", "counting", "sama-sama"),
        ("gambar", "counting", "tanpa melihat gambar"),
        ("berfoto", "counting", "tanpa melihat gambar"),
    ],
)
def test_an_alternative_needs_no_eyes_and_counts_alike(named: str, use: str, sentence: str):
    others = {
        "lain": {"type": "single", "use": "counting"},
        "latihan": {"type": "single", "use": "latihan"},
        "gambar": {"type": "hotspot", "use": "counting"},
        "berfoto": {"type": "single", "use": "counting", "picture": [{"image": "a.svg", "alt": "A"}]},
    }
    entry = {"key": "ini", "type": "reading", "use": use, "alternative": named}
    fault = alternative_fault(entry, others | {"ini": entry})
    assert sentence in fault
    assert bool(sentence) is bool(fault)


def test_an_export_gives_the_files_back_byte_for_byte(imported, folder: Path, tmp_path: Path):
    picture = '  picture:\n    - {image: lila.svg, alt: "Lengan anak."}\n'
    edit(folder, QUESTIONS, 'diletakkan?"\n', f'diletakkan?"\n{picture}')
    imported()
    assert Question.objects.get(key="b3-c01").current.content["picture"][0]["image"] == "lila.svg"
    packages.export("ilp", tmp_path / "out")
    for path in (QUESTIONS, FORM, QUIZZES):
        assert (tmp_path / "out" / path).read_bytes() == (folder / path).read_bytes()
    edit(folder, QUESTIONS, "image: lila.svg", "image: asing.svg")
    (problem,) = packages.check(folder)[1]
    assert (problem.where, problem.sentence.split("”")[1]) == ("baris 11", " tidak ada di folder pictures modul ini.")
