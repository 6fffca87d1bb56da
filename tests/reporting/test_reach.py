"""Numbers are read within one's kab/kota, names within one's scope, and by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from certificates.models import Level
from lms.areas.models import Area
from lms.people.models import Membership, Role
from lms.reporting.rebuild import rebuild
from modules.models import Programme
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY, make_programme
from tests.reporting import factories as make


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    make.make_levels(programme)
    rebuild(programme=programme, now=NOW)
    return programme


def status(client: Client, user, code: str) -> int:
    client.force_login(user)
    return client.get(reverse("board", args=[code])).status_code


def names(client: Client, user, posyandu, **query: str) -> list[str] | None:
    """The names this user is shown; None: numbers only."""
    client.force_login(user)
    people = client.get(reverse("posyandu-board", args=[posyandu.uuid]), query).context["board"].people
    return None if people is None else [person.name for person in people]


@pytest.mark.parametrize("who", ["dewi", "puji", "rina", "wulan"])
def test_everybody_with_a_desk_in_the_city_reads_its_numbers(client: Client, cast: Cast, programme: Programme, who):
    user = getattr(cast, who)
    assert [status(client, user, code) for code in ("35.71", "35.71.02", "35.71.03.1010")] == [200] * 3
    assert [status(client, user, code) for code in ("35", "35.72", "nasional")] == [404] * 3


@pytest.mark.parametrize("who", ["yanti", "sari", "sosial", "budi", "ningsih"])
def test_another_city_kader_and_authors_read_nothing_here(client: Client, cast: Cast, programme: Programme, who):
    user = getattr(cast, who)
    assert status(client, user, "35.71") == 404
    assert client.get(reverse("posyandu-board", args=[cast.melati.uuid])).status_code == 404


def test_a_kader_has_no_boards_at_all(client: Client, cast: Cast, programme: Programme):
    client.force_login(cast.sari)
    assert client.get(reverse("boards")).status_code == 404


@pytest.mark.parametrize("name", ["boards", "board", "posyandu-board"])
def test_a_stranger_is_asked_to_sign_in(client: Client, cast: Cast, programme: Programme, name):
    arguments = {"boards": [], "board": ["35.71"], "posyandu-board": [cast.melati.uuid]}[name]
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 302
    assert response.url.startswith(reverse("sign-in"))


def test_what_is_not_there_is_not_there_for_anybody(client: Client, cast: Cast, programme: Programme):
    assert status(client, cast.admin, "35.71") == 200
    assert status(client, cast.admin, "99.99") == 404
    assert status(client, cast.admin, "'; --") == 404


def test_a_province_reads_its_cities_and_the_nation_everything(client: Client, cast: Cast, programme: Programme):
    Role.objects.create(user=cast.budi, kind="dinas", area=Area.objects.get(code="35"), since=SINCE)
    assert [status(client, cast.budi, code) for code in ("35", "35.71", "35.72")] == [200] * 3
    assert status(client, cast.budi, "nasional") == 404
    assert status(client, cast.admin, "nasional") == 200


def test_a_role_that_has_ended_opens_nothing(client: Client, cast: Cast, programme: Programme):
    Role.objects.filter(user=cast.dewi).update(until=TODAY - timedelta(days=1))
    assert status(client, cast.dewi, "35.71") == 404


def test_names_are_for_those_in_scope(client: Client, cast: Cast, programme: Programme):
    assert names(client, cast.dewi, cast.melati) == ["Sari Wahyuni"]
    assert names(client, cast.rina, cast.melati) == ["Sari Wahyuni"]
    assert names(client, cast.wulan, cast.melati) is None


def test_an_observer_reads_numbers_but_no_names(client: Client, cast: Cast, programme: Programme):
    Role.objects.create(user=cast.budi, kind="pengamat", area=cast.semampir, since=SINCE)
    assert names(client, cast.budi, cast.melati) is None
    page = client.get(reverse("posyandu-board", args=[cast.melati.uuid])).content.decode()
    assert "Sari" not in page
    assert "Nama kader hanya tampil" in page


def test_whoever_left_the_reach_is_counted_but_not_named(client: Client, cast: Cast, programme: Programme):
    sari = cast.sari.person.kader
    Membership.objects.filter(kader=sari).update(until=TODAY)
    Membership.objects.create(kader=sari, posyandu=cast.kenanga, field="kesehatan", since=TODAY)
    rebuild(programme=programme, now=NOW)
    assert names(client, cast.rina, cast.melati, per="2025-11-01") == []
    assert names(client, cast.dewi, cast.melati, per="2025-11-01") == ["Sari Wahyuni"]
    client.force_login(cast.rina)
    page = client.get(reverse("posyandu-board", args=[cast.melati.uuid]), {"per": "2025-11-01"}).content.decode()
    assert "1 kader lain" in page


def test_a_kader_is_shown_with_the_same_sentence_as_everywhere(client: Client, cast: Cast, programme: Programme):
    make.skill(cast.sari.person.kader, programme, "A", TODAY)
    rebuild(programme=programme, now=NOW)
    client.force_login(cast.dewi)
    people = client.get(reverse("posyandu-board", args=[cast.melati.uuid])).context["board"].people
    assert people[0].sentence == "Tinggal 13 keterampilan lagi untuk Kader Purwa: kelompok B dan C."


def test_who_holds_the_highest_level_is_shown_with_its_decree(client: Client, cast: Cast, programme: Programme):
    make.award(cast.sari.person.kader, Level.objects.get(key="utama"), cast.dewi, TODAY)
    rebuild(programme=programme, now=NOW)
    client.force_login(cast.dewi)
    people = client.get(reverse("posyandu-board", args=[cast.melati.uuid])).context["board"].people
    assert people[0].level == "Kader Utama"
    assert people[0].sentence == "Kader Utama, ditetapkan dengan SK nomor SK/1 tanggal 24 November 2025."
