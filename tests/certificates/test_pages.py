from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings as project
from django.test import Client

from certificates import codes, keys, sheet
from certificates.issue import issue
from certificates.models import Award, Certificate, Proposal, SigningKey
from lms.people.models import Kader, Membership, Person
from modules.models import Programme
from tests.cast import Cast
from tests.certificates.factories import PAPERS, forget, kader, proposed
from tests.factories import NOW

TYPED = {name: str(value) for name, value in PAPERS.items()}
STRANGERS = ["yanti", "rina", "wulan", "budi", "ningsih", "admin", "tini"]


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dewi(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dewi)
    return client


def test_the_dinas_sees_what_waits_by_posyandu(dewi: Client, cast: Cast, programme: Programme):
    proposed(cast.sari, programme)
    page = dewi.get("/kelola/penetapan/").content.decode()
    assert "Posyandu Melati, Semampir" in page
    assert "Sari Wahyuni" in page
    assert "10 November 2025" in page


@pytest.mark.parametrize("name", [*STRANGERS, "sari", "puji"])
def test_others_do_not_see_the_list_or_see_nobody(client: Client, cast: Cast, programme: Programme, name: str):
    proposal = proposed(cast.sari, programme)
    client.force_login(getattr(cast, name))
    answer = client.get("/kelola/penetapan/")
    assert answer.status_code == (200 if name == "yanti" else 404)
    assert "Sari" not in answer.content.decode()
    assert client.get(f"/kelola/penetapan/{proposal.uuid}/").status_code == 404
    assert client.post(f"/kelola/penetapan/{proposal.uuid}/", {**TYPED, "sungguh": "1"}).status_code == 404
    assert Award.objects.count() == 0


def test_the_list_is_searched_by_name_or_posyandu(dewi: Client, cast: Cast, programme: Programme):
    proposed(cast.sari, programme)
    proposed(cast.tini, programme)
    found = dewi.post("/kelola/penetapan/", {"cari": "kenanga"}).content.decode()
    assert "Tini Astuti" in found
    assert "Sari Wahyuni" not in found
    assert "Tidak ada yang cocok" in dewi.post("/kelola/penetapan/", {"cari": "zzz"}).content.decode()


def test_a_hundred_proposals_cost_as_many_queries_as_one(
    dewi: Client, cast: Cast, programme: Programme, django_assert_num_queries
):
    first = proposed(cast.sari, programme)
    for number in range(60):
        other = Kader.objects.create(person=Person.objects.create(name=f"Kader {number:02}"))
        Membership.objects.create(kader=other, posyandu=cast.melati, field="kesehatan", since=NOW.date())
        Proposal.objects.create(
            kader=other,
            level=first.level,
            membership=first.membership,
            reached_on=first.reached_on,
            proposed_at=NOW,
        )
    with django_assert_num_queries(7):
        page = dewi.get("/kelola/penetapan/").content.decode()
    assert "61 usulan" in page
    assert 'rel="next"' in page


def test_the_officer_looks_it_over_and_only_then_it_is_done(
    dewi: Client, cast: Cast, programme: Programme, key: SigningKey
):
    url = f"/kelola/penetapan/{proposed(cast.sari, programme).uuid}/"
    assert "Terampil di semua keterampilan kelompok A, B, dan C" in dewi.get(url).content.decode()
    look = dewi.post(url, TYPED).content.decode()
    assert "21 November 2025" in look
    assert Award.objects.count() == 0
    assert 'value="188.45/123/419/2025"' in dewi.post(url, {**TYPED, "ubah": "1"}).content.decode()
    done = dewi.post(url, {**TYPED, "sungguh": "1"}, follow=True)
    assert "400.7/0001/TKK/35.71/2025" in done.content.decode()
    assert dewi.post(url, {**TYPED, "sungguh": "1"}).url == done.redirect_chain[0][0]
    assert Certificate.objects.count() == 1


def test_dates_that_cannot_be_are_said_and_nothing_typed_is_lost(dewi: Client, cast: Cast, programme: Programme):
    url = f"/kelola/penetapan/{proposed(cast.sari, programme).uuid}/"
    page = dewi.post(url, {**TYPED, "decree_date": "2025-11-01"}).content.decode()
    assert "tidak mungkin mendahului" in page
    assert "400.7/BA-031/2025" in page
    page = dewi.post(url, {**TYPED, "decree_date": "2999-01-01", "sungguh": "1"}).content.decode()
    assert "belum tiba" in page
    assert Award.objects.count() == 0


