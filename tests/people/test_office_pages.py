"""``/kelola/kantor/``: who may change which office."""

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.areas import home
from lms.people import offices
from lms.people.models import Office
from lms.people.queries import office_of
from tests.cast import Cast
from tests.factories import NOW
from tests.people.test_office import WORDS, picture

pytestmark = pytest.mark.django_db
LIST = "/kelola/kantor/"
TYPED = vars(WORDS)


@pytest.fixture(autouse=True)
def _signed_in_is_enough(settings: LazySettings) -> None:
    """How strongly she signed in is asked elsewhere; here, what is hers."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def dinas(code: str = "35.71") -> str:
    return reverse("office-area", args=[code])


def test_the_dinas_sees_its_own_office_and_those_of_its_puskesmas(client: Client, cast: Cast):
    client.force_login(cast.dewi)
    page = page_of(client, LIST)
    assert "Dinas Kesehatan Kota Kediri" in page
    assert "Puskesmas Balowerti" in page
    assert "Kota Blitar" not in page
    assert "Belum ada: semuanya" in page


def test_a_petugas_sees_the_office_of_her_puskesmas_only(client: Client, cast: Cast):
    client.force_login(cast.puji)
    page = page_of(client, LIST)
    assert "Puskesmas Balowerti" in page
    assert "Ngletih" not in page
    assert "Dinas Kesehatan" not in page
    assert "Data kantor" in page_of(client, "/kelola/")


@pytest.mark.parametrize("name", ["sari", "rina", "budi", "ningsih"])
def test_others_have_no_office(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize("name", ["yanti", "puji", "lastri", "rina", "sari"])
def test_nobody_else_changes_the_dinas_s_office(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    assert client.get(dinas()).status_code == 404
    assert client.post(dinas(), TYPED).status_code == 404
    assert not Office.objects.exists()


@pytest.mark.parametrize("name", ["yanti", "lastri", "wulan"])
def test_nobody_else_changes_the_puskesmas_s_office_or_sees_its_logo(client: Client, cast: Cast, name: str):
    office = offices.save_office(cast.balowerti, WORDS, by=cast.puji, now=NOW, logo=picture())
    client.force_login(getattr(cast, name))
    for address in (
        reverse("office-puskesmas", args=[cast.balowerti.uuid]),
        reverse("office-logo", args=[office.uuid]),
    ):
        assert client.get(address).status_code == 404


def test_the_words_and_the_logo_are_saved_and_shown(client: Client, cast: Cast):
    client.force_login(cast.dewi)
    assert "Kepala Dinas Kesehatan Kota Kediri" in page_of(client, dinas())  # suggested
    logo = SimpleUploadedFile("logo.png", picture(), "image/png")
    assert client.post(dinas(), {**TYPED, "logo": logo}).url == dinas()
    office = office_of(cast.kediri)
    assert (office.head.name, office.updated_by) == ("dr. Ratna Dewi, M.Kes.", cast.dewi)
    assert f'src="{reverse("office-logo", args=[office.uuid])}"' in page_of(client, dinas())
    shown = client.get(reverse("office-logo", args=[office.uuid]))
    assert shown["Content-Type"] == "image/png"
    assert shown.content.startswith(b"\x89PNG")
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"nip": "123"}, "18 angka"),
        ({"email": "bukan alamat"}, "e-mail|surel|valid"),
        ({"government": ""}, "Bidang ini|wajib"),
        ({"logo": SimpleUploadedFile("x.png", b"bukan gambar")}, "tidak terbaca"),
    ],
)
def test_a_slip_says_what_and_keeps_what_was_typed(client: Client, cast: Cast, typed: dict[str, object], why: str):
    client.force_login(cast.dewi)
    answer = client.post(dinas(), {**TYPED, **typed})
    page = answer.content.decode()
    assert any(word in page for word in why.split("|"))
    assert "Jalan Contoh 1" in page
    assert not Office.objects.exists()


def test_the_administrator_of_a_dinas_s_site_sees_no_other_offices(client: Client, cast: Cast):
    client.force_login(cast.admin)
    assert "Kota Blitar" in page_of(client, LIST)
    home.choose("35.71")
    page = page_of(client, LIST)
    assert "Kota Kediri" in page
    assert "Kota Blitar" not in page
    assert "Jawa Timur" not in page


def test_the_list_costs_the_same_for_any_number_of_offices(client: Client, cast: Cast, django_assert_max_num_queries):
    for place in (cast.kediri, cast.balowerti, cast.puskesmas_ngletih):
        offices.save_office(place, WORDS, by=cast.dewi, now=NOW)
    client.force_login(cast.dewi)
    with django_assert_max_num_queries(11):
        client.get(LIST)
