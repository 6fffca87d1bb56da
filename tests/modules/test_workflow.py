"""From draft to published: another author, then a nakes, whose approval publishes what she saw and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from lms.areas.errors import UserError
from lms.areas.format import tanggal_waktu
from lms.people import roles
from lms.people.models import User
from modules import facts, moderation, page_cache, review, waiting
from modules.models import ClinicalReview, Fact, FactUsage, HomePage, LessonPage, PackageFile, PackageImport
from modules.tasks import publish_scheduled
from modules.workflow import ensure_workflow
from tests import cast as people
from tests.cast import Cast
from tests.modules.conftest import ADDRESS

NOW = datetime(2027, 3, 1, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
KEPT = (ClinicalReview, Fact, FactUsage, PackageFile, PackageImport)
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def imported(staged: Path) -> Path:
    return staged


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def citra(cast: Cast) -> User:
    """A second national author."""
    return people._staff("citra", "penyusun_nasional")


def save(lesson: LessonPage, by: User, **values: object) -> LessonPage:
    """A draft with these values, as the editor keeps it."""
    draft = lesson.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=by)
    return LessonPage.objects.get(pk=lesson.pk)


def submit(lesson: LessonPage, by: User, **values: object) -> LessonPage:
    page = save(lesson, by, **values)
    page.get_workflow().start(page, by)
    return LessonPage.objects.get(pk=lesson.pk)


def seen(page: LessonPage) -> str:
    return review.content_hash(page.get_latest_revision_as_object())


def step_of(page: LessonPage) -> str:
    waits = moderation.current_step(LessonPage.objects.get(pk=page.pk))
    return type(waits[0]).__name__ if waits else ""


def test_the_workflow_is_made_once_and_holds_for_every_page(lesson: LessonPage):
    before = Workflow.objects.count()
    ensure_workflow(HomePage.objects.get())
    assert Workflow.objects.count() == before
    assert [task.specific._meta.model_name for task in lesson.get_workflow().tasks] == ["authorcheck", "clinicalcheck"]


def test_a_change_goes_through_another_author_and_a_nakes(
    lesson: LessonPage, cast: Cast, citra: User, client: Client, django_capture_on_commit_callbacks: object
):
    assert client.get(ADDRESS).status_code == 200
    page = submit(lesson, cast.budi, aim="Ibu/Bapak bisa menata alat.")
    assert step_of(page) == "AuthorCheck"
    moderation.pass_on(page, by=citra, seen=seen(page), now=NOW)
    assert step_of(page) == "ClinicalCheck"
    assert "menata alat" not in client.get(ADDRESS).text
    with django_capture_on_commit_callbacks(execute=True):
        moderation.pass_on(page, by=cast.ningsih, seen=seen(page), now=NOW)
    text = client.get(ADDRESS).text
    assert "menata alat" in text
    assert "belum ditelaah" not in text
    assert ClinicalReview.objects.get().facts == {"b3.batas": "11,5\u00a0cm"}


def test_a_lone_author_goes_straight_to_the_nakes(lesson: LessonPage, cast: Cast):
    assert step_of(submit(lesson, cast.budi, aim="Lain.")) == "ClinicalCheck"


def test_nobody_but_a_reviewer_passes_the_last_step(lesson: LessonPage, cast: Cast, citra: User):
    root = User.objects.create(username="root", is_superuser=True)
    page = submit(lesson, cast.budi, aim="Lain.")
    moderation.pass_on(page, by=citra, seen=seen(page), now=NOW)
    for user in (cast.budi, citra, cast.admin, cast.rina, cast.sari, root):
        with pytest.raises(PermissionDenied):
            moderation.pass_on(page, by=user, seen=seen(page), now=NOW)
    assert not ClinicalReview.objects.exists()


def test_an_author_does_not_check_her_own_page(lesson: LessonPage, cast: Cast, citra: User):
    page = submit(lesson, cast.budi, aim="Lain.")
    for user in (cast.budi, cast.ningsih, cast.rina):
        with pytest.raises(PermissionDenied):
            moderation.pass_on(page, by=user, seen=seen(page), now=NOW)
    assert step_of(page) == "AuthorCheck"


def test_what_changed_after_it_was_read_is_not_approved(lesson: LessonPage, cast: Cast):
    page = submit(lesson, cast.budi, aim="Lain.")
    read = seen(page)
    facts.change_fact("b3.batas", value="11,6", now=NOW)
    with pytest.raises(UserError, match="berubah"):
        moderation.pass_on(page, by=cast.ningsih, seen=read, now=NOW)
    save(page, cast.budi, aim="Lain lagi.")
    with pytest.raises(UserError, match="berubah"):
        moderation.pass_on(page, by=cast.ningsih, seen=read, now=NOW)
    assert not ClinicalReview.objects.exists()


def test_a_page_sent_back_waits_for_its_author_with_the_reason(lesson: LessonPage, cast: Cast):
    page = submit(lesson, cast.budi, aim="Lain.")
    with pytest.raises(UserError, match="perlu diperbaiki"):
        moderation.send_back(page, by=cast.ningsih, reason=" ", now=NOW)
    with pytest.raises(PermissionDenied):
        moderation.send_back(page, by=cast.budi, reason="Salah", now=NOW)
    moderation.send_back(page, by=cast.ningsih, reason="Angkanya dari mana?", now=NOW)
    [row] = waiting.for_me(cast.budi, now=NOW + timedelta(days=3))
    assert (row.why, row.days) == ("Angkanya dari mana?", 3)
    with pytest.raises(UserError, match="sudah tidak menunggu"):
        moderation.pass_on(page, by=cast.ningsih, seen=seen(page), now=NOW)


def test_a_live_page_is_approved_as_it_reads_now(lesson: LessonPage, cast: Cast):
    revision = lesson.latest_revision_id
    for user in (cast.budi, cast.admin, cast.rina):
        with pytest.raises(PermissionDenied):
            review.approve(lesson, reviewer=user, now=NOW)
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    assert review.is_reviewed(lesson)
    assert LessonPage.objects.get(pk=lesson.pk).latest_revision_id == revision


def test_whatever_no_nakes_has_approved_says_so_to_everyone(lesson: LessonPage, cast: Cast, client: Client):
    module = lesson.get_parent().specific
    for page in (module, lesson):
        assert "belum ditelaah tenaga kesehatan" in client.get(page.address).text
        review.approve(page, reviewer=cast.ningsih, now=NOW)
        page_cache.purge_all()
        assert "belum ditelaah tenaga kesehatan" not in client.get(page.address).text


def test_a_reviewer_of_one_place_does_not_approve_for_the_nation(lesson: LessonPage, cast: Cast):
    nurse = people._staff("nurse", "penelaah", area=cast.kediri)
    with pytest.raises(PermissionDenied):
        review.approve(lesson, reviewer=nurse, now=NOW)


def test_a_scheduled_page_passes_the_nakes_first_and_goes_live_by_the_clock(
    lesson: LessonPage, cast: Cast, client: Client, clock: object, django_capture_on_commit_callbacks: object
):
    later = NOW + timedelta(days=1)
    page = submit(lesson, cast.budi, title="Judul baru", go_live_at=later, expire_at=later + timedelta(days=1))
    client.get(ADDRESS)
    moderation.pass_on(page, by=cast.ningsih, seen=seen(page), now=NOW)
    publish_scheduled()
    assert "Judul baru" not in client.get(ADDRESS).text
    clock.move_to(later + timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        publish_scheduled()
    text = client.get(ADDRESS).text
    assert "Judul baru" in text
    assert "belum ditelaah" not in text
    clock.move_to(later + timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        publish_scheduled()
    assert client.get(ADDRESS).status_code == 410


def test_the_page_of_reviews_says_at_what_hour_it_goes_live(lesson: LessonPage, cast: Cast, client: Client):
    page = submit(lesson, cast.budi, go_live_at=NOW + timedelta(days=1), expire_at=NOW + timedelta(days=2))
    address = reverse("review-page", args=[lesson.pk])
    roles.synchronise([cast.ningsih], on=TODAY)
    client.force_login(cast.ningsih)
    hour = tanggal_waktu(NOW + timedelta(days=1), "Asia/Jakarta")
    text = client.get(address).text
    assert f"Dijadwalkan terbit {hour}. Berakhir" in text
    answer = client.post(address, {"act": "pass", "seen": seen(page)}, follow=True)
    assert f"disetujui, dan terbit sendiri {hour}" in answer.text
    assert f"Sudah disetujui. Terbit sendiri {hour}." in client.get(address).text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a thumbnail left to the collector
def test_an_author_sets_the_time_and_cannot_publish(lesson: LessonPage, cast: Cast, client: Client):
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    text = client.get(address).text
    assert [name for name in ("go_live_at", "action-publish", "action-submit") if f'name="{name}"' in text] == [
        "go_live_at",
        "action-submit",
    ]


def test_a_schedule_that_nobody_approved_does_nothing(lesson: LessonPage, cast: Cast, client: Client, clock: object):
    submit(lesson, cast.budi, title="Judul baru", go_live_at=NOW + timedelta(hours=1))
    clock.move_to(NOW + timedelta(hours=2))
    publish_scheduled()
    assert "Judul baru" not in client.get(ADDRESS).text


def test_the_report_says_why_a_review_fell(lesson: LessonPage, cast: Cast, citra: User):
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    titles = [row.title for row in waiting.unreviewed(now=NOW)]
    assert "Menyiapkan" not in titles
    facts.change_fact("b3.batas", value="11,6", now=NOW)
    [row] = [row for row in waiting.unreviewed(now=NOW) if row.title == "Menyiapkan"]
    assert row.why == "fakta b3.batas berubah dari 11,5\u00a0cm menjadi 11,6\u00a0cm"
    assert [user.username for user in row.people] == ["ningsih"]
    page = save(lesson, citra, aim="Tujuan lain.")
    page.get_latest_revision().publish()
    [row] = [row for row in waiting.unreviewed(now=NOW) if row.title == "Menyiapkan"]
    assert row.why.startswith("disunting oleh Citra; fakta b3.batas")


def test_the_lists_ask_the_same_number_of_questions_for_any_number_of_pages(
    lesson: LessonPage, cast: Cast, django_assert_max_num_queries: object
):
    with django_assert_max_num_queries(9):
        waiting.unreviewed(now=NOW)


def test_old_versions_are_purged_and_the_reviews_stay(lesson: LessonPage, cast: Cast):
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    for aim in ("Satu.", "Dua."):
        save(lesson, cast.budi, aim=aim)
    page = submit(lesson, cast.budi, aim="Tiga.")
    kept = [model.objects.count() for model in KEPT]
    call_command("purge_revisions")
    assert [model.objects.count() for model in KEPT] == kept
    assert 0 not in kept
    assert review.is_reviewed(LessonPage.objects.get(pk=lesson.pk))
    moderation.pass_on(page, by=cast.ningsih, seen=seen(page), now=NOW)
    assert LessonPage.objects.get(pk=lesson.pk).aim == "Tiga."


def test_the_page_of_reviews_shows_the_draft_and_decides(lesson: LessonPage, cast: Cast, client: Client):
    page = submit(lesson, cast.budi, aim="Ibu/Bapak bisa menata alat.")
    roles.synchronise([cast.ningsih], on=TODAY)
    client.force_login(cast.ningsih)
    address = reverse("review-page", args=[page.pk])
    assert "Menyiapkan" in client.get("/cms/").text
    text = client.get(address).text
    assert "Setujui dan terbitkan" in text
    assert "LiLA kurang dari 11,5 cm berada di warna merah." in text
    assert "menata alat" in client.get(reverse("review-content", args=[page.pk])).text
    assert client.post(address, {"act": "back", "seen": seen(page), "comment": ""}).status_code == 200
    assert client.post(address, {"act": "pass", "seen": "lain", "comment": ""}).status_code == 200
    assert client.post(address, {"act": "pass", "seen": seen(page), "comment": ""}).status_code == 302
    assert LessonPage.objects.get(pk=page.pk).aim == "Ibu/Bapak bisa menata alat."


def test_a_live_page_is_approved_by_one_tap(lesson: LessonPage, cast: Cast, client: Client):
    roles.synchronise([cast.ningsih, cast.budi], on=TODAY)
    address = reverse("review-page", args=[lesson.pk])
    sent = {"act": "as-is", "seen": review.content_hash(lesson)}
    client.force_login(cast.budi)
    assert "Setujui seperti sekarang" not in client.get(address).text
    client.post(address, sent)
    assert not review.is_reviewed(lesson)
    client.force_login(cast.ningsih)
    assert "Setujui seperti sekarang" in client.get(address).text
    assert client.post(address, sent).status_code == 302
    assert review.is_reviewed(lesson)


def test_the_report_is_a_sheet_that_runs_nothing(lesson: LessonPage, cast: Cast, client: Client):
    save(lesson, cast.budi, title="=HYPERLINK(1)").get_latest_revision().publish()
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    address = reverse("review-report")
    assert "Belum pernah ditelaah" in client.get(address).text
    sheet = client.get(address, {"export": "csv"}).getvalue().decode()
    assert "'=HYPERLINK(1),pelajaran,Belum pernah ditelaah,2027-03-01" in sheet
    assert client.get(address, {"export": "xlsx"}).status_code == 200
