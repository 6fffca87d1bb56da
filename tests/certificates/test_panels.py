"""Her level and certificates on her page, and in the list of kader."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from certificates.issue import issue
from certificates.models import Level, LevelScheme, SigningKey
from lms.people.models.kader import EVERY_FIELD
from modules.models import Programme
from tests.cast import Cast
from tests.certificates.factories import awarded
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def certificate(cast: Cast, programme: Programme, key: SigningKey):
    return issue(awarded(cast.sari, programme, by=cast.dewi), by=cast.dewi, now=NOW)


def opened(client: Client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_her_page_shows_level_and_certificate_to_her_officer(client: Client, cast: Cast, certificate):
    page = opened(client, cast.puji, f"/kelola/kader/{cast.sari.person.kader.uuid}/")
    assert "Kader Purwa" in page
    assert certificate.number in page
    assert f"/sertifikat/{certificate.code}/" in page


def test_a_penilai_sees_that_there_is_one_and_opens_none(client: Client, cast: Cast, certificate):
    page = opened(client, cast.rina, f"/kelola/kader/{cast.sari.person.kader.uuid}/")
    assert certificate.number in page
    assert certificate.code not in page


@pytest.mark.parametrize("name", ["lastri", "wulan", "yanti"])
def test_strangers_learn_nothing_of_it(client: Client, cast: Cast, certificate, name: str):
    assert certificate.number not in opened(
        client, getattr(cast, name), f"/kelola/kader/{cast.sari.person.kader.uuid}/"
    )


def test_the_list_is_narrowed_by_level(client: Client, cast: Cast, certificate):
    page = opened(client, cast.puji, "/kelola/kader/?tingkat=purwa")
    assert "Sari Wahyuni" in page
    assert "Endang" not in page
    for other in ("belum", "madya"):
        assert "Sari Wahyuni" not in opened(client, cast.puji, f"/kelola/kader/?tingkat={other}")


def test_the_list_asks_for_a_level_of_another_programme_too(client: Client, cast: Cast, certificate):
    spm = Programme.objects.create(key="spm", title="Enam bidang SPM", field=EVERY_FIELD, version="1")
    scheme = LevelScheme.objects.create(programme=spm, key="satu", title="Satu jenjang", source="Usulan", active=True)
    Level.objects.create(scheme=scheme, key="lengkap", title="Kader Enam Bidang", position=1)
    page = opened(client, cast.puji, "/kelola/kader/?tingkat=spm.belum")
    assert "Sari Wahyuni" in page
    assert "Kader Purwa" in page
    assert '<option value="spm.belum" selected>Enam bidang SPM: belum ada status</option>' in page
    assert "Sari Wahyuni" not in opened(client, cast.puji, "/kelola/kader/?tingkat=spm.lengkap")
    shown = opened(client, cast.puji, f"/kelola/kader/{cast.sari.person.kader.uuid}/")
    assert shown.count("<h3>Enam bidang SPM</h3>") >= 1
    assert certificate.number in shown
