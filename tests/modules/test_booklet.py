"""The booklet: the same lessons on paper, with what is doubtful and unreviewed said."""

import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from modules import facts, packages, review, weight
from modules.booklet import prose, render, sheet
from modules.facts import change_fact
from modules.models import LessonPage
from modules.packages.context import Context
from tests.cast import Cast
from tests.factories import NOW
from tests.sample import ILP, sample

pytestmark = pytest.mark.only_on("sqlite")


def of_live(*wanted: str) -> dict:
    return sheet.data(sheet.live_modules(wanted), facts.in_force(), on=timezone.localdate(NOW))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The sample of three modules, checked."""
    context, problems = packages.check(sample(tmp_path_factory.mktemp("booklet") / "ilp"))
    assert problems == []
    return context


def of_package(context: Context, *wanted: str) -> dict:
    return sheet.data(sheet.package_modules(context, wanted), sheet.package_facts(context), on=timezone.localdate(NOW))


def test_only_core_lessons_go_into_it_with_their_facts_and_pictures(imported: Path):
    [module] = of_live("B")["modules"]
    assert [lesson["title"] for lesson in module["lessons"]] == ["Menyiapkan"]  # the other is for those who want more
    assert "11,5\u00a0cm" in json.dumps(module["lessons"], ensure_ascii=False)
    assert "{fakta:" not in json.dumps(module)
    assert any(drawing.startswith("<") for drawing in module["pictures"].values() if isinstance(drawing, str))


def test_a_doubtful_number_says_so_where_it_stands_and_in_the_sources(imported: Path):
    change_fact("b3.batas", now=NOW, status="disputed")
    data = of_live("B3")
    assert data["modules"][0]["lessons"][0]["doubtful"]
    assert f"11,5\u00a0cm{prose.DOUBT}" in json.dumps(data["modules"], ensure_ascii=False)
    assert any("masih perlu dipastikan" in wording for one in data["sources"] for wording in one["wordings"])


def test_what_no_nakes_reviewed_says_so(lesson: LessonPage, cast: Cast):
    assert not of_live()["modules"][0]["lessons"][0]["reviewed"]
    review.ClinicalReview.objects.create(
        page=lesson, content_hash=review.content_hash(lesson), reviewer=cast.ningsih, reviewed_at=NOW
    )
    assert of_live()["modules"][0]["lessons"][0]["reviewed"]


def test_a_text_is_data_and_never_code():
    runs = prose.line("**Tebal** #panic() $x$ `kode` <b>", {})
    assert runs[0] == {"text": "Tebal", "bold": True, "italic": False}
    assert "#panic() $x$" in "".join(run["text"] for run in runs)


def test_lists_and_headings_stay_what_they_are():
    kinds = [block["kind"] for block in prose.blocks("## Judul\n\nSatu.\n\n- a\n- b\n\n1. c\n", {})]
    assert kinds == ["h", "p", "ul", "ol"]
    assert len(prose.blocks("- a\n- b\n", {})[0]["items"]) == 2


def test_every_group_of_the_curriculum_stays_under_forty_pages():
    context, problems = packages.check(ILP)
    assert problems == []
    for group in {module.group for module in sheet.package_modules(context, ())}:
        assert len(render.pages(of_package(context, group))) <= render.MOST_PAGES, group


@pytest.mark.parametrize("codes", ["b3", "a1 b3 e3"])
def test_a_group_of_seven_modules_stays_under_forty_pages(three: Context, codes: str):
    """Seven modules of the sample, each at what the short path may take, and the sources of all of it."""
    found = dict(zip(three.modules, sheet.package_modules(three, ()), strict=True))
    several = [found[code] for code in codes.split()]
    group = [replace(several[at % len(several)], key=f"B{at + 1}", group="B") for at in range(7)]
    assert all(minutes(module) >= weight.SHORT_PATH - 1 for module in group)
    paper = sheet.data(group, sheet.package_facts(three), on=timezone.localdate(NOW))
    paper["sources"] = sheet.data([*found.values()], sheet.package_facts(three), on=NOW.date())["sources"]
    assert len(render.pages(paper)) <= render.MOST_PAGES < 40


def minutes(module: sheet.Module) -> int:
    return sum(lesson.data["minutes"] for lesson in module.lessons)


def test_what_only_a_phone_can_do_is_left_to_the_phone(three: Context):
    [module] = of_package(three, "B3")["modules"]
    said = [block["name"] for lesson in module["lessons"] for block in lesson["blocks"]]
    assert {"strip", "steps", "danger", "keep"} <= set(said)
    assert not {"check", "video", "audio"} & set(said)


def test_a_module_that_takes_too_much_paper_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch):
    call_command("curriculum", "check", str(folder))
    assert "buku saku" not in capsys.readouterr().out
    monkeypatch.setattr(render, "MOST_OF_MODULE", 0)
    call_command("curriculum", "check", str(folder))
    assert "B3: 1 halaman di buku saku" in capsys.readouterr().out


def test_it_is_a_pdf_of_a5_for_screen_readers_too(three: Context):
    with pikepdf.open(BytesIO(render.pdf(of_package(three, "A1"), made_at=NOW))) as paper:
        width, height = (round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:])
        assert (width, height) == (148, 210)
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang) == "id"


def test_the_command_writes_it_of_pages_or_of_a_package_and_refuses_what_is_not_there(imported: Path, tmp_path: Path):
    out = StringIO()
    call_command("booklet", "B", "-o", str(tmp_path / "b.pdf"), stdout=out)
    assert "1 modul" in out.getvalue()
    call_command("booklet", "-o", str(tmp_path / "p.pdf"), "--package", str(imported), stdout=out)
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(CommandError, match="Belum ada modul untuk Z"):
        call_command("booklet", "Z", "-o", str(tmp_path / "z.pdf"))
    assert not (tmp_path / "z.pdf").exists()
