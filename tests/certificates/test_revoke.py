from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from certificates.issue import issue
from certificates.models import Award, AwardChange, Certificate, Proposal, Revocation
from certificates.propose import propose
from certificates.revoke import revoke
from lms.areas.errors import UserError
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW

LATER = NOW + timedelta(hours=1)


def test_revoking_shows_at_once(client: Client, certificate: Certificate, cast: Cast):
    assert "berlaku saat diperiksa" in client.get(f"/v/{certificate.code}").content.decode()
    revoke(certificate, reason="Salah cetak", by=cast.dewi, now=LATER)
    page = client.get(f"/v/{certificate.code}").content.decode()
    assert "24 November 2025 pukul 11.00 WIB" in page
    assert "sudah dicabut" in page
    assert "Sari" not in page


def test_without_the_award_her_level_stays_and_a_new_paper_can_be_issued(
    certificate: Certificate, award: Award, cast: Cast
):
    revoke(certificate, reason="Salah cetak", by=cast.dewi, now=LATER)
    second = issue(award, by=cast.dewi, now=LATER)
    assert (second.status, second.number) == ("valid", "400.7/0002/TKK/35.71/2025")
    assert AwardChange.objects.filter(granted=False).count() == 0


def test_with_the_award_the_level_falls_and_the_boards_are_told(
    certificate: Certificate, award: Award, cast: Cast, programme: Programme
):
    revoke(certificate, reason="Penilaian tidak sah", by=cast.dewi, now=LATER, with_award=True)
    award.refresh_from_db()
    change = AwardChange.objects.get(granted=False)
    assert award.revoked_on == change.effective_on == LATER.date()
    with pytest.raises(UserError, match="sudah dicabut"):
        issue(award, by=cast.dewi, now=LATER)
    propose([award.kader_id], programme=programme, now=LATER)
    assert Proposal.objects.filter(state="open").count() == 0


def test_revoking_again_keeps_the_first_reason_but_may_take_the_award_too(certificate: Certificate, cast: Cast):
    revoke(certificate, reason="Salah cetak", by=cast.dewi, now=LATER)
    revoke(certificate, reason="Lain", by=cast.dewi, now=LATER, with_award=True)
    revoke(certificate, reason="Lain", by=cast.dewi, now=LATER, with_award=True)
    assert Revocation.objects.get().reason == "Salah cetak"
    assert AwardChange.objects.filter(granted=False).count() == 1


@pytest.mark.parametrize("name", ["yanti", "rina", "puji", "sari", "admin"])
def test_nobody_else_may(certificate: Certificate, cast: Cast, name: str):
    with pytest.raises(PermissionDenied):
        revoke(certificate, reason="x", by=getattr(cast, name), now=LATER)
    assert Certificate.objects.get().status == "valid"


def test_a_reason_is_needed(certificate: Certificate, cast: Cast):
    with pytest.raises(UserError, match="Alasan"):
        revoke(certificate, reason="  ", by=cast.dewi, now=LATER)
    assert Certificate.objects.get().status == "valid"


def test_when_the_award_falls_no_certificate_of_it_stays_valid(certificate: Certificate, award: Award, cast: Cast):
    revoke(certificate, reason="Salah cetak", by=cast.dewi, now=LATER)
    issue(award, by=cast.dewi, now=LATER)
    revoke(certificate, reason="Tidak sah", by=cast.dewi, now=LATER, with_award=True)
    assert set(Certificate.objects.values_list("status", flat=True)) == {"revoked"}
    assert Revocation.objects.count() == 2
