"""Packages: check, import, export."""

from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ReferenceIndex

from lms.areas.errors import UserError
from modules import packages
from modules.models import Competency, Fact, LessonPage, ModulePage, PackageImport, TuntasImage
from modules.packages import BadPackage
from tests.factories import NOW
from tests.modules.conftest import FILES, Change
from tests.sample import ILP

LATER = NOW + timedelta(days=30)
FIRST = "modules/b3/lessons/menyiapkan.yaml"
SECOND_PATH = "modules/b3/lessons/menimbang.yaml"


def run(folder: Path) -> packages.Report:
    return packages.import_package(folder, now=LATER)


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in packages.check(folder)[1]]


def edit(lesson: LessonPage, **values: str) -> None:
    for name, value in values.items():
        setattr(lesson, name, value)
    lesson.save_revision().publish()


def test_a_sound_package_has_no_problem(folder: Path) -> None:
    assert problems_of(folder) == []


def test_the_parts_of_the_ilp_package_that_stand_here_have_no_problem() -> None:
    assert problems_of(ILP) == []


def test_a_lesson_that_came_in_is_live_found_and_known_to_its_pictures(lesson: LessonPage) -> None:
    assert (lesson.live, lesson.has_unpublished_changes, lesson.revisions.count()) == (True, False, 1)
    assert [page.pk for page in LessonPage.objects.search("Menyiapkan")] == [lesson.pk]
    shown = ReferenceIndex.get_references_to(TuntasImage.objects.get())
    assert set(shown.values_list("object_id", flat=True)) == {str(lesson.pk)}


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (FIRST, "alat.svg", "hilang.svg", "menyiapkan.yaml: baris 10: Gambar hilang.svg tidak ada."),
        (FIRST, "b3.batas} berarti", "b3.salah} berarti", "baris 6: Fakta b3.salah tidak ada di facts.yaml."),
        (FIRST, 'title: "Menyiapkan"', 'title: "Menyiapkan', "menyiapkan.yaml: baris 2: YAML tidak terbaca"),
        (FIRST, "  - danger: ", "  - bahaya: ", "baris 15: Blok “bahaya” tidak dikenal."),
        (FIRST, "correct: true", "correct: false", "Tidak ada pilihan yang benar."),
        (FIRST, "minutes: 3", "minutes: lama", "baris 3: Harus berupa bilangan bulat."),
        ("modules/b3/pictures/alat.svg", "<style>", "<script>1</script><style>", "Unsur <script> tidak boleh"),
        ("modules/b3/module.yaml", "competency: B3", "competency: B9", "baris 1: Kompetensi B9 tidak ada"),
        ("modules/b3/module.yaml", "[menyiapkan,", "[lupa,", "lessons/lupa.yaml: Berkas tidak ada."),
        ("facts.yaml", "status: settled", "status: mungkin", "baris 6: Harus salah satu dari"),
        ("facts.yaml", 'url: ""', 'url: "javascript:1"', "baris 7: Alamat sumber harus dimulai"),
        ("facts.yaml", 'value: "11,5"', 'value: "1,5"', "baris 5: Kalimat ini menyebut angka lain, bukan 1,5."),
        ("package.yaml", "modules: [b3]", "modules: [../b3]", "Nama map modul “../b3” tidak sah."),
    ],
)
def test_a_bad_package_is_named_with_file_and_line_and_nothing_is_imported(
    db: None, folder: Path, change: Change, path: str, old: str, new: str, says: str
) -> None:
    change(path, old, new)
    assert any(says in problem for problem in problems_of(folder)), problems_of(folder)
    with pytest.raises(BadPackage, match="Tidak ada yang diimpor"):
        run(folder)
    assert not PackageImport.objects.exists()
    assert not Fact.objects.exists()


def test_the_command_prints_every_problem_and_fails(folder: Path, change: Change) -> None:
    change(FIRST, "alat.svg", "hilang.svg")
    err = StringIO()
    with pytest.raises(CommandError, match="1 masalah"):
        call_command("curriculum", "check", str(folder), stderr=err)
    assert "Gambar hilang.svg tidak ada." in err.getvalue()


def test_an_import_brings_live_pages_in_order(imported: Path) -> None:
    page = ModulePage.objects.live().get()
    lessons = LessonPage.objects.child_of(page).live().order_by("path")
    assert [lesson.slug for lesson in lessons] == ["menyiapkan", "menimbang"]
    assert page.competency == Competency.objects.get(key="B3")
    assert page.latest_revision is not None


def test_a_second_import_changes_nothing(imported: Path) -> None:
    assert run(imported).nothing