def test_a_proposal_that_fell_away_meanwhile_is_said(dewi: Client, cast: Cast, programme: Programme, key: SigningKey):
    proposal = proposed(cast.sari, programme)
    forget(kader(cast.sari), "A")
    url = f"/kelola/penetapan/{proposal.uuid}/"
    assert "tidak lagi terpenuhi" in dewi.post(url, {**TYPED, "sungguh": "1"}).content.decode()
    Proposal.objects.update(state="withdrawn")
    assert "sudah ditarik" in dewi.get(url, follow=True).content.decode()


def test_sari_sees_and_shares_her_certificate(client: Client, cast: Cast, certificate: Certificate):
    client.force_login(cast.sari)
    answer = client.get(f"/sertifikat/{certificate.code}/")
    page = answer.content.decode()
    assert f"{project.SITE_URL}/v/{codes.spaced(certificate.code)}" in page
    assert "Cabut" not in page
    assert "no-store" in answer["Cache-Control"]


def test_the_pdf_comes_without_a_name_in_its_name(client: Client, cast: Cast, certificate: Certificate):
    client.force_login(cast.sari)
    answer = client.get(f"/sertifikat/{certificate.code}/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="sertifikat-')
    assert "sari" not in answer["Content-Disposition"].lower()
    assert client.get(f"/sertifikat/{certificate.code}/pdf/").content == answer.content


@pytest.mark.parametrize("path", ["", "pdf/"])
@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_get_neither_page_nor_paper(
    client: Client, cast: Cast, certificate: Certificate, name: str, path: str
):
    client.force_login(getattr(cast, name))
    assert client.get(f"/sertifikat/{certificate.code}/{path}").status_code == 404


@pytest.mark.parametrize("name", [*STRANGERS, "sari", "puji"])
def test_only_the_issuing_dinas_revokes_and_replaces(client: Client, cast: Cast, certificate: Certificate, name: str):
    client.force_login(getattr(cast, name))
    for path in ("cabut/", "terbitkan/"):
        assert client.post(f"/sertifikat/{certificate.code}/{path}", {"reason": "x"}).status_code == 404
    assert Certificate.objects.get().status == "valid"


def test_the_puskesmas_prints_for_a_kader_without_a_phone(client: Client, cast: Cast, certificate: Certificate):
    client.force_login(cast.puji)
    assert client.get(f"/sertifikat/{certificate.code}/pdf/").status_code == 200


def test_whoever_is_not_signed_in_is_asked_to(client: Client, certificate: Certificate):
    assert client.get(f"/sertifikat/{certificate.code}/").url.startswith("/masuk/")
    assert client.get(f"/sertifikat/{certificate.code}/pdf/").url.startswith("/masuk/")


def test_the_officer_revokes_with_a_reason_and_may_replace(dewi: Client, certificate: Certificate):
    url = f"/sertifikat/{certificate.code}/"
    assert "wajib" in dewi.post(f"{url}cabut/", {"reason": ""}).content.decode()
    page = dewi.post(f"{url}cabut/", {"reason": "Salah cetak"}, follow=True).content.decode()
    assert "tidak berlaku lagi" in page
    assert "Terbitkan pengganti" in page
    page = dewi.post(f"{url}terbitkan/", follow=True).content.decode()
    assert "400.7/0002/TKK/35.71/2025" in page
    assert Certificate.objects.filter(status="valid").count() == 1


def test_an_erased_persons_certificate_is_opened_by_nobody(dewi: Client, cast: Cast, certificate: Certificate):
    cast.sari.person.erased_at = NOW
    cast.sari.person.save()
    assert dewi.get(f"/sertifikat/{certificate.code}/").status_code == 404
    assert dewi.get(f"/sertifikat/{certificate.code}/pdf/").status_code == 404


def test_contoh_stands_on_everything_in_the_demo(dewi: Client, cast: Cast, award: Award, settings):
    settings.DEMO = True
    keys.ensure(now=NOW)
    made = issue(award, by=cast.dewi, now=NOW)
    assert sheet.data(made.claims, code=made.code, token=made.token, site="")["contoh"]
    for url in (f"/v/{made.code}", f"/sertifikat/{made.code}/"):
        assert "CONTOH" in dewi.get(url).content.decode()
