from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

from certificates import codes, tokens
from certificates.checks import numbers_can_be_written
from certificates.grant import grant
from certificates.issue import issue
from certificates.keys import NoKeyError
from certificates.models import Award, Certificate, Series, SigningKey
from lms.areas.errors import UserError
from modules.models import Programme
from tests.cast import Cast
from tests.certificates.factories import PAPERS, awarded, proposed
from tests.factories import NOW

pytestmark = pytest.mark.every_database  # its own locks


def test_the_certificate_says_whose_what_and_by_which_decree(certificate: Certificate):
    claims = certificate.claims
    assert (claims["name"], claims["level"]["title"]) == ("Sari Wahyuni", "Kader Purwa")
    assert (claims["place"], claims["desa"], claims["puskesmas"]) == (
        "Posyandu Melati",
        "Kelurahan Semampir",
        "Puskesmas Balowerti",
    )
    assert (claims["skilled"], claims["total"]) == (17, 25)
    assert claims["decree"] == {"number": "188.45/123/419/2025", "date": "2025-11-21"}


def test_no_private_number_is_in_the_claims_or_the_token(cast: Cast, programme: Programme, key: SigningKey):
    person = cast.sari.person
    person.phone, person.nip, person.birth_date = "+6281234567890", "198001012005012001", NOW.date()
    person.save()
    made = issue(awarded(cast.sari, programme, by=cast.dewi), by=cast.dewi, now=NOW)
    everything = f"{made.claims}{tokens.read(made.token)}"
    assert "81234567890" not in everything
    assert "198001012005012001" not in everything
    assert "Sari" not in str(tokens.read(made.token))


def test_issuing_twice_gives_one_certificate_and_one_number(certificate: Certificate, award: Award, cast: Cast):
    assert issue(award, by=cast.dewi, now=NOW + timedelta(seconds=1)) == certificate
    assert Series.objects.get().last == 1


def test_a_second_valid_certificate_cannot_be(certificate: Certificate):
    twin = Certificate.objects.get(pk=certificate.pk)
    twin.pk, twin.number, twin.code = None, "lain", codes.new_code()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_numbers_follow_each_other_without_a_gap_also_after_a_failed_issue(
    certificate: Certificate, cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
):
    award = awarded(cast.tini, programme, by=cast.dewi)
    with monkeypatch.context() as broken:
        broken.setattr(tokens, "sign", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            issue(award, by=cast.dewi, now=NOW)
    second = issue(award, by=cast.dewi, now=NOW)
    assert certificate.number == "400.7/0001/TKK/35.71/2025"
    assert second.number == "400.7/0002/TKK/35.71/2025"


def test_the_office_may_use_its_own_register_but_no_number_twice(
    certificate: Certificate, cast: Cast, programme: Programme
):
    award = awarded(cast.tini, programme, by=cast.dewi)
    with pytest.raises(UserError, match="sudah dipakai"):
        issue(award, by=cast.dewi, now=NOW, number=certificate.number)
    assert issue(award, by=cast.dewi, now=NOW, number="400.7/0002/TKK/35.71/2025").award == award
    assert Series.objects.get().last == 1


def test_the_series_steps_over_a_number_that_was_typed_in(
    award: Award, key: SigningKey, cast: Cast, programme: Programme
):
    issue(award, by=cast.dewi, now=NOW, number="400.7/0001/TKK/35.71/2025")
    second = issue(awarded(cast.tini, programme, by=cast.dewi), by=cast.dewi, now=NOW)
    assert second.number == "400.7/0002/TKK/35.71/2025"


def test_the_year_of_a_number_is_that_of_the_office(award: Award, key: SigningKey, cast: Cast):
    new_year = NOW.replace(month=12, day=31, hour=18)  # 01.00 WIB on 1 January
    assert issue(award, by=cast.dewi, now=new_year).number.endswith("/2026")


def test_nothing_is_awarded_when_the_certificate_cannot_be_issued(cast: Cast, programme: Programme):
    with pytest.raises(NoKeyError, match="keys create"):
        grant(proposed(cast.sari, programme), **PAPERS, by=cast.dewi, now=NOW)
    assert Award.objects.count() == Series.objects.count() == 0


@pytest.mark.parametrize("name", ["yanti", "rina", "puji", "sari"])
def test_nobody_else_may_issue(award: Award, key: SigningKey, cast: Cast, name: str):
    with pytest.raises(PermissionDenied):
        issue(award, by=getattr(cast, name), now=NOW)


def test_codes_are_long_random_and_forgive_a_misread_letter():
    many = {codes.new_code() for _ in range(10_000)}
    assert len(many) == 10_000
    assert all(len(code) == 26 and set(code) <= set(codes.ALPHABET) for code in many)
    assert codes.normal("7q4m-2xra 9tol") == "7Q4M2XRA9T01"


def test_a_number_format_that_never_changes_is_refused(settings):
    settings.CERTIFICATE_NUMBER = "400.7/TKK/{year}"
    assert numbers_can_be_written(None)[0].id == "certificates.E001"
    settings.CERTIFICATE_NUMBER = "{seq}/{kind}"
    assert numbers_can_be_written(None) == []
    call_command("check")
