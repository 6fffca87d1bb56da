"""The blocks of a lesson and the card of a module: what a package may hold, what readers get, what is refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from modules import packages, page_cache, prose, recordings, review
from modules.blocks import BodyStream, CardStream
from modules.blocks.stream import CheckedStream
from modules.blocks.teaching import BODY, PREVIEW
from modules.body import BLOCKS, plain
from modules.models import LessonPage, ModulePage, TuntasDocument
from tests.cast import Cast
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
    film.file = ContentFile(f"{VIDEO} anew".encode(), name="menimbang.mp4")
    film._set_document_file_metadata()
    film.save()
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


@pytest.fixture
def author(db: None, client: Client) -> Client:
    """An administrator on a demo installation, where the second factor is waived."""
    client.force_login(User.objects.create(username="penulis", is_superuser=True, is_staff=True))
    return client


# -- the admin ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*BODY, "card"])
def test_a_block_introduces_itself(db: None, name: str) -> None:
    block = CardStream().child_blocks["card"] if name == "card" else BODY[name]
    shown = render_to_string(PREVIEW, {"bound_block": block.bind(block.get_preview_value()), "page_title": name})
    assert 'href="/static/css/tuntas.css"' in shown
    assert len(shown.partition("<main")[2]) > 150
    assert block.get_description()
    assert block.meta.help_text


def test_every_block_has_an_icon_of_its_own() -> None:
    icons = [block.meta.icon for block in BODY.values()]
    assert len(set(icons)) == len(icons) == len(BLOCKS)


def refused(stream: CheckedStream, *blocks: tuple[str, object], draft: bool = False) -> dict[str, object]:
    """What the form says of these blocks, as it is handed to the script that shows it."""
    value = stream.to_python([{"type": name, "value": value} for name, value in blocks])
    if draft:
        stream.defer_required_validation()
    try:
        stream.clean(value)
    except ValidationError as error:
        return error.as_json_data()
    return {}


def test_what_is_wrong_is_said_at_its_field() -> None:
    said = refused(
        BodyStream(),
        ("text", "Tulis <b>tebal</b> begini."),
        ("steps", [{"text": "Baca {fakta: b3.batas}.", "critical": False}, {"text": "x" * 301, "critical": False}]),
        ("table", {"caption": "Alat", "head": ["Alat"], "rows": [["Pita", "Lingkar"]]}),
        ("check", {"question": "Mana?", "options": [{"text": "A", "correct": False, "feedback": "Belum."}] * 2}),
    )["blockErrors"]
    assert "kode HTML" in said[0]["messages"][0]
    assert "{fakta:kunci}" in said[1]["blockErrors"][0]["blockErrors"]["text"]["messages"][0]
    assert "paling banyak 300" in said[1]["blockErrors"][1]["blockErrors"]["text"]["messages"][0]
    assert "Jumlah sel" in str(said[2]["blockErrors"]["rows"])
    assert "Tandai paling sedikit satu" in said[3]["blockErrors"]["options"]["messages"][0]


def test_a_draft_may_lack_what_is_not_there_yet_but_holds_nothing_wrong() -> None:
    picture = {"image": None, "alt": "", "caption": ""}
    talk = {"title": "", "lines": []}
    assert refused(BodyStream(), ("picture", picture), ("talk", talk))["blockErrors"].keys() == {0, 1}
    assert refused(BodyStream(), ("picture", picture), ("talk", talk), draft=True) == {}
    assert refused(BodyStream(), ("picture", picture | {"alt": "<p>"}), draft=True)["blockErrors"].keys() == {0}


def test_a_card_of_too_few_lines_is_refused() -> None:
    said = refused(CardStream(), ("card", {"title": "Menimbang", "lines": ["Satu."], "refer": []}))
    assert said["blockErrors"][0]["blockErrors"]["lines"]["messages"] == ["Paling sedikit 3, sekarang 1."]


@pytest.mark.parametrize("text", ["di bawah 5 < 7 dan 9 > 8", "**tebal** [x](https://a.id)", "{fakta:b3.batas} cm"])
def test_plain_writing_is_left_alone(text: str) -> None:
    assert prose.misuse(text) == []


def test_an_unknown_fact_is_told_at_its_block_with_what_may_have_been_meant(lesson: LessonPage) -> None:
    lesson.body = [{"type": "keep", "value": ["Nol dulu.", "Batas {fakta:b3.bats}."]}]
    with pytest.raises(ValidationError) as error:
        lesson.full_clean()
    [said] = error.value.error_dict["body"]
    sentence = said.as_json_data()["blockErrors"][0]["blockErrors"][1]["messages"]
    assert sentence == ["Fakta b3.bats tidak dikenal. Maksudnya b3.batas?"]


def test_a_table_is_stored_as_rows_as_wide_as_its_head() -> None:
    table = BODY["table"]
    value = table.to_python({"caption": "Alat", "head": ["A", "B", ""], "rows": [["1", "", ""], ["1", "2"]]})
    assert plain(table.get_prep_value(value)) == {
        "caption": "Alat",
        "head": ["A", "B"],
        "rows": [["1", ""], ["1", "2"]],
    }
    assert value.grid == [["1", ""], ["1", "2"]]


def test_a_lesson_in_the_admin_brings_toolbar_and_list_of_facts(lesson: LessonPage, author: Client) -> None:
    text = author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), follow=True).text
    assert 'src="/static/js/cms/toolbar.js"' in text
    assert "Fakta: angka medis dari daftar" in text
    assert "data-prose-most-value" in text


def test_a_new_lesson_needs_only_a_title_for_its_first_draft(module: ModulePage, author: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["modules", "lessonpage", module.pk])
    assert 'name="minutes" value="5"' in author.get(address).text
    form = {"title": "Baru", "slug": "baru", "aim": "", "kind": "inti", "minutes": "5", "body-count": "0"}
    author.post(address, form | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"})
    assert not LessonPage.objects.get(slug="baru").live


def test_facts_are_found_by_key_value_or_wording(lesson: LessonPage, author: Client) -> None:
    def find(words: str) -> list[dict[str, str]]:
        return author.get("/cms/kutip-fakta/", {"q": words}).json()["facts"]

    [fact] = find("lila merah")
    assert (fact["key"], fact["value"], fact["status"], fact["note"]) == ("b3.batas", "11,5\u00a0cm", "ditetapkan", "")
    assert find("batas 11,5") == find("lila merah")
    assert find("tekanan") == []


def test_the_list_of_facts_is_for_staff_of_content(lesson: LessonPage, cast: Cast, client: Client) -> None:
    client.force_login(cast.sari)
    assert client.get("/cms/kutip-fakta/").status_code in (302, 403)


def test_a_program_that_calls_itself_a_film_is_not_taken(db: None) -> None:
    file = TuntasDocument(title="Film", file=ContentFile(b"MZ a program", name="film.mp4"))
    with pytest.raises(ValidationError, match="Isi berkas bukan mp4"):
        file.clean()
    TuntasDocument(title="Film", file=ContentFile(VIDEO.encode(), name="film.mp4")).clean()
    with pytest.raises(ValidationError):
        TuntasDocument(title="Film", file=ContentFile(b"x", name="film.exe")).clean()
