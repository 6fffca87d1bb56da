"""The admin for authors: pages and blocks open, people are not there."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page

from lms.people import roles
from lms.people.models import User
from modules.models import LessonPage, ModulePage
from tests.factories import TODAY


@pytest.fixture
def author(db: None, client: Client) -> Client:
    """An administrator on a demo installation, where the second factor is waived."""
    user = User.objects.create(username="penulis", is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


# Wagtail leaves the temporary file of a thumbnail to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_lesson_opens_with_its_blocks(lesson: LessonPage, author: Client) -> None:
    text = author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), follow=True).text
    assert "Menyiapkan" in text
    assert "Langkah" in text


def test_a_module_opens(module: ModulePage, author: Client) -> None:
    assert "Sesudah modul ini" in author.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).text


def test_a_search_counts_what_it_finds(lesson: LessonPage, author: Client) -> None:
    found = author.get(reverse("wagtailadmin_pages:search"), {"q": lesson.title}).text
    assert "1-1 dari 1 halaman" in found
    assert "None" not in found.partition("Ada 1 halaman yang cocok")[2].partition("</table>")[0]


def test_the_tops_of_both_trees_have_names_in_indonesian(lesson: LessonPage) -> None:
    assert Page.get_first_root_node().title == "Akar"
    assert Collection.get_first_root_node().name == "Nasional"


def test_the_scripts_of_the_admin_speak_as_its_pages(author: Client) -> None:
    script = author.get(reverse("wagtailadmin_javascript_catalog")).text
    assert "Sisipkan blok" in script
    assert "Cari pilihan" in script


@pytest.mark.parametrize(
    ("who", "entries"),
    [
        ("budi", {"telaah", "laporan", "paket", "soal"}),
        ("ningsih", {"telaah", "laporan", "soal"}),
        ("admin", {"telaah", "laporan", "paket"}),
    ],
)
def test_the_menu_shows_what_each_may_open(
    lesson: LessonPage, cast: object, client: Client, who: str, entries: set[str]
):
    user = getattr(cast, who)
    roles.synchronise([user], on=TODAY)
    client.force_login(user)
    text = client.get("/cms/").text
    assert {name for name in ("telaah", "laporan", "paket", "soal") if f'"name": "{name}"' in text} == entries


def test_a_kader_has_no_admin(lesson: LessonPage, cast: object, client: Client) -> None:
    client.force_login(cast.sari)
    assert client.get("/cms/").status_code in (302, 403)


def test_the_admin_calls_its_people_by_name(lesson: LessonPage, cast: object, client: Client) -> None:
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    assert "Budi" in client.get("/cms/").text
    assert User(username="tanpa-orang").get_full_name() == ""


def test_lessons_are_listed_in_the_order_in_which_they_are_read(lesson: LessonPage, author: Client) -> None:
    module = lesson.get_parent()
    for number in ("dua", "tiga"):
        module.add_child(instance=LessonPage(title=f"Bagian {number}", slug=number, aim="Bisa.", minutes=3))
    lesson.save_revision()  # the newest change stands first only in Wagtail's own order
    listed = author.get(reverse("wagtailadmin_explore", args=[module.pk])).context["pages"]
    assert [page.slug for page in listed] == [page.slug for page in module.get_children()]


def test_the_guide_for_authors_stands_in_the_admin_in_place_of_an_english_one(
    lesson: LessonPage, cast: object, client: Client
) -> None:
    roles.synchronise([cast.ningsih], on=TODAY)
    client.force_login(cast.ningsih)
    home = client.get("/cms/").text
    assert reverse("guide") in home
    assert "guide.wagtail.org" not in home
    shown = client.get(reverse("guide")).text
    assert "<h2>Mengirim</h2>" in shown
    assert "<td>Telaah nakes</td>" in shown
    client.force_login(cast.sari)
    assert client.get(reverse("guide")).status_code in (302, 403)
