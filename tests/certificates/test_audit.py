from certificates import audit, keys
from certificates.models import Award, Certificate
from lms.reporting import verify
from modules.models import Programme
from tests.factories import NOW


def test_a_sound_certificate_gives_no_difference(certificate: Certificate, programme: Programme):
    assert audit.differences(programme) == []


def test_a_name_changed_in_the_database_shows(certificate: Certificate, programme: Programme):
    certificate.claims["name"] = "Siti Wulandari"
    certificate.save()
    assert audit.differences(programme) == [f"sertifikat {certificate.pk}: isinya lain dari yang ditandatangani"]


def test_the_one_command_tells_it_too(certificate: Certificate, programme: Programme):
    Certificate.objects.update(claims={**certificate.claims, "name": "Siti Wulandari"})
    assert any(line.startswith(f"sertifikat {certificate.pk}:") for line in verify.differences(programme))


def test_what_a_compromised_key_signed_shows(certificate: Certificate, programme: Programme):
    keys.retire(certificate.key, now=NOW, compromised=True)
    assert "tidak dapat diperiksa" in audit.differences(programme)[0]


def test_a_valid_certificate_of_a_revoked_award_shows(certificate: Certificate, programme: Programme):
    Award.objects.update(revoked_on=NOW.date())
    assert "penetapannya sudah dicabut" in audit.differences(programme)[0]
