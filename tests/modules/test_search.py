"""Search over lessons and cards: what is found, by whom, and what a phone carries of it."""

import gzip
import json
from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from modules.models import LessonPage
from modules.search import find, index
from modules.search.folding import stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("menimbang", "timbangan"),
        ("penimbangan", "ditimbang"),
        ("memeriksa", "pemeriksaan"),
        ("mengukur", "pengukuran"),
        ("menyusui", "susu"),
        ("bukunya", "buku"),
        ("tuliskan", "menulis"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_that_stand_everywhere_and_signs_are_no_words() -> None:
    assert words("Ibu yang MENIMBANG, “bayi”: 11,5 cm!") == ["timbang", "bayi", "11", "5", "cm"]


def test_a_lesson_and_a_card_are_found_with_their_module_and_a_sentence(staged: Path, client: Client) -> None:
    text = client.get("/cari/?q=baringkan").text
    assert 'href="/modul/penimbangan/menimbang/"' in text
    assert "<mark>Baringkan</mark> di tengah." in text
    assert 'content="noindex"' in text
    assert 'href="/modul/penimbangan/kartu/"' in client.get("/cari/?q=nolkan").text


def test_a_number_of_a_fact_is_found_as_readers_see_it(staged: Path, client: Client) -> None:
    text = client.get("/cari/?q=merah").text
    assert "11,5\u00a0cm berarti" in text
    assert "{fakta:" not in text


def test_a_slip_of_the_finger_is_forgiven_only_where_the_word_is_unknown(staged: Path) -> None:
    built = index.build()
    assert find.find(built, "bsringkan")[0].doc.title == "Menimbang"
    assert find._alike(built, "timbang") == {"timbang": find.EXACT}


def test_what_is_not_there_is_said_and_what_is_typed_is_escaped(staged: Path, client: Client) -> None:
    text = client.get("/cari/", {"q": '<b>"xyzzy'}).text
    assert "Tidak ditemukan" in text
    assert "<b>&quot;" not in text
    assert "&lt;b&gt;" in text


def test_a_long_question_is_cut_and_told(staged: Path, client: Client) -> None:
    answer = client.get("/cari/", {"q": "timbang " * 200})
    assert "hanya bagian awalnya" in answer.text
    assert len(answer.content) < 20_000


def test_a_private_lesson_is_in_no_answer(staged: Path, client: Client) -> None:
    PageViewRestriction.objects.create(page=LessonPage.objects.get(slug="menimbang"), restriction_type="login")
    assert [doc.title for doc in index.build().docs] == ["Menimbang balita", "Menimbang", "Menyiapkan"]
    assert find.find(index.build(), "baringkan") == []


def test_the_index_is_built_in_few_queries_and_kept_until_a_page_changes(
    staged: Path, django_assert_num_queries: object, django_capture_on_commit_callbacks: object
) -> None:
    with django_assert_num_queries(5):
        index.current()
    with django_assert_num_queries(0):
        assert len(index.current().docs) == 4
    lesson = LessonPage.objects.get(slug="menimbang")
    lesson.title = "Menimbang pelan"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert "Menimbang pelan" in {doc.title for doc in index.current().docs}


def test_a_phone_gets_the_same_words_packed_and_nothing_where_it_has_them(staged: Path, client: Client) -> None:
    answer = client.get("/paket/cari.json")
    data = json.loads(answer.content)
    docs = dict(zip(data["w"].split(" "), data["p"].split(" "), strict=True))
    assert data["d"][int(docs["baring"], 36)][3] == "Menimbang"
    again = client.get("/paket/cari.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_index_of_all_modules_stays_small(staged: Path) -> None:
    """As large as the 25 are: 200 lessons of 300 different words out of 2,500."""
    text = " ".join
    docs = [
        index.Doc(f"/modul/m/{n}/", "pelajaran", f"Pelajaran {n}", f"Modul {n % 25}", f"B{n % 25}", "Kalimat " * 9, "")
        for n in range(200)
    ]
    big = index.Index(docs)
    for n in range(200):
        for word in words(text(f"kata{(n * 7 + k * k) % 2500}" for k in range(100))):
            big.bodies[word].add(n)
    assert len(gzip.compress(big.packed, 9)) < 40_000