def test_an_export_writes_the_same_bytes(imported: Path, tmp_path: Path) -> None:
    written = packages.export("kecil", tmp_path / "keluar")
    assert written == sorted(FILES)
    assert all((tmp_path / "keluar" / path).read_bytes() == text.encode() for path, text in FILES.items())


def test_an_export_carries_a_local_edit_and_can_be_imported_again(lesson: LessonPage, tmp_path: Path) -> None:
    edit(lesson, title="Menata alat")
    packages.export("kecil", tmp_path / "keluar")
    assert problems_of(tmp_path / "keluar") == []
    assert "Menata alat" in (tmp_path / "keluar" / FIRST).read_text()
    assert run(tmp_path / "keluar").nothing


def test_an_export_refuses_a_folder_that_holds_something(imported: Path) -> None:
    with pytest.raises(UserError, match="sudah berisi"):
        packages.export("kecil", imported)


def test_a_changed_file_updates_its_page_alone(imported: Path, change: Change) -> None:
    change(FIRST, "Ibu/Bapak bisa menyiapkan alat.", "Ibu/Bapak bisa menata alat.")
    report = run(imported)
    assert report.lines == [f"{FIRST}: diperbarui."]
    assert LessonPage.objects.get(slug="menyiapkan").aim == "Ibu/Bapak bisa menata alat."


def test_a_local_edit_is_kept(lesson: LessonPage, imported: Path) -> None:
    edit(lesson, aim="Tujuan daerah.")
    assert run(imported).lines == [f"{FIRST}: suntingan setempat dipertahankan."]
    assert LessonPage.objects.get(slug="menyiapkan").aim == "Tujuan daerah."


def test_a_change_on_both_sides_keeps_the_live_text_and_is_reported_until_settled(
    lesson: LessonPage, imported: Path, change: Change
) -> None:
    edit(lesson, aim="Tujuan daerah.")
    change(FIRST, "Ibu/Bapak bisa menyiapkan alat.", "Ibu/Bapak bisa menata alat.")
    first, second = run(imported), run(imported)
    assert first.conflicts == second.conflicts != []
    assert LessonPage.objects.get(slug="menyiapkan").aim == "Tujuan daerah."


def test_an_unpublished_draft_is_not_overwritten(lesson: LessonPage, imported: Path, change: Change) -> None:
    lesson.title = "Rancangan"
    lesson.save_revision()
    change(FIRST, "minutes: 3", "minutes: 4")
    assert len(run(imported).conflicts) == 1
    assert lesson.get_latest_revision_as_object().title == "Rancangan"


def test_a_lesson_that_left_the_package_is_withdrawn(imported: Path, change: Change) -> None:
    change("modules/b3/module.yaml", "[menyiapkan, menimbang]", "[menimbang]")
    (imported / FIRST).unlink()
    run(imported)
    assert not LessonPage.objects.get(slug="menyiapkan").live
    assert run(imported).nothing


def test_lessons_follow_a_new_order(imported: Path, change: Change) -> None:
    change("modules/b3/module.yaml", "[menyiapkan, menimbang]", "[menimbang, menyiapkan]")
    assert run(imported).lines == ["urutan pelajaran b3: diperbarui."]
    assert LessonPage.objects.live().order_by("path").first().slug == "menimbang"


def test_a_changed_fact_opens_a_new_row(imported: Path, change: Change) -> None:
    change("facts.yaml", 'value: "11,5"', 'value: "11,6"')
    change("facts.yaml", "kurang dari 11,5", "kurang dari 11,6")
    run(imported)
    assert list(Fact.objects.order_by("valid_from").values_list("value", flat=True)) == ["11,5", "11,6"]
    assert run(imported).nothing


def test_a_part_of_a_higher_floor_is_checked_compared_and_dumped(folder: Path, db: None, tmp_path: Path) -> None:
    calls: list[str] = []

    def pieces(context: packages.Context, now: datetime) -> list[packages.Piece]:
        take = partial(calls.append, "take")
        return [packages.Piece("soal 1", "Soal", "soal.yaml", None, {"stem": "Apa?"}, lambda: None, take)]

    (folder / "soal.yaml").write_text("[]")
    check, dump = lambda *_: calls.append("check") or [], lambda *_: calls.append("dump")
    packages.register_part("soal", "soal.yaml", check, pieces, dump)
    assert run(folder).lines[-1] == "soal 1: ditambahkan."
    packages.export("kecil", tmp_path / "keluar")
    assert calls == ["check", "take", "dump"]
