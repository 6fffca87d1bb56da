"""Tandai selesai: the small form page behind a lesson."""

from datetime import timedelta

from django.test import Client

from modules import study
from modules.models import LessonPage, ModulePage, StudyMark
from tests.cast import Cast
from tests.factories import NOW

FORM = "/tandai/penimbangan/menyiapkan/"


def test_sari_marks_a_lesson_as_finished(lesson: LessonPage, cast: Cast, client: Client) -> None:
    client.force_login(cast.sari)
    assert "Ya, tandai selesai" in client.get(FORM).text
    assert client.post(FORM, follow=True).redirect_chain == [(FORM, 302)]
    mark = StudyMark.objects.get()
    assert (mark.lesson_key, mark.kader.person) == ("menyiapkan", cast.sari.person)
    assert "Lanjut: Menimbang" in client.get(FORM).text


def test_a_stranger_is_sent_to_sign_in_and_back(lesson: LessonPage, client: Client) -> None:
    response = client.get(FORM)
    assert response.status_code == 302
    assert response.url == f"/masuk/?next={FORM}"


def test_staff_and_unknown_lessons_get_404(lesson: LessonPage, cast: Cast, client: Client) -> None:
    client.force_login(cast.wulan)
    assert client.post(FORM).status_code == 404
    client.force_login(cast.sari)
    assert client.get("/tandai/penimbangan/hilang/").status_code == 404
    assert not StudyMark.objects.exists()


def test_the_page_is_never_stored(lesson: LessonPage, cast: Cast, client: Client) -> None:
    client.force_login(cast.sari)
    assert "no-store" in client.get(FORM).headers["Cache-Control"]


def test_the_first_opening_and_the_first_finish_count(module: ModulePage, cast: Cast) -> None:
    kader = cast.sari.person.kader
    study.open_lesson(kader, module.competency, "menyiapkan", now=NOW)
    study.finish_lesson(kader, module.competency, "menyiapkan", now=NOW + timedelta(hours=1))
    mark = study.finish_lesson(kader, module.competency, "menyiapkan", now=NOW + timedelta(days=1))
    assert (mark.opened_at, mark.finished_at) == (NOW, NOW + timedelta(hours=1))
