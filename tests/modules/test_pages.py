"""The public pages: what they show, and that they ask nobody who is looking."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, Site

from modules import queries
from modules.markdown import render
from modules.models import HomePage, LessonPage, ModulePage, Programme
from tests.factories import make_programme
from tests.modules.conftest import ADDRESS


class Untouchable:
    """A request of which nothing may be read."""

    def __getattribute__(self, name: str) -> object:
        # Wagtail marks previews on the request; asking whether this is one is the only question allowed.
        if name == "is_preview":
            raise AttributeError
        raise AssertionError(f"a public page asked the request for {name}")


@pytest.mark.parametrize("kind", [HomePage, LessonPage, ModulePage])
def test_public_pages_render_without_touching_the_request(imported: Path, kind: type[Page]) -> None:
    page = kind.objects.live().first()
    assert page.serve(Untouchable()).status_code == 200


def test_the_home_page_is_the_root_of_the_site(imported: Path) -> None:
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert [page.specific_class.__name__ for page in Page.get_first_root_node().get_children()] == ["HomePage"]


def test_every_competency_is_listed_and_those_without_a_module_come_soon(imported: Path, client: Client) -> None:
    text = client.get("/modul/").text
    assert 'href="/modul/penimbangan/"' in text
    assert "Menjelaskan hasil" in text
    assert text.count("<small>segera</small>") == 1


def test_the_list_takes_three_queries_for_any_number_of_competencies(
    imported: Path, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):
        assert len(queries.index_groups()[0].rows) == 2


def test_the_list_of_25_takes_three_queries(db: None, django_assert_num_queries: object) -> None:
    make_programme()
    with django_assert_num_queries(3):
        groups = queries.index_groups()
    assert [len(entry.rows) for entry in groups] == [4, 7, 6, 3, 5]
    assert len(queries.full_flower(groups)) == 5


def test_an_empty_site_says_what_will_stand_here(db: None) -> None:
    assert queries.programme() is None
    assert queries.index_groups() == []


def test_a_lesson_shows_facts_sources_neighbours_and_its_lack_of_review(lesson: LessonPage, client: Client) -> None:
    text = client.get(ADDRESS).text
    assert '<data class="fact" value="b3.batas">11,5\u00a0cm</data>' in text
    assert "LiLA kurang dari 11,5 cm berada di warna merah." in text
    assert 'rel="next" href="/modul/penimbangan/menimbang/"' in text
    assert 'href="/tandai/penimbangan/menyiapkan/"' in text
    assert "belum ditelaah tenaga kesehatan" in text


def test_every_block_shows_its_words(lesson: LessonPage, client: Client) -> None:
    text = client.get(ADDRESS).text
    shown = ["<strong>Nolkan</strong>", "wajib benar", "Penting sekali.", "Panggil bidan.", "✗ Mitos", "<caption>Warna"]
    shown += ["“Mari, Bu.”", "<summary>", "✓ Benar", "Nol dulu.", 'alt="Alat"', 'width="20" height="10"']
    assert [words for words in shown if words not in text] == []


def test_public_pages_post_nothing(imported: Path, client: Client) -> None:
    for address in ("/", "/modul/", "/modul/penimbangan/", ADDRESS):
        text = client.get(address).text
        assert 'method="post"' not in text
        assert "csrf" not in text


def test_lesson_links_name_title_and_address(module: ModulePage) -> None:
    links = queries.lesson_links(module.competency)
    assert links["menimbang"] == ("Menimbang", "/modul/penimbangan/menimbang/")


def test_publishing_refuses_an_unknown_fact(lesson: LessonPage) -> None:
    lesson.aim, lesson.body = "Batas {fakta:b3.salah}", [{"type": "text", "value": "Batas {fakta:b3.salah}"}]
    with pytest.raises(ValidationError, match=r"b3\.salah") as refused:
        lesson.full_clean()
    assert set(refused.value.error_dict) == {"aim", "body"}


def test_a_competency_has_one_module(module: ModulePage) -> None:
    twin = ModulePage(title="Lain", slug="lain", competency=module.competency, summary="Lain")
    with pytest.raises(ValidationError, match="sudah punya modul"):
        twin.clean()


def test_markdown_keeps_to_its_subset() -> None:
    html = render("<script>1</script> **tebal** [x](javascript:1) [y](https://a.id)\n\n![g](a.png)\n\n# B\n\n## Ya", {})
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:1)", "")
    assert "<img" not in html
    assert "<strong>tebal</strong>" in html
    assert '<a href="https://a.id">y</a>' in html
    assert "<h1" not in html
    assert "<h2>Ya</h2>" in html


def test_a_fact_that_went_away_does_not_break_a_page() -> None:
    assert "tanyakan kepada petugas" in render("Batas {fakta:hilang}", {})


def test_a_kader_is_told_whom_to_tell_in_the_words_of_her_programme(imported: Path, client: Client) -> None:
    module, lesson = client.get("/modul/penimbangan/").text, client.get(ADDRESS).text
    assert "Beri tahu bidan bila" in module
    assert "tanyakan kepada bidan." in module
    assert "Praktik di depan penilai" in module
    Programme.objects.update(officer="bidan atau petugas")
    caches["pages"].clear()
    module, card = client.get("/modul/penimbangan/").text, client.get("/modul/penimbangan/kartu/").text
    assert "Beri tahu bidan atau petugas bila" in module
    assert "Beri tahu bidan atau petugas bila" in card
    assert lesson.replace("kepada bidan.", "kepada bidan atau petugas.") == client.get(ADDRESS).text
