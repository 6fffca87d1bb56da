"""One's own page."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
import yaml
from django.test import Client

from certificates import package
from lms.people.memberships import move
from lms.people.models import Kader
from tests.assessments.factories import lacks_only_b3
from tests.cast import Cast
from tests.certificates.conftest import LEVELS

pytestmark = pytest.mark.django_db


def test_she_sees_her_flower_and_what_is_missing(client: Client, cast: Cast):
    lacks_only_b3(cast.sari)
    client.force_login(cast.sari)
    page = client.get("/saya/").text
    assert "24 terampil, 1 dilatih" in page
    assert "Ibu Sari Wahyuni" in page


def test_each_level_has_its_sentence_and_her_years_are_seen(client: Client, cast: Cast):
    package.save(yaml.safe_load(LEVELS.read_text("utf-8")), lacks_only_b3(cast.sari))
    client.force_login(cast.sari)
    page = client.get("/saya/").text
    for level in ("Kader Purwa", "Kader Madya", "Kader Utama"):
        assert f"Tinggal 1 keterampilan lagi untuk {level}: B3." in page
    with time_machine.travel(datetime(2026, 1, 2, 3, tzinfo=UTC), tick=False):
        assert "6 tahun mengabdi" in client.get("/saya/").text
    Kader.objects.filter(pk=cast.sari.person.kader.pk).update(served_since=date(2007, 3, 1))
    with time_machine.travel(datetime(2025, 11, 24, 3, tzinfo=UTC), tick=False):
        assert "18 tahun mengabdi" in client.get("/saya/").text


def test_the_number_of_queries_does_not_grow(client: Client, cast: Cast, django_assert_max_num_queries):
    lacks_only_b3(cast.sari)
    client.force_login(cast.sari)
    with django_assert_max_num_queries(28):
        client.get("/saya/")


def test_before_seven_in_the_morning_it_is_today_too(client: Client, cast: Cast):
    lacks_only_b3(cast.sari)
    early = datetime(2025, 11, 24, 0, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    move(cast.sari.person.kader.memberships.get(), posyandu=cast.kenanga, on=early.date(), now=early)
    client.force_login(cast.sari)
    with time_machine.travel(early, tick=False):
        assert "Posyandu Kenanga, Ngletih" in client.get("/saya/").text


def test_a_site_without_a_curriculum_says_so(client: Client, cast: Cast):
    client.force_login(cast.sari)
    assert "masih disiapkan" in client.get("/saya/").text


def test_a_member_of_staff_finds_her_work_and_no_more(client: Client, cast: Cast):
    client.force_login(cast.rina)
    page = client.get("/saya/").text
    assert "Menilai" in page
    assert "Penetapan" not in page


def test_nobody_reads_it_without_signing_in(client: Client):
    answer = client.get("/saya/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")


def test_her_work_is_told_in_the_language_she_chose(client: Client, cast: Cast):
    client.force_login(cast.dewi)
    assert '<section class="stack" lang="id"><h2>Pekerjaan</h2>' in client.get("/saya/").content.decode()
    cast.dewi.language = "en"
    cast.dewi.save()
    assert '<section class="stack" lang="en">' in client.get("/saya/").content.decode()


def test_an_administrator_finds_the_tools_of_kelola_and_the_cms(client: Client, cast: Cast):
    client.force_login(cast.admin)
    page = client.get("/saya/").content.decode()
    assert 'href="/kelola/"' in page
    assert 'href="/cms/"' in page
    assert 'href="/nilai/"' not in page
