"""Laporkan isi keliru: no log-in, no script, no name; an inbox with a clock for those who write."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from lms.areas.errors import UserError
from lms.people import roles
from lms.people.models import User
from lms.people.models.role import Kind
from modules import reports, review
from modules.models import AreaPage, Competency, ContentReport, LessonPage, LocalPage, ModulePage
from modules.reports import Words
from tests import cast as people
from tests.cast import Cast
from tests.modules.conftest import ADDRESS

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
FORM = "/lapor/penimbangan/menyiapkan/"
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def laras(lesson: LessonPage, cast: Cast) -> User:
    """An author of Kota Kediri."""
    user = people._user("laras", "Laras")
    roles.grant(user, Kind.LOCAL_AUTHOR, since=TODAY, on=TODAY, area=cast.kediri)
    return user


def sent(**values: object) -> dict[str, object]:
    return {"form": uuid4(), "kind": "number", "text": "Angkanya lain di Buku KIA.", "website": "", **values}


def report(page: LessonPage | LocalPage, *, days: int = 0, **values: object) -> ContentReport:
    words = Words(uuid4(), str(values.get("kind", "number")), str(values.get("text", "Keliru.")))
    return reports.receive(page, words, now=NOW - timedelta(days=days))


def leaf_of(cast: Cast) -> LocalPage:
    """What holds in Kota Kediri beside B3."""
    page = LocalPage(title="Ke mana merujuk", lead="Ke bidan.", slug="rujukan")
    page.competency = Competency.objects.get(key="B3")
    AreaPage.objects.get(place=cast.kediri).add_child(instance=page)
    page.save_revision().publish()
    return page


def test_anyone_reports_a_lesson_and_can_look_at_what_became_of_it(lesson: LessonPage, cast: Cast, client: Client):
    assert f'href="{FORM}"' in client.get(ADDRESS).text
    assert "Tidak perlu masuk" in client.get(FORM).text
    answer = client.post(FORM, sent(text="<b>Batas</b> salah"))
    row = ContentReport.objects.get()
    assert answer.url == f"/lapor/tanda/{row.pk}/"
    assert (row.page_id, row.title, row.content_hash) == (lesson.pk, "Menyiapkan", review.content_hash(lesson))
    assert row.receipt in client.get(answer.url).text
    reports.close(row, outcome="corrected", answer="Terima kasih, <i>sudah</i>.", by=cast.budi, now=NOW)
    text = client.get(answer.url).text
    assert "Sudah diperbaiki" in text
    assert "&lt;i&gt;sudah" in text
    assert "Batas" not in text


def test_a_double_tap_is_one_report_and_other_words_are_another(lesson: LessonPage, client: Client):
    once = sent()
    assert client.post(FORM, once).url == client.post(FORM, once).url
    assert ContentReport.objects.count() == 1
    client.post(FORM, once | {"text": "Dan gambarnya terbalik."})
    assert ContentReport.objects.count() == 2


def test_a_form_needs_its_token_and_looking_stores_nothing(lesson: LessonPage):
    strict = Client(enforce_csrf_checks=True)
    assert "no-store" in strict.get(FORM).headers["Cache-Control"]
    assert strict.post(FORM, sent()).status_code == 403
    assert not ContentReport.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": ""}, "Pilih satu"),
        ({"text": " "}, "Tulis bagian mana"),
        ({"text": "x" * 1001}, "Paling banyak 1.000 huruf"),
        ({"website": "https://x.example"}, "kirim sekali lagi"),
    ],
)
def test_what_is_amiss_is_said_and_the_words_stay(lesson: LessonPage, client: Client, change: dict, said: str):
    text = client.post(FORM, sent(text="Angka lama") | change).text
    assert said in text
    assert change.get("text", "Angka lama").strip() in text
    assert "x.example" not in text
    assert not ContentReport.objects.exists()


def test_line_ends_count_as_one_letter(lesson: LessonPage, client: Client):
    assert client.post(FORM, sent(text="a\r\n" * 499 + "b")).status_code == 302


def test_a_class_on_one_wifi_is_not_stopped_and_a_flood_keeps_its_words(
    lesson: LessonPage, client: Client, settings: object
):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"content_report": "120/h/ip,3/m/key"}
    assert [client.post(FORM, sent()).status_code for _ in range(4)] == [302, 302, 302, 429]
    text = client.post(FORM, sent(text="Tulisan saya")).text
    assert "masih di sini" in text
    assert "Tulisan saya" in text
    other = "/lapor/penimbangan/menimbang/"
    assert client.post(other, sent()).status_code == 302


def test_card_module_and_leaf_can_be_reported_and_nothing_else(
    lesson: LessonPage, laras: User, cast: Cast, client: Client
):
    leaf = leaf_of(cast)
    assert "Lembar" not in client.get(FORM).text
    for address in ("/lapor/penimbangan/", "/lapor/penimbangan/kartu/", "/lapor/kota-kediri/rujukan/"):
        assert client.post(address, sent()).status_code == 302
    assert set(ContentReport.objects.values_list("title", "area")) == {
        ("Menimbang balita", None),
        ("Ke mana merujuk", cast.kediri.pk),
    }
    PageViewRestriction.objects.create(page=leaf, restriction_type="login")
    for address in ("/lapor/kota-kediri/", "/lapor/kota-kediri/rujukan/", "/lapor/hilang/", "/lapor/penimbangan/x/"):
        assert client.get(address).status_code == 404


def test_only_authors_of_the_place_take_up_and_answer(lesson: LessonPage, laras: User, cast: Cast):
    row = report(lesson)
    for user in (cast.ningsih, laras, cast.sari, cast.rina, cast.dewi):
        with pytest.raises(PermissionDenied):
            reports.take_up(row, by=user, now=NOW)
    reports.take_up(row, by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="orang lain"):
        reports.take_up(row, by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="masih terbuka"):
        reports.close(row, outcome="not_wrong", answer=" ", by=cast.budi, now=NOW)
    reports.close(row, outcome="not_wrong", answer="Angka itu untuk bayi.", by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="sudah selesai"):
        reports.close(row, outcome="double", answer="Lagi.", by=cast.budi, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContentReport.objects.update(outcome="")


def test_each_sees_the_reports_of_her_own_place(lesson: LessonPage, laras: User, cast: Cast, client: Client):
    nation, area = report(lesson), report(leaf_of(cast))
    both, none = {nation.pk, area.pk}, set()
    wanted = {cast.budi: both, cast.ningsih: both, cast.admin: both, laras: {area.pk}, cast.sari: none, cast.dewi: none}
    for user, rows in wanted.items():
        assert set(reports.visible(user, on=TODAY).values_list("pk", flat=True)) == rows
    roles.synchronise([laras], on=TODAY)
    client.force_login(laras)
    assert client.get(reverse("content-report-open", args=[nation.pk])).status_code == 404
    assert client.get(reverse("content-report-open", args=[area.pk])).status_code == 200


def test_danger_comes_first_then_the_oldest_and_each_has_its_clock(lesson: LessonPage):
    old, young, harm = report(lesson, days=7), report(lesson, days=6), report(lesson, days=1, kind="harm")
    assert list(reports.in_order(ContentReport.objects.all())) == [harm, old, young]
    assert [reports.is_late(row, now=NOW) for row in (harm, old, young)] == [True, True, False]
    assert reports.waits(old, now=NOW) == 7


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_inbox_the_first_page_and_the_editor_show_them(lesson: LessonPage, cast: Cast, client: Client):
    row = report(lesson, days=2, kind="harm", text="=1+1 <script>")
    roles.synchronise([cast.budi, cast.ningsih], on=TODAY)
    client.force_login(cast.budi)
    assert "1 laporan menunggu" in client.get("/cms/").text
    listed = client.get(reverse("content-reports")).text
    assert "2 hari · terlambat" in listed
    assert row.receipt in listed
    assert "Menyiapkan" not in client.get(reverse("content-reports"), {"state": "closed"}).text.split("<main")[-1]
    assert "&lt;script&gt;" in client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
    sheet = client.get(reverse("content-reports"), {"export": "csv"}).getvalue().decode()
    assert "'=1+1" in sheet


def test_an_author_answers_on_the_page_of_the_report_and_a_reviewer_reads(
    lesson: LessonPage, cast: Cast, client: Client
):
    row = report(lesson)
    roles.synchronise([cast.budi, cast.ningsih], on=TODAY)
    address = reverse("content-report-open", args=[row.pk])
    client.force_login(cast.ningsih)
    assert "Selesaikan laporan" not in client.get(address).text
    assert client.post(address, {"act": "take"}).status_code != 200
    client.force_login(cast.budi)
    client.post(address, {"act": "take"})
    assert "masih terbuka" in client.post(address, {"act": "close", "answer": "Baik"}).text
    assert client.post(address, {"act": "close", "answer": "Baik", "outcome": "double"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.taken_by, row.closed_by) == ("closed", cast.budi, cast.budi)


def test_a_report_outlives_its_page_and_its_words_end(lesson: LessonPage, module: ModulePage, cast: Cast):
    row = report(lesson)
    reports.close(row, outcome="double", answer="Sudah.", by=cast.budi, now=NOW)
    LessonPage.objects.get(pk=lesson.pk).delete()
    row.refresh_from_db()
    assert (row.page_id, row.title) == (None, "Menyiapkan")
    assert reports.forget_words(before=NOW) == 0
    assert reports.forget_words(before=NOW + timedelta(days=1)) == 1
    row.refresh_from_db()
    assert (row.text, row.answer) == ("", "Sudah.")
