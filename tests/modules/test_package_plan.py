"""What an import would do, piece by piece, and what somebody chooses where both sides have changed."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from modules import packages
from modules.facts import change_fact
from modules.models import Fact, LessonPage, ModulePage, PackageFile, PackageKept, Recall, TuntasImage
from modules.packages import Choice, Side, differences
from modules.rules import Decision
from tests.cast import Cast
from tests.factories import NOW
from tests.modules.conftest import DRAWING, FILES, Change
from tests.modules.test_curriculum import edit

LATER = NOW + timedelta(days=30)
FIRST, SECOND = "modules/b3/lessons/menyiapkan.yaml", "modules/b3/lessons/menimbang.yaml"
MODULE = "modules/b3/module.yaml"
OURS, FILE = Choice(Side.OURS), Choice(Side.FILE)


def plan(folder: Path) -> dict[str, Decision]:
    steps = packages.planned(folder, now=LATER)
    return {step.piece.key: step.decision for step in steps if step.decision is not Decision.SAME}


def run(folder: Path, **choices: Choice) -> packages.Report:
    return packages.import_package(folder, now=LATER, choices=choices.get("choices"))


def leave_out(folder: Path, change: Change) -> None:
    """The first lesson leaves the package."""
    change(MODULE, "[menyiapkan, menimbang]", "[menimbang]")
    (folder / FIRST).unlink()


def aim() -> str:
    return LessonPage.objects.get(slug="menyiapkan").aim


@pytest.fixture
def both_changed(lesson: LessonPage, imported: Path, change: Change) -> Path:
    edit(lesson, aim="Tujuan daerah.")
    change(FIRST, "Ibu/Bapak bisa menyiapkan alat.", "Ibu/Bapak bisa menata alat.")
    return imported


def test_a_plan_of_something_new_names_every_piece_and_writes_nothing(folder: Path, db: None):
    found = plan(folder)
    assert set(found.values()) == {Decision.CREATE}
    assert set(found) == {*FILES, "fakta b3.batas"} - {"facts.yaml"}
    assert not (ModulePage.objects.exists())
    assert not (Fact.objects.exists())
    assert not (PackageFile.objects.exists())


def test_what_the_plan_says_is_what_the_import_does(lesson: LessonPage, imported: Path, change: Change):
    edit(lesson, aim="Tujuan daerah.")
    change(SECOND, "Baringkan di tengah.", "Baringkan di tengah timbangan.")
    change("facts.yaml", 'value: "11,5"', 'value: "11,6"')
    change("facts.yaml", "kurang dari 11,5", "kurang dari 11,6")
    change(MODULE, "[menyiapkan, menimbang]", "[menimbang, menyiapkan]")
    said = plan(imported)
    assert said == {
        FIRST: Decision.KEEP,
        SECOND: Decision.UPDATE,
        "fakta b3.batas": Decision.UPDATE,
        "urutan pelajaran b3": Decision.UPDATE,
    }
    assert {piece.key: what for piece, what in run(imported).done} == said
    assert run(imported).nothing is False  # what was edited here is said each time
    assert plan(imported) == {FIRST: Decision.KEEP}


def test_both_texts_of_a_conflict_are_shown_field_by_field(both_changed: Path):
    [step] = [step for step in packages.planned(both_changed, now=LATER) if step.decision is Decision.CONFLICT]
    assert step.piece.title == "Menyiapkan"
    assert [(one.name, one.here, one.file) for one in differences.of(step.piece)] == [
        ("aim", "Tujuan daerah.", "Ibu/Bapak bisa menata alat.")
    ]


def test_blocks_are_shown_beside_those_in_whose_place_they_stand(imported: Path, change: Change):
    change(FIRST, '  - note: {text: "Penting sekali."}\n', '  - note: {text: "Penting."}\n  - text: "Baru."\n')
    [step] = [step for step in packages.planned(imported, now=LATER) if step.decision is Decision.UPDATE]
    assert [(one.name, one.here, one.file) for one in differences.of(step.piece)] == [
        ("body 4", "[penting]\nPenting sekali.", "[penting]\nPenting."),
        ("body 5", "", "Baru."),
    ]


def test_blocks_are_said_as_authors_know_them():
    steps = {"steps": [{"text": "Nolkan.", "critical": True}, {"text": "Baca.", "critical": False}]}
    assert differences.words(steps) == "[langkah]\n• Nolkan.\n  wajib benar: ya\n• Baca."
    assert differences.marked("satu dua", "satu tiga") == (
        [(False, "satu"), (True, " dua")],
        [(False, "satu"), (True, " tiga")],
    )


def test_who_keeps_what_stands_here_is_not_asked_again_about_that_version(both_changed: Path, change: Change):
    assert plan(both_changed) == {FIRST: Decision.CONFLICT}
    run(both_changed, choices={FIRST: OURS})
    assert (aim(), plan(both_changed)) == ("Tujuan daerah.", {FIRST: Decision.KEEP})
    change(FIRST, "Ibu/Bapak bisa menata alat.", "Ibu/Bapak bisa menata semua alat.")
    assert plan(both_changed) == {FIRST: Decision.CONFLICT}


def test_who_takes_the_file_gets_it_and_the_old_text_stays_in_the_history(both_changed: Path):
    run(both_changed, choices={FIRST: FILE})
    page = LessonPage.objects.get(slug="menyiapkan")
    assert page.aim == "Ibu/Bapak bisa menata alat."
    assert "Tujuan daerah." in [revision.as_object().aim for revision in page.revisions.all()]
    assert plan(both_changed) == {}


def test_a_text_that_changed_after_the_choice_is_not_given_up(both_changed: Path):
    [step] = [step for step in packages.planned(both_changed, now=LATER) if step.decision is Decision.CONFLICT]
    edit(LessonPage.objects.get(slug="menyiapkan"), aim="Lebih baru.")
    report = run(both_changed, choices={FIRST: Choice(Side.FILE, step.piece.seen)})
    assert (aim(), len(report.conflicts)) == ("Lebih baru.", 1)


def test_a_choice_about_one_fact_is_remembered_while_another_waits(imported: Path, change: Change, cast: Cast):
    facts = (imported / "facts.yaml").read_text()
    (imported / "facts.yaml").write_text(facts + facts.partition("\n")[2].replace("b3.batas", "b3.lain"))
    run(imported)
    for key in ("b3.batas", "b3.lain"):
        change_fact(key, now=NOW, value="12")
    change("facts.yaml", "11,5", "13")
    packages.import_package(imported, now=LATER, choices={"fakta b3.batas": OURS}, by=cast.budi)
    assert plan(imported) == {"fakta b3.batas": Decision.KEEP, "fakta b3.lain": Decision.CONFLICT}
    assert PackageKept.objects.get().by == cast.budi
    run(imported, choices={"fakta b3.lain": FILE})
    assert plan(imported) == {"fakta b3.batas": Decision.KEEP}
    assert dict(Fact.objects.filter(valid_until=None).values_list("key", "value")) == {
        "b3.batas": "12",
        "b3.lain": "13",
    }


def test_an_unedited_lesson_that_left_is_withdrawn_and_comes_back_when_the_package_brings_it(
    imported: Path, change: Change
):
    before = (imported / FIRST).read_bytes()
    leave_out(imported, change)
    assert plan(imported) == {FIRST: Decision.REMOVE}
    run(imported)
    assert not LessonPage.objects.get(slug="menyiapkan").live
    assert Recall.objects.get().lesson_key == "menyiapkan"  # its readers are told
    assert plan(imported) == {}
    change(MODULE, "[menimbang]", "[menyiapkan, menimbang]")
    (imported / FIRST).write_bytes(before)
    run(imported)
    assert LessonPage.objects.get(slug="menyiapkan").live


def test_an_edited_lesson_that_left_is_asked_about(lesson: LessonPage, imported: Path, change: Change):
    edit(lesson, aim="Tujuan daerah.")
    leave_out(imported, change)
    assert len(run(imported).conflicts) == 1
    assert plan(imported) == {FIRST: Decision.CONFLICT}
    run(imported, choices={FIRST: OURS})
    assert LessonPage.objects.get(slug="menyiapkan").live
    assert plan(imported) == {}  # from now on it is a lesson of this place


def test_a_lesson_withdrawn_here_stays_withdrawn(lesson: LessonPage, imported: Path, change: Change):
    lesson.unpublish()
    assert plan(imported) == {FIRST: Decision.KEEP}
    change(FIRST, "minutes: 3", "minutes: 4")
    assert plan(imported) == {FIRST: Decision.CONFLICT}
    run(imported, choices={FIRST: OURS})
    assert not LessonPage.objects.get(slug="menyiapkan").live


def test_a_draft_of_a_lesson_that_was_never_published_is_not_overwritten(imported: Path, module, change: Change):
    page = module.add_child(instance=LessonPage(slug="baru", title="Rancangan", aim="x", minutes=1, live=False))
    page.save_revision()
    change(MODULE, "[menyiapkan, menimbang]", "[menyiapkan, menimbang, baru]")
    (imported / "modules/b3/lessons/baru.yaml").write_bytes((imported / SECOND).read_bytes())
    assert plan(imported) == {"modules/b3/lessons/baru.yaml": Decision.CONFLICT}


def test_a_new_lesson_stands_where_the_file_has_it_and_local_ones_stay_behind(imported: Path, module, change: Change):
    module.add_child(instance=LessonPage(slug="lokal", title="Lokal", aim="x", minutes=1)).save_revision().publish()
    change(MODULE, "[menyiapkan, menimbang]", "[awal, menyiapkan, tengah, menimbang]")
    for name in ("awal", "tengah"):
        (imported / f"modules/b3/lessons/{name}.yaml").write_bytes((imported / SECOND).read_bytes())
    run(imported)
    order = LessonPage.objects.child_of(module).order_by("path").values_list("slug", flat=True)
    assert list(order) == ["awal", "menyiapkan", "tengah", "menimbang", "lokal"]
    assert plan(imported) == {}


def test_a_module_that_left_is_withdrawn_with_its_lessons_unless_something_was_written_there(
    imported: Path, module, change: Change
):
    module.add_child(instance=LessonPage(slug="lokal", title="Lokal", aim="x", minutes=1)).save_revision().publish()
    change("package.yaml", "modules: [b3]", "modules: []")
    for file in sorted((imported / "modules/b3").rglob("*.*"), reverse=True):
        file.unlink()
    (imported / "modules/b3").rename(imported / ".lama")
    assert plan(imported)[MODULE] is Decision.CONFLICT
    run(imported)
    live = set(LessonPage.objects.live().values_list("slug", flat=True))
    assert (live, ModulePage.objects.get().live) == ({"lokal"}, True)
    run(imported, choices={MODULE: FILE})
    assert not ModulePage.objects.get().live


def test_a_picture_that_left_goes_unless_a_lesson_kept_here_shows_it(
    lesson: LessonPage, imported: Path, change: Change, tmp_path: Path
):
    edit(lesson, aim="Tujuan daerah.")
    leave_out(imported, change)
    (imported / "modules/b3/pictures/alat.svg").unlink()
    run(imported, choices={FIRST: OURS})
    assert TuntasImage.objects.get().package_path == "kecil/modules/b3/pictures/alat.svg"
    packages.export("kecil", tmp_path / "keluar")
    assert (tmp_path / "keluar/modules/b3/pictures/alat.svg").read_text() == DRAWING
    LessonPage.objects.get(slug="menyiapkan").unpublish()
    run(imported)
    assert TuntasImage.objects.get().package_path == ""


def test_the_command_says_the_plan_and_takes_choices(both_changed: Path):
    said: Callable[..., str] = lambda *words: _said(*words, str(both_changed))  # noqa: E731
    out = said("plan")
    assert f"{FIRST}: BERUBAH DI KEDUANYA" in out
    assert "di sini  Tujuan daerah." in out
    call_command("curriculum", "import", str(both_changed), "--take", FIRST, stdout=StringIO())
    assert said("plan") == "Tidak ada yang berubah.\n"


def _said(*words: str) -> str:
    out = StringIO()
    call_command("curriculum", *words, stdout=out)
    return out.getvalue()
