"""A draft as its author sees it: on a phone, dark, in large letters, without pictures; and what to look at again."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from lms.people.models import User
from modules import packages, remarks, weight
from modules.models import LessonPage, ModulePage
from tests.modules.conftest import ADDRESS, Change

pytestmark = [
    pytest.mark.only_on("sqlite"),
    # Wagtail leaves the temporary file of a thumbnail to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LESSON = "modules/b3/lessons/menyiapkan.yaml"


@pytest.fixture
def author(db: None, client: Client) -> Client:
    client.force_login(User.objects.create(username="penulis", is_superuser=True, is_staff=True))
    return client


def preview(page: LessonPage, mode: str = "") -> str:
    return page.make_preview_request(preview_mode=mode).content.decode()


def draft(page: LessonPage, text: str) -> dict[str, object]:
    fields = {"title": page.title, "slug": page.slug, "aim": page.aim, "kind": page.kind, "minutes": page.minutes}
    body = streamfield([("text", text)])
    return nested_form_data(fields | {"body": body, "comments": inline_formset([])})


def test_a_draft_is_looked_at_in_four_ways_and_readers_get_none_of_them(lesson: LessonPage) -> None:
    assert lesson.default_preview_size == "hp"
    assert lesson.preview_sizes[0]["device_width"] == 360
    assert 'data-look="gelap" data-theme="gelap"' in preview(lesson, "gelap")
    assert 'data-look="besar"' in preview(lesson, "besar")
    for text in (preview(lesson), preview(lesson, "apa saja"), Client().get(ADDRESS).text):
        assert "data-look" not in text
        assert "<img" in text
    assert "<img" not in preview(lesson, "kata")
    assert "<i>Alat enam</i>" in preview(lesson, "kata")


def test_a_draft_stands_where_it_will_be_published(lesson: LessonPage, module: ModulePage, author: Client) -> None:
    live = LessonPage.objects.child_of(module).live().count()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["modules", "lessonpage", module.pk])
    new = LessonPage(title="Pelajaran baru", slug="pelajaran-baru", aim="Bisa.", minutes=3)
    assert author.post(url, draft(new, "Belum disimpan.")).json()["is_valid"]
    unsaved = author.get(url).text
    new.live = False
    module.add_child(instance=new)
    for text in (unsaved, preview(new)):
        assert f"Pelajaran {live + 1} dari {live + 1} " in text
        assert 'rel="prev"' in text
        assert 'rel="next"' not in text
    assert f"dari {live} " in Client().get(ADDRESS).text


def test_draft_and_its_checks_are_shown_also_while_the_live_page_is_cached(lesson: LessonPage, author: Client) -> None:
    assert Client().get(ADDRESS).status_code == 200
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    assert author.post(url, draft(lesson, "Beri 2 tetes.")).json()["is_valid"]
    shown = author.get(url)
    assert "Beri 2 tetes." in shown.text
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]  # it stands in a frame beside the form
    assert "frame-ancestors 'none'" in Client().get(ADDRESS)["Content-Security-Policy"]
    assert "Beri 2 tetes." not in Client().get(ADDRESS).text
    checks = author.get(url, {"mode": "periksa"}).text
    assert "<b>Blok 1, Teks</b><br>Angka “2 tetes”" in checks
    assert "dari 14,6\u00a0KB" in checks
    assert "<html" not in checks


def test_the_checks_stand_beside_the_form_without_script(lesson: LessonPage, author: Client) -> None:
    text = author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
    assert "Berat dan lama baca" in text
    assert "Selebar HP" in text


def test_a_stranger_sees_no_draft_and_no_checks(lesson: LessonPage, cast: object, client: Client) -> None:
    client.force_login(cast.sari)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    assert client.get(url, {"mode": "periksa"}).status_code in (302, 403, 404)


def test_a_lesson_is_weighed_with_its_module_and_says_what_is_too_much(
    lesson: LessonPage, module: ModulePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = remarks.of_page(lesson)
    assert 0 < found.weight.pictures == found.weight.module < 1000
    assert found.weight.short_path == 3  # the other lesson is for those who want more
    assert remarks.of_page(module).weight.short_path == 3
    for name in ("FIRST_FLIGHT", "MODULE", "SHORT_PATH", "DRAWING"):
        monkeypatch.setattr(f"modules.weight.{name}", 1)
    said = " ".join(noted.sentence for noted in remarks.of_page(lesson).remarks)
    assert "Halaman" in said
    assert "Gambar modul ini" in said
    assert "inti modul ini 3 menit" in said
    assert "Gambar “Alat”" in said


def test_the_words_of_a_package_are_advice_and_no_problem(
    db: None, folder: Path, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    change(LESSON, '{text: "Baca."}', '{text: "Tunggu 5 menit."}')
    context, problems = packages.check(folder)
    assert problems == []
    assert "baris 13: Angka “5 menit” tidak" in " ".join(map(str, packages.advice(context)))
    call_command("curriculum", "check", str(folder))
    assert f"Saran: {LESSON}: baris 13" in capsys.readouterr().out


def test_a_lesson_says_no_fewer_minutes_than_its_words_take(db: None, folder: Path, change: Change) -> None:
    change(LESSON, "minutes: 3", "minutes: 1")
    change(LESSON, "Panggil bidan.", "Ayo. " * 110)
    context, problems = packages.check(folder)
    assert problems == []
    assert "Ditulis 1 menit, padahal membacanya saja sekitar 2 menit." in " ".join(map(str, packages.advice(context)))


def test_the_short_path_of_every_module_there_is_stays_below_twelve_minutes() -> None:
    context, problems = packages.check(settings.BASE_DIR / "modules" / "curricula" / "ilp")
    assert problems == []
    assert not [one for one in packages.advice(context) if "menit" in one.sentence]
    for module, data in context.modules.items():
        lessons = [context.lessons[f"modules/{module}/lessons/{key}.yaml"] for key in data["lessons"]]
        assert sum(one["minutes"] for one in lessons if one["depth"] == "inti") < weight.SHORT_PATH, module
