"""What is drawn reaches the ticket's own kader, and says what it shows by its pixels only."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from PIL import Image

from assessments import authoring, bank, pictures
from assessments.bank import publish_question
from assessments.draw import issue_ticket
from assessments.models import Question, QuestionVersion, Ticket
from assessments.types.reading.instruments import picture
from lms.areas.errors import UserError
from modules.models import Competency, Programme, TuntasImage
from modules.pictures import store
from modules.rules import digest
from tests.assessments import test_hotspot, test_kms, test_readings
from tests.assessments.factories import lacks_only_b3, make_module, make_quiz
from tests.cast import Cast
from tests.factories import NOW, make_programme

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="410" viewBox="0 0 320 410"><path d="M0 0h9"/></svg>'
ABOVE = {"picture": [{"image": "lengan.svg", "alt": "Lengan kiri anak."}]}
ITEMS = {
    "reading": test_readings.content("timbangan-jarum", feedback="RAHASIA") | {"reading": "4,7"} | ABOVE,
    "kms": test_kms.ITEM | {"weight": "8,1", "stem": "Letakkan titik Bima."},
    "hotspot": test_hotspot.ITEM | {"image": "lengan.svg"},
}


def make_items(programme: Programme, use: str) -> None:
    competency = Competency.objects.get(group__programme=programme, key="B3")
    for kind, content in ITEMS.items():
        row = Question.objects.create(
            key=f"{use}-{kind}", competency=competency, lesson_key="menimbang", type=kind, use=use, status="active"
        )
        publish_question(row, content, now=NOW)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ticket(cast: Cast, settings, tmp_path) -> Ticket:
    settings.MEDIA_ROOT = tmp_path
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    store("lengan.svg", SVG.encode(), package_path="ilp/modules/b3/pictures/lengan.svg")
    make_items(programme, "counting")
    make_module(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme, count=3), now=NOW)


@pytest.fixture
def sari(cast: Cast, client: Client) -> Client:
    client.force_login(cast.sari)
    return client


def url(ticket: Ticket, kind: str) -> str:
    item = ticket.items.get(version__question__type=kind)
    return f"/cek/{ticket.token}/gambar/{item.position}/"


def test_the_sheet_shows_every_picture_and_no_reading_point_or_place(sari: Client, ticket: Ticket):
    page = sari.get(f"/cek/{ticket.token}/").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert url(ticket, "reading") in main
    assert f"{url(ticket, 'kms')}?rupa=huruf" in main
    assert main.count("/media/soal/gambar.") == 2
    said = re.sub(r'(src|id|for|name|value|aria-describedby|data-ticket)="[^"]*"', "", main)
    assert not re.search(r"4[,.]7|8[,.]1|63[,.]5|70[,.]5|RAHASIA|feedback|tolerance|correct", said)


OTHER = SVG.replace("M0 0h9", "M0 0v9")


def replace_picture() -> None:
    store("lengan.svg", OTHER.encode(), package_path="ilp/modules/b3/pictures/lengan.svg")


def shown_to(client: Client, ticket: Ticket) -> bytes:
    """What stands at the address of the picture of the module on her sheet."""
    page = client.get(f"/cek/{ticket.token}/").content.decode()
    (address,) = set(re.findall(r"/media/[^\"]+\.svg", page))
    return b"".join(client.get(address).streaming_content)


def test_a_sheet_shows_the_picture_of_its_version_whatever_the_module_has_now(sari: Client, ticket: Ticket):
    before = shown_to(sari, ticket)
    assert b"M0 0h9" in before
    replace_picture()
    assert shown_to(sari, ticket) == before
    TuntasImage.objects.all().delete()
    assert shown_to(sari, ticket) == before


def test_a_version_is_of_its_words_and_its_pictures(ticket: Ticket):
    row = Question.objects.select_related("current").get(key="counting-hotspot")
    old = row.current
    assert publish_question(row, old.content, now=NOW) == old
    replace_picture()
    new = publish_question(row, old.content, now=NOW)
    assert (new.number, new.sha256) == (2, old.sha256)
    assert new.pictures_sha256 != old.pictures_sha256
    assert [pictures.replaced(pictures.of_version(row, version)) for version in (old, new)] == [["lengan.svg"], []]
    store("lengan.svg", SVG.encode(), package_path="ilp/modules/b3/pictures/lengan.svg")
    assert publish_question(row, old.content, now=NOW) == old


def test_a_version_from_before_pictures_were_pinned_gets_those_it_shows_today(
    sari: Client, ticket: Ticket, django_assert_num_queries
):
    QuestionVersion.objects.update(pictures={}, pictures_sha256="")
    assert bank.pin_older() == 2
    before = shown_to(sari, ticket)
    replace_picture()
    assert shown_to(sari, ticket) == before
    row = Question.objects.select_related("current").get(key="counting-hotspot")
    assert publish_question(row, row.current.content, now=NOW).number == 2
    with django_assert_num_queries(4):  # two chunks and the transaction of the one item that shows none
        assert bank.pin_older() == 0


def test_what_was_published_again_meanwhile_stays_apart_from_its_older_version(ticket: Ticket):
    row = Question.objects.get(key="counting-hotspot")
    QuestionVersion.objects.filter(question=row).update(pictures={}, pictures_sha256="")
    row.refresh_from_db()
    new = publish_question(row, row.current.content, now=NOW)
    assert (new.number, bank.pin_older()) == (2, 1)
    old = row.versions.get(number=1)
    assert (old.pictures, old.pictures_sha256) == (new.pictures, "")


def test_another_picture_is_drawn_only_after_a_nakes_has_seen_it(cast: Cast, ticket: Ticket):
    row = Question.objects.select_related("current").get(key="counting-hotspot")
    row.written = row.current.content
    row.save()
    with pytest.raises(UserError, match="tidak berganti"):
        authoring.renew(row, by=cast.budi, now=NOW)
    replace_picture()
    assert authoring.replaced_pictures(row) == ["lengan.svg"]
    authoring.renew(row, by=cast.budi, now=NOW)
    seen = digest(authoring.said(authoring.text_of(row), {}))
    authoring.review(row, seen=seen, by=cast.ningsih, now=NOW)
    store("lengan.svg", SVG.encode(), package_path="ilp/modules/b3/pictures/lengan.svg")
    with pytest.raises(UserError, match="Gambarnya berganti"):
        authoring.activate(row, by=cast.budi, now=NOW)
    replace_picture()
    authoring.activate(row, by=cast.budi, now=NOW)
    row = Question.objects.select_related("current").get(pk=row.pk)
    assert (row.current.number, authoring.replaced_pictures(row)) == (2, [])


def test_a_picture_is_bare_private_and_named_after_nothing(sari: Client, ticket: Ticket):
    response = sari.get(url(ticket, "reading"))
    assert response.content == picture("timbangan-jarum", (Decimal("4.7"),))
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "private, no-store")
    assert not any("4.7" in value or "4,7" in value for value in response.headers.values())
    with Image.open(BytesIO(response.content)) as image:
        assert not {"exif", "xmp", "icc_profile"} & set(image.info)
    plain, lettered = (sari.get(url(ticket, "kms"), {"rupa": look}).content for look in ("", "huruf"))
    assert plain != lettered


def test_nobody_else_sees_a_picture_of_her_ticket(cast: Cast, client: Client, ticket: Ticket):
    for user in (cast.tini, cast.rina, cast.dewi, cast.admin):
        client.force_login(user)
        assert client.get(url(ticket, "reading")).status_code == 404


def test_a_stranger_and_a_wrong_place_get_nothing(cast: Cast, client: Client, ticket: Ticket):
    assert client.get(url(ticket, "reading")).url.startswith("/masuk/")
    client.force_login(cast.sari)
    assert client.get(url(ticket, "hotspot")).status_code == 404  # its picture is a file of the module
    assert client.get(f"/cek/{ticket.token}/gambar/99/").status_code == 404
    assert client.post(url(ticket, "reading")).status_code == 405


def test_pictures_cost_one_query_a_sheet(sari: Client, ticket: Ticket, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        sari.get(f"/cek/{ticket.token}/")
    with django_assert_max_num_queries(7):
        sari.get(url(ticket, "kms"))


@pytest.fixture
def practice(db: None, settings, tmp_path) -> str:
    settings.MEDIA_ROOT = tmp_path
    programme = make_programme()
    make_items(programme, "latihan")
    return f"/latihan/{make_module(programme).slug}/"


def test_everybody_practises_with_pictures_that_may_be_kept(client: Client, practice: str):
    page = client.get(practice, {"soal": 3}).content.decode()
    (address,) = re.findall(rf'{practice}gambar/3/\?v=\w+(?=")', page)
    response = client.get(address)
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "public, max-age=86400")
    assert not response.cookies
    told = client.get(practice, {"soal": 3, "dijawab": 1, "jawab-angka": "5"}).content.decode()
    assert "dibulatkan" in told
    assert "4,7" in told


def test_what_draws_nothing_has_no_picture(client: Client, practice: str):
    assert [client.get(f"{practice}gambar/{number}/").status_code for number in (0, 1, 9)] == [404] * 3


def test_a_picture_that_is_gone_leaves_its_words(client: Client, practice: str):
    assert "Lengan kiri anak." in client.get(practice, {"soal": 1}).content.decode()
