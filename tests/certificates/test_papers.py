from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from certificates import audit, papers, render, sheet, tokens
from certificates.issue import issue
from certificates.models import Award, Certificate, Paper, SigningKey
from lms.areas.format import NBSP
from lms.people import offices
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW
from tests.people.test_office import WORDS, picture

UNDER = f"Pembina, IV/a · NIP 19800101{NBSP}200501{NBSP}2{NBSP}005"


def data(certificate: Certificate) -> dict:
    return sheet.data(certificate.claims, code=certificate.code, token=certificate.token, site=settings.SITE_URL)


@pytest.fixture
def pdf(certificate: Certificate) -> bytes:
    return papers.content(papers.paper_of(certificate, now=NOW))


def test_the_pdf_is_made_for_the_archive_and_for_screen_readers(pdf: bytes):
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert opened.Root.Lang == "id-ID" or str(opened.Root.Lang).startswith("id")
        assert opened.Root.MarkInfo.Marked
        assert metadata["dc:title"] == "Tanda Kecakapan Kader: Kader Purwa"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"


def test_it_is_a4_landscape_with_a_front_and_a_back(pdf: bytes):
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
        width, height = (float(side) for side in opened.pages[0].mediabox[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
    assert len(pdf) < 100_000


def test_the_printed_qr_opens_the_check_and_its_token_holds(certificate: Certificate):
    front = Image.open(BytesIO(render.png(data(certificate), ppi=150)[0]))
    address, token = zxingcpp.read_barcode(front).text.split("#")
    assert address == f"{settings.SITE_URL}/v/{certificate.code}"
    assert tokens.read(token) == tokens.claim(certificate.code, certificate.claims)


def test_the_same_bytes_are_served_ever_after(certificate: Certificate, cast: Cast):
    first = papers.content(papers.paper_of(certificate, now=NOW))
    cast.sari.person.name = "Sari Wahyuni Putri"
    cast.sari.person.save()
    again = Certificate.objects.get(pk=certificate.pk)
    assert papers.content(papers.paper_of(again, now=NOW)) == first
    assert Paper.objects.count() == 1


def test_two_who_ask_at_once_get_one_paper(certificate: Certificate):
    stale = Certificate.objects.get(pk=certificate.pk)
    assert papers.paper_of(certificate, now=NOW) == papers.paper_of(stale, now=NOW)
    assert Paper.objects.count() == 1


def test_a_paper_changed_on_disk_is_not_served(certificate: Certificate):
    paper = papers.paper_of(certificate, now=NOW)
    with open(paper.file.path, "ab") as file:
        file.write(b"%")
    with pytest.raises(ValueError, match="changed on disk"):
        papers.content(paper)


def test_rendering_the_same_certificate_gives_the_same_bytes(certificate: Certificate):
    sheet_data = data(certificate)
    assert render.pdf(sheet_data, made_at=NOW) == render.pdf(sheet_data, made_at=NOW)


@pytest.mark.parametrize(
    "name", ['#panic("x")', "*Sari* _W_ $x$ @a <b>", "N" * 120, "Ni Wayan Sri Rahayu Kusumaningrum, A.Md.Keb."]
)
def test_no_name_breaks_the_paper_or_becomes_code(certificate: Certificate, name: str):
    certificate.claims["name"] = name
    with pikepdf.open(BytesIO(render.pdf(data(certificate), made_at=NOW))) as opened:
        assert len(opened.pages) == 2


def test_the_office_s_words_logo_and_head_are_frozen_at_issue(award: Award, key: SigningKey, cast: Cast):
    offices.save_office(cast.kediri, WORDS, by=cast.dewi, now=NOW, logo=picture())
    made = issue(award, by=cast.dewi, now=NOW)
    offices.save_office(cast.kediri, replace(WORDS, head="Orang Lain", city="Lain"), by=cast.dewi, now=NOW, bare=True)
    words = data(Certificate.objects.get(pk=made.pk))
    assert words["official"] == {"name": "dr. Ratna Dewi, M.Kes.", "under": UNDER}
    assert (words["authority"], words["city"]) == ("Kepala Dinas Kesehatan Kota Kediri", "Kediri")
    with pikepdf.open(BytesIO(papers.content(papers.paper_of(made, now=NOW)))) as opened:
        assert any(image.Subtype == "/Image" for image in opened.pages[0].Resources.XObject.values())
    assert audit.differences(award.level.scheme.programme) == []


def test_a_head_without_rank_or_nip_has_a_name_only(award: Award, key: SigningKey, cast: Cast):
    offices.save_office(cast.kediri, replace(WORDS, nip="", head_rank=""), by=cast.dewi, now=NOW)
    assert data(issue(award, by=cast.dewi, now=NOW))["official"] == {"name": "dr. Ratna Dewi, M.Kes.", "under": ""}


def test_certificates_from_before_offices_are_as_they_were(certificate: Certificate, programme: Programme, cast: Cast):
    assert "office" not in certificate.claims
    offices.save_office(cast.kediri, WORDS, by=cast.dewi, now=NOW, logo=picture())
    words = data(certificate)
    assert (words["official"], words["logo"], words["authority"]) == (None, [], "Kepala Dinas Kesehatan Kota Kediri")
    assert audit.differences(programme) == []


def test_the_words_on_the_paper(certificate: Certificate):
    words = data(certificate)
    assert words["place"] == "Kader Posyandu Melati, Kelurahan Semampir"
    assert words["office"] == "Pemerintah Kota Kediri · Dinas Kesehatan"
    assert words["date"] == "24 November 2025"
    assert not words["contoh"]
