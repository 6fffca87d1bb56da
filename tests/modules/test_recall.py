"""Recall: what is withdrawn or seriously corrected reaches those who read it, and a list that anybody can ask."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from lms.areas.errors import UserError
from lms.people import roles
from lms.people.models import User
from modules import moderation, page_cache, recall, review, study
from modules.models import LessonPage, ModulePage, Recall
from modules.tasks import publish_scheduled
from tests.cast import Cast
from tests.modules.conftest import ADDRESS

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
LIST = "/isi-ditarik/"
SENTENCE = "Batas yang tertulis keliru. Ikuti Buku KIA."


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def again(lesson: LessonPage) -> LessonPage:
    return LessonPage.objects.get(pk=lesson.pk)


def draft(lesson: LessonPage, by: User, **values: object) -> LessonPage:
    page = lesson.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=by)
    page = again(lesson)
    page.get_workflow().start(page, by)
    return again(lesson)


def test_a_withdrawn_lesson_is_gone_and_stands_in_the_list(
    lesson: LessonPage, cast: Cast, client: Client, django_capture_on_commit_callbacks: object
):
    before = review.content_hash(lesson)
    assert "Belum ada isi" in client.get(LIST).text
    with django_capture_on_commit_callbacks(execute=True):
        recall.withdraw(lesson, reason=f" {SENTENCE}\n", by=cast.ningsih, now=NOW)
    row = Recall.objects.get()
    assert (row.kind, row.competency.key, row.lesson_key, row.hashes) == ("ditarik", "B3", "menyiapkan", [before])
    assert (row.sentence, row.good_hash) == (SENTENCE, "")
    assert client.get(ADDRESS).status_code == 410
    text = client.get(LIST).text
    assert SENTENCE in text
    assert "Baca isi yang sekarang" not in text


def test_its_old_address_says_why_the_same_to_everyone_and_is_not_kept(
    lesson: LessonPage, module: ModulePage, cast: Cast, client: Client, django_capture_on_commit_callbacks: object
):
    with django_capture_on_commit_callbacks(execute=True):
        recall.withdraw(lesson, reason=SENTENCE, by=cast.ningsih, now=NOW)
    page = client.get(ADDRESS)
    assert (page.status_code, page.headers["Cache-Control"]) == (410, page_cache.CACHE_CONTROL)
    assert SENTENCE in page.text
    assert f'href="{module.address}"' in page.text
    client.force_login(cast.sari)
    assert client.get(ADDRESS).content == page.content
    assert client.get(f"{module.address}belum-ada/").status_code == 404
    again(lesson).get_latest_revision().publish()
    assert client.get(ADDRESS).status_code == 200


def test_so_do_those_of_a_withdrawn_module_also_once_its_pages_are_deleted(
    module: ModulePage, cast: Cast, client: Client
):
    recall.withdraw(module, reason=SENTENCE, by=cast.budi, now=NOW)
    for deleted in (False, True):
        if deleted:
            module.delete()
        for address in (ADDRESS, module.address, f"{module.address}kartu/"):
            page = client.get(address)
            assert (page.status_code, SENTENCE in page.text) == (410, True)
            assert f'href="{module.address}"' not in page.text  # it may not be read either
    assert client.get("/modul/lain/").status_code == 404


def test_only_who_writes_or_reviews_there_may_and_not_without_a_sentence(lesson: LessonPage, cast: Cast):
    for user in (cast.sari, cast.rina, cast.dewi, cast.puji):
        with pytest.raises(PermissionDenied):
            recall.withdraw(lesson, reason=SENTENCE, by=user, now=NOW)
    for reason in (" ", "x" * 301):
        with pytest.raises(UserError, match="Belum ada yang berubah"):
            recall.withdraw(lesson, reason=reason, by=cast.budi, now=NOW)
    assert again(lesson).live
    recall.withdraw(lesson, reason=SENTENCE, by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="tidak terbit"):
        recall.correct(lesson, reason=SENTENCE, by=cast.budi, now=NOW)


def test_a_module_is_withdrawn_with_its_lessons(module: ModulePage, cast: Cast):
    lessons = list(LessonPage.objects.all())
    row = recall.withdraw(module, reason=SENTENCE, by=cast.budi, now=NOW)
    assert set(row.hashes) == {review.content_hash(page) for page in [module, *lessons]}
    assert not LessonPage.objects.live().exists()
    assert row.lesson_key == ""


def test_a_serious_correction_is_announced_by_the_nakes_who_publishes_it(
    lesson: LessonPage, cast: Cast, client: Client, django_capture_on_commit_callbacks: object
):
    before = review.content_hash(lesson)
    page = draft(lesson, cast.budi, aim="Ibu/Bapak bisa menata alat.")
    seen = review.content_hash(page.get_latest_revision_as_object())
    with django_capture_on_commit_callbacks(execute=True):
        moderation.pass_on(page, by=cast.ningsih, seen=seen, correction=SENTENCE, now=NOW)
    row = Recall.objects.get()
    assert (row.kind, row.hashes, row.good_hash) == ("diperbaiki", [before], seen)
    assert "Baca isi yang sekarang" in client.get(LIST).text


def test_what_is_scheduled_or_not_yet_at_the_nakes_announces_nothing(lesson: LessonPage, cast: Cast):
    page = draft(lesson, cast.budi, aim="Nanti.", go_live_at=NOW + timedelta(days=1))
    seen = review.content_hash(page.get_latest_revision_as_object())
    with pytest.raises(UserError, match="saat menerbitkan"):
        moderation.pass_on(page, by=cast.ningsih, seen=seen, correction=SENTENCE, now=NOW)
    assert moderation.current_step(again(lesson)) is not None
    assert not Recall.objects.exists()


def test_a_correction_of_what_is_live_names_what_was_approved_before(lesson: LessonPage, cast: Cast):
    old = review.approve(lesson, reviewer=cast.ningsih, now=NOW).content_hash
    page = draft(lesson, cast.budi, aim="Ibu/Bapak bisa menata alat.")
    seen = review.content_hash(page.get_latest_revision_as_object())
    moderation.pass_on(page, by=cast.ningsih, seen=seen, now=NOW)
    row = recall.correct(again(lesson), reason=SENTENCE, by=cast.budi, now=NOW)
    assert (row.hashes, row.good_hash) == ([old], seen)


def test_a_lesson_that_leaves_its_package_is_called_back(lesson: LessonPage, module: ModulePage, cast: Cast):
    sari = cast.sari.person.kader
    study.open_lesson(sari, module.competency, "menyiapkan", now=NOW - timedelta(days=9))
    before = review.content_hash(lesson)
    recall.leave(lesson, now=NOW)
    recall.leave(lesson, now=NOW)  # an import that was cut off goes over it again
    [row] = Recall.objects.all()
    assert (row.kind, row.hashes, row.by, row.sentence) == ("ditarik", [before], None, recall.LEFT)
    assert list(recall.untold(sari)) == [row]
    assert not again(lesson).live


def test_a_page_whose_day_has_come_is_called_back_and_no_other(
    lesson: LessonPage, module: ModulePage, cast: Cast, client: Client, django_capture_on_commit_callbacks: object
):
    LessonPage.objects.filter(pk=lesson.pk).update(expire_at=NOW - timedelta(minutes=1))
    ModulePage.objects.filter(pk=module.pk).update(expire_at=NOW + timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        publish_scheduled()
    [row] = Recall.objects.all()
    assert (row.lesson_key, row.sentence, row.by) == ("menyiapkan", recall.EXPIRED, None)
    assert (again(lesson).live, again(lesson).expired, ModulePage.objects.get().live) == (False, True, True)
    assert recall.EXPIRED in client.get(LIST).text
    publish_scheduled()
    assert Recall.objects.count() == 1


@pytest.mark.every_database
def test_the_database_keeps_what_was_announced(lesson: LessonPage, cast: Cast):
    row = recall.withdraw(lesson, reason=SENTENCE, by=cast.budi, now=NOW)
    for act in (lambda: Recall.objects.update(sentence="Lain"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    again(lesson).delete()
    assert Recall.objects.filter(page_key=lesson.pk).exists()


@pytest.mark.every_database
def test_whoever_opened_it_before_is_to_be_told_once(lesson: LessonPage, module: ModulePage, cast: Cast):
    sari, tini = cast.sari.person.kader, cast.tini.person.kader
    study.open_lesson(sari, module.competency, "menyiapkan", now=NOW - timedelta(days=9))
    study.open_lesson(tini, module.competency, "menimbang", now=NOW - timedelta(days=9))
    assert (recall.readers(lesson), recall.readers(module)) == (1, 2)
    row = recall.correct(lesson, reason=SENTENCE, by=cast.budi, now=NOW)
    study.open_lesson(tini, module.competency, "menyiapkan", now=NOW + timedelta(days=1))
    assert (list(recall.untold(sari)), list(recall.untold(tini))) == ([row], [])
    recall.tell(tini, [row.pk], now=NOW)
    recall.tell(sari, [row.pk, row.pk, 999], now=NOW)
    assert not recall.untold(sari).exists()
    whole = recall.withdraw(module, reason=SENTENCE, by=cast.budi, now=NOW)
    assert list(recall.untold(tini)) == [whole]


def test_the_list_is_the_same_for_everybody_and_comes_from_the_cache(
    lesson: LessonPage, cast: Cast, client: Client, django_assert_num_queries: object, settings: object
):
    settings.DEBUG = False
    page_cache.purge_all()
    first = client.get(LIST)
    client.force_login(cast.sari)
    with django_assert_num_queries(0):
        assert client.get(LIST).content == first.content
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_in_the_admin_nothing_that_is_read_goes_away_without_a_word(lesson: LessonPage, cast: Cast, client: Client):
    roles.synchronise([cast.budi, cast.admin], on=TODAY)
    address = reverse("recall-page", args=[lesson.pk])
    client.force_login(cast.admin)
    delete = reverse("wagtailadmin_pages:delete", args=[lesson.pk])
    assert client.post(delete).url == address
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert client.post(f"{many}?id={lesson.get_parent().pk}").status_code == 302
    assert again(lesson).live
    client.force_login(cast.budi)
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
    assert "Pilih dulu" in client.post(address, {"sentence": SENTENCE}).text
    assert client.post(address, {"kind": "ditarik", "sentence": SENTENCE}).status_code == 302
    assert "tidak terbit" in client.get(address).text


def test_the_page_of_reviews_offers_it_and_loses_no_words(lesson: LessonPage, cast: Cast, client: Client):
    page = draft(lesson, cast.budi, aim="Ibu/Bapak bisa menata alat.")
    roles.synchronise([cast.ningsih], on=TODAY)
    client.force_login(cast.ningsih)
    address = reverse("review-page", args=[page.pk])
    assert "Koreksi penting" in client.get(address).text
    sent = {"act": "pass", "seen": review.content_hash(page.get_latest_revision_as_object()), "serious": "1"}
    assert "lepas centang" in client.post(address, sent).text
    assert client.post(address, sent | {"correction": SENTENCE}).status_code == 302
    assert Recall.objects.get().by == cast.ningsih
