"""Staff choose the language of their screens on /saya/; kader and public pages are Indonesian for everybody."""

from pathlib import Path

import pytest
import yaml
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from certificates import keys, package
from certificates.issue import issue
from lms.areas.errors import UserError
from lms.people import roles
from lms.people.accounts import choose_language
from lms.people.models import User
from modules.models import Programme
from tests.cast import Cast
from tests.certificates import factories as awards
from tests.certificates.conftest import LEVELS
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """The 25, with their levels."""
    made = make_programme()
    package.save(yaml.safe_load(LEVELS.read_text("utf-8")), made)
    return made


def choose(client: Client, user: User, code: str) -> str:
    """The page one comes back to."""
    client.force_login(user)
    return client.post(reverse("language"), {"bahasa": code}, follow=True).content.decode()


def test_an_officer_who_chooses_english_reads_her_screens_in_english(client: Client, cast: Cast, programme: Programme):
    awards.proposed(cast.sari, programme)
    page = choose(client, cast.dewi, "en")
    assert "Bahasa layar kerja: English." in page
    page = client.get(reverse("awards")).content.decode()
    assert '<html lang="en">' in page
    assert "1 proposal waits for a decision." in page


def test_a_penilai_who_chooses_english_finds_numbers_and_dates_as_before(
    client: Client, cast: Cast, programme: Programme
):
    choose(client, cast.rina, "en")
    page = client.get(reverse("board", args=["35.71"]), {"per": "2024-07-31"}).content.decode()
    assert "How figures are counted" in page
    assert "31 Juli 2024" in page


def test_saya_and_lessons_stay_indonesian_for_staff_who_chose_english_but_for_their_work(client: Client, cast: Cast):
    assert '<html lang="id">' in choose(client, cast.dewi, "en")
    assert '<section class="stack" lang="en"><h2>Work</h2>' in client.get(reverse("me")).content.decode()
    assert '<html lang="id">' in client.get(reverse("verify-form")).content.decode()


def test_a_certificate_speaks_to_an_officer_in_her_language_and_to_its_holder_in_indonesian(
    client: Client, cast: Cast, programme: Programme, settings: LazySettings, tmp_path: Path
):
    settings.KEY_DIR = tmp_path
    keys.create(now=NOW)
    certificate = issue(awards.awarded(cast.sari, programme, by=cast.dewi), by=cast.dewi, now=NOW)
    address = reverse("certificate", args=[certificate.code])
    choose(client, cast.dewi, "en")
    page = client.get(address).content.decode()
    assert "Revoke certificate" in page
    assert "Terampil di 17 dari 25 keterampilan" in page
    roles.grant(cast.sari, "penilai", since=TODAY, on=TODAY, puskesmas=cast.balowerti)
    choose(client, cast.sari, "en")
    page = client.get(address).content.decode()
    assert '<html lang="id">' in page
    assert "Unduh PDF untuk dicetak" in page


def test_she_may_change_her_mind(client: Client, cast: Cast):
    choose(client, cast.dewi, "en")
    assert "Bahasa layar kerja: Bahasa Indonesia." in choose(client, cast.dewi, "id")
    cast.dewi.refresh_from_db()
    assert cast.dewi.language == "id"


@pytest.mark.parametrize("code", ["", "xx", "en-GB", "id\x00"])
def test_an_unknown_language_is_refused_in_one_plain_sentence(client: Client, cast: Cast, code: str):
    page = choose(client, cast.dewi, code)
    assert "Bahasa itu belum ada di sini, jadi belum diganti. Pilih Bahasa Indonesia atau English." in page
    cast.dewi.refresh_from_db()
    assert cast.dewi.language == "id"


def test_a_kader_is_not_offered_a_language_and_cannot_choose_one(client: Client, cast: Cast, programme: Programme):
    client.force_login(cast.sari)
    assert "Bahasa layar kerja" not in client.get(reverse("me")).content.decode()
    assert client.post(reverse("language"), {"bahasa": "en"}).status_code == 404
    cast.sari.refresh_from_db()
    assert cast.sari.language == "id"


def test_the_verb_refuses_what_the_screens_are_not_written_in(cast: Cast):
    with pytest.raises(UserError, match="belum diganti"):
        choose_language(cast.rina, "jv")
    assert choose_language(cast.rina, "en") == "English"
