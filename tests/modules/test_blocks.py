"""The blocks of a lesson and the card of a module: what a package may hold, what readers get, what is refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from modules import packages, page_cache, recordings, review
from modules.models import LessonPage, ModulePage, TuntasDocument
from tests.factories import NOW
from tests.modules.conftest import ADDRESS, VIDEO, Change

LESSON = "modules/b3/lessons/menyiapkan.yaml"
MODULE = "modules/b3/module.yaml"
CARD = "/modul/penimbangan/kartu/"
FRAME = '        - {image: alat.svg, alt: "Alat enam", caption: "Keenam."}\n'


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in packages.check(folder)[1]]


# -- packages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (LESSON, FRAME, "", "Harus tepat 6, sekarang 5."),
        (LESSON, 'alt: "Alat enam"', 'alt: ""', "Belum diisi."),
        (LESSON, "file: menimbang.mp4", "file: hilang.mp4", "Media hilang.mp4 tidak ada."),
        (LESSON, "file: menimbang.mp4", "file: menimbang.mp3", "Berkas harus .mp4, .webm."),
        (LESSON, "poster: alat.svg", "poster: hilang.svg", "Gambar hilang.svg tidak ada."),
        (LESSON, 'transcript: "Mari, Bu."', 'transcript: " "', "Belum diisi."),
        (LESSON, '"Warna"], rows', '"Warna", "a", "b"], rows', "Paling banyak 3, sekarang 4."),
        (MODULE, '"Timbang.", ', "", "Paling sedikit 3, sekarang 2."),
        (MODULE, "[menyiapkan,", "[kartu, menyiapkan,", "Nama kartu dipakai untuk kartu kerja"),
        ("modules/b3/media/menimbang.mp4", "ftypisom", "ftypqt  ", "Isi berkas bukan mp4."),
        ("modules/b3/media/menimbang.mp3", "ID3", "MZ9", "Isi berkas bukan mp3."),
    ],
)
def test_a_block_beyond_its_limits_is_named(
    db: None, folder: Path, change: Change, path: str, old: str, new: str, says: str
) -> None:
    change(path, old, new)
    assert any(says in problem for problem in problems_of(folder)), problems_of(folder)


@pytest.mark.parametrize(("name", "most"), [("a.mp4", 8), ("a.webm", 8), ("a.mp3", 3), ("a.ogg", 3), ("a.m4a", 3)])
def test_a_recording_has_a_greatest_size(name: str, most: int) -> None:
    with pytest.raises(recordings.BadRecording, match=f"paling banyak {most} MB"):
        recordings.check(name, most * recordings.MB + 1, b"")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.mp4", VIDEO.encode()),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A \x00"),
        ("a.webm", b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"),
        ("a.ogg", b"OggS\x00\x02"),
        ("a.mp3", b"\xff\xfb\x90\x64"),
    ],
)
def test_what_a_file_is_stands_in_its_bytes(name: str, head: bytes) -> None:
    recordings.check(name, 1000, head)
    with pytest.raises(recordings.BadRecording, match="Isi berkas bukan"):
        recordings.check(name, 1000, b"MZ\x90\x00 a program")


def test_a_film_that_changed_in_the_package_is_brought_in(imported: Path, change: Change) -> None:
    change("modules/b3/media/menimbang.mp4", "the film itself", "another film")
    report = packages.import_package(imported, now=NOW)
    assert report.lines == ["modules/b3/media/menimbang.mp4: diperbarui."]
    with TuntasDocument.objects.get(file__endswith=".mp4").open_file() as film:
        assert film.read().endswith(b"another film")
    assert packages.import_package(imported, now=NOW).nothing


def test_the_review_falls_with_the_film_the_transcript_and_the_card(lesson: LessonPage, module: ModulePage) -> None:
    before, card = review.content_hash(lesson), review.content_hash(module)
    film = TuntasDocument.objects.get(file__endswith=".mp4")
    recordings.store("menimbang.mp4", f"{VIDEO} anew".encode(), package_path=film.package_path)
    filmed = review.content_hash(lesson)
    next(block for block in lesson.body if block.block_type == "audio").value["transcript"] = "Lain."
    module.card[0].value["lines"][0] = "Lain."
    assert len({before, filmed, review.content_hash(lesson)}) == 3
    assert review.content_hash(module) != card


# -- what readers get -----------------------------------------------------------------------------------------------


def test_a_film_is_offered_with_its_size_and_words_and_loads_nothing(lesson: LessonPage, client: Client) -> None:
    text = client.get(ADDRESS).text
    assert text.count('preload="none"') == 2
    assert "autoplay" not in text
    assert "video 1\u00a0KB</a>" in text
    assert "<summary>Baca isi video</summary>" in text
    assert "Ibu <strong>Sari</strong> menimbang." in text


def test_six_pictures_stand_in_order_with_their_words(lesson: LessonPage, client: Client) -> None:
    text = client.get(ADDRESS).text
    places = [text.index(f'alt="Alat {word}"') for word in ("satu", "dua", "tiga", "empat", "lima", "enam")]
    assert places == sorted(places)
    assert "<p>Keenam.</p>" in text


def test_a_film_is_sent_whole_or_in_the_part_that_was_asked_for(imported: Path, client: Client) -> None:
    url = TuntasDocument.objects.get(file__endswith=".mp4").file.url
    whole, part = client.get(url), client.get(url, headers={"Range": "bytes=4-7"})
    assert (whole.status_code, whole["Content-Type"], whole["X-Content-Type-Options"]) == (200, "video/mp4", "nosniff")
    assert b"".join(whole.streaming_content) == VIDEO.encode()
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 4-7/{len(VIDEO)}")
    assert b"".join(part.streaming_content) == b"ftyp"
    assert client.get(url, headers={"Range": "bytes=999999-"}).status_code == 416


def test_other_documents_have_no_address_among_the_media(imported: Path, client: Client) -> None:
    film = TuntasDocument.objects.get(file__endswith=".mp4")
    url = film.file.url
    TuntasDocument.objects.filter(pk=film.pk).delete()
    assert client.get(url).status_code == 404
    assert client.get("/media/documents/daftar.pdf").status_code == 404


def test_the_card_stands_alone_for_everyone_and_from_the_cache(module: ModulePage, client: Client) -> None:
    page_cache.purge_all()
    text = client.get(CARD).text
    assert "Nolkan <strong>timbangan</strong>." in text
    assert "Beri tahu bidan bila" in text
    assert "belum ditelaah tenaga kesehatan" in text
    assert f'href="{CARD}"' in client.get("/modul/penimbangan/").text
    assert client.get(CARD)["Cache-Control"].startswith("public")


def test_a_changed_card_shows_at_once(
    module: ModulePage, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    client.get(CARD)
    module.card[0].value["lines"][0] = "Panggil satu per satu."
    with django_capture_on_commit_callbacks(execute=True):
        module.save_revision().publish()
    assert "Panggil satu per satu." in client.get(CARD).text


def test_a_module_without_a_card_has_no_such_page(module: ModulePage, client: Client) -> None:
    module.card = []
    module.save_revision().publish()
    page_cache.purge_all()
    assert client.get(CARD).status_code == 404
    assert "Kartu kerja" not in client.get("/modul/penimbangan/").text


def test_no_lesson_takes_the_address_of_the_card(lesson: LessonPage) -> None:
    lesson.slug = "kartu"
    with pytest.raises(ValidationError, match="dipakai kartu kerja"):
        lesson.full_clean()
