import pytest
from django.core.cache import cache
from django.test import Client

from certificates import codes, limits
from certificates.models import Certificate
from tests.cast import Cast
from tests.factories import NOW


def page(client: Client, code: str) -> str:
    return client.get(f"/v/{code}").content.decode()


def test_anyone_sees_whose_what_when_and_by_whom(client: Client, certificate: Certificate):
    shown = page(client, certificate.code)
    for words in (
        "Sari Wahyuni",
        "Kader Posyandu Melati",
        "Kelurahan Semampir",
        "Kader Purwa",
        "17 dari 25",
        "24 November 2025",
        certificate.number.replace("/", "/<wbr>"),
        "Dinas Kesehatan Kota Kediri",
        "catatan keabsahan penerbit",
        "bukan tanda tangan elektronik tersertifikasi",
    ):
        assert words in shown


def test_the_page_holds_no_private_number_and_is_kept_by_nobody(client: Client, certificate: Certificate, cast: Cast):
    person = cast.sari.person
    person.phone, person.birth_date = "+6281234567890", NOW.date().replace(year=1979)
    person.save()
    answer = client.get(f"/v/{certificate.code}")
    assert "81234567890" not in answer.content.decode()
    assert "1979" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_code_may_be_typed_small_and_with_spaces(client: Client, certificate: Certificate):
    typed = codes.spaced(certificate.code).lower().replace("-", " ")
    assert client.get("/v/", {"kode": typed}).url == f"/v/{certificate.code}"
    assert "Sari Wahyuni" in page(client, codes.spaced(certificate.code).lower())


def test_the_form_alone_asks_for_a_code(client: Client, db: None):
    assert 'name="kode"' in client.get("/v/").content.decode()
    assert client.get("/v/", {"kode": "../<script>"}).status_code == 200


def test_the_form_is_found_by_who_searches_for_it_and_names_nobody(client: Client, certificate: Certificate):
    answer = client.get("/v/")
    assert "X-Robots-Tag" not in answer
    assert "noindex" not in answer.content.decode()
    assert "Sari" not in answer.content.decode()


def test_an_unknown_code_is_said_to_be_unknown(client: Client, db: None):
    answer = client.get(f"/v/{codes.new_code()}")
    assert answer.status_code == 404
    assert "Kode tidak dikenal" in answer.content.decode()
    assert "data-verify" in answer.content.decode()


@pytest.mark.parametrize("code", ["x", "'; DROP", "A" * 300, "é" * 26])
def test_odd_codes_are_unknown_too(client: Client, db: None, code: str):
    assert client.get(f"/v/{code}").status_code == 404


def test_an_erased_persons_certificate_says_only_that(client: Client, certificate: Certificate, cast: Cast):
    person = cast.sari.person
    person.name, person.erased_at = "", NOW
    person.save()
    shown = page(client, certificate.code)
    assert "Data pemiliknya sudah dihapus" in shown
    assert "Sari" not in shown
    assert "S.W." not in shown
    assert Certificate.objects.get().claims["name"] == "Sari Wahyuni"


def test_who_guesses_codes_is_stopped_for_every_code(client: Client, certificate: Certificate):
    for _ in range(limits.MISSES):
        assert client.get(f"/v/{codes.new_code()}").status_code == 404
    assert client.get(f"/v/{codes.new_code()}").status_code == 429
    assert client.get(f"/v/{certificate.code}").status_code == 429
    cache.clear()
    assert client.get(f"/v/{certificate.code}").status_code == 200


def test_a_hall_full_of_people_on_one_address_is_not_stopped(client: Client, certificate: Certificate):
    assert {client.get(f"/v/{certificate.code}").status_code for _ in range(limits.MISSES * 2)} == {200}


def test_checking_costs_one_query(client: Client, certificate: Certificate, django_assert_num_queries):
    with django_assert_num_queries(1):
        page(client, certificate.code)


def test_a_name_with_markup_stays_text(client: Client, certificate: Certificate):
    certificate.claims["name"] = "<script>alert(1)</script>"
    certificate.save()
    assert "<script>alert" not in page(client, certificate.code)
